"""What it costs the server to pass one region on to one stream, beside a loop that writes as many bytes."""

import asyncio
from dataclasses import asdict, dataclass

from deploy.bench.entries import Entry, Figure, Limit, Measured, Scale
from deploy.bench.machine import Watch
from deploy.bench.site import WITH_EXTRAS, Site
from deploy.bench.streams import close_all, level, open_all
from deploy.bench.wire import Connection, Request

STREAMS = 500
RATE = 20.0  # changes a second, each at every stream before the next
PATIENCE = 10.0
LOAD = f"{STREAMS} streams, one region of 2 KB, {RATE:g} changes/s"
BROWSER = {"Cookie": "csrf=none", "Accept": "text/event-stream"}


@dataclass(frozen=True)
class Delivered:
    changes: int
    deliveries: int
    bytes_each: int
    application: float
    database: float
    foreign_cores: float

    @property
    def each_us(self) -> float:
        """Processor time per delivery, in microseconds."""
        return round(1e6 * (self.application + self.database) / self.deliveries, 1)


async def measure(site: Site, scale: Scale) -> Measured:
    """Step a board of one region, then the bare loop with messages of the same size, before and after."""
    changes = round(RATE * scale.seconds(12))
    with site.serving(WITH_EXTRAS):
        ours = await _deliver(site.port, "/bench/one/live/", "/bench/step/", changes, *site.processes)
    with site.beside("writes", str(ours.bytes_each)) as bare:
        floor = await _deliver(bare["port"], "/", "/", changes, bare["pid"])
    entry = Entry("server CPU per delivery", LOAD, "µs", ours.each_us, Limit(2.5), floor.each_us)
    foreign = max(ours.foreign_cores, floor.foreign_cores)
    return Measured([entry], foreign, {"remit": asdict(ours), "bare": asdict(floor)})


async def _deliver(port: int, stream: str, step: str, changes: int, *server: int) -> Delivered:
    streams = await open_all(port, [Request.get(stream, **BROWSER)] * STREAMS)
    sender, loop = await Connection.open(port), asyncio.get_running_loop()

    async def change() -> None:
        revision = (await sender.ask(Request.post(step))).revision
        if not await level(streams, revision, PATIENCE):
            raise RuntimeError(f"change {revision} did not reach every stream")

    await change()
    for one in streams:
        one.forget()
    with Watch(*server) as machine:
        for number in range(changes):
            next_at = loop.time() + 1 / RATE
            await change()
            await asyncio.sleep(next_at - loop.time() if number < changes - 1 else 0)
    sender.close()
    close_all(streams)
    deliveries = sum(len(one.times) for one in streams)
    size = sum(one.size for one in streams) // deliveries
    application, *database = machine.each
    return Delivered(changes, deliveries, size, application, sum(database), machine.foreign_cores)


delivery = Figure("delivery", LOAD, "raw asyncio write loop", measure, rounds=3)
