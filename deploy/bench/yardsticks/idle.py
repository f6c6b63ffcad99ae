"""The yardstick for memory: streams of the plainest kind, a queue for each, on the server that Remit runs on."""

import asyncio

import uvicorn
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope

from deploy.bench import yardsticks

queues: set[asyncio.Queue[bytes]] = set()


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Open a stream, and pass on what is put into its queue."""
    queue: asyncio.Queue[bytes] = asyncio.Queue(10)
    queues.add(queue)
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers, "trailers": False})
    await send({"type": "http.response.body", "body": b"event: beat\ndata: \n\n", "more_body": True})
    while True:
        await send({"type": "http.response.body", "body": await queue.get(), "more_body": True})


def main() -> None:
    """Serve as `config.serving` does."""
    listener = yardsticks.listen()
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="critical",  # it is told to stop while its streams are open
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    yardsticks.ready(listener)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
