"""Rings over Redis or Valkey: PUBLISH on one channel, and one connection per process that is subscribed to it."""

import asyncio
import secrets
from collections.abc import Iterable
from functools import cache
from typing import Any

import redis
import redis.asyncio
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from live import conf, listening
from live.listening import QUIET

# Nobody is kept waiting by a ring here, so the rest after one is short, in seconds at most; a burst still goes as one.
PAUSE = 0.01
# A server that is away or frozen must not keep the rings of a whole second.
PATIENCE = 1.0


def channel(url: str) -> str:
    """One channel for each numbered database, by which installations share a server: channels alone know none."""
    return f"live:{_publisher(url).connection_pool.connection_kwargs.get('db') or 0}"


def publish(payloads: Iterable[bytes]) -> None:
    """Send payloads to all processes, this one too. Raises RedisError when that takes longer than PATIENCE."""
    url = conf.get("LIVE_URL")
    line = _publisher(url).pipeline(transaction=False)
    for payload in payloads:
        line.publish(channel(url), payload)
    line.execute()


@cache
def _publisher(url: str) -> "redis.Redis":
    # The second try is for a connection that was cut while nobody rang. Twice the same ring does no harm.
    return redis.Redis.from_url(
        url,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        socket_keepalive=True,
        retry=Retry(NoBackoff(), 1),
    )


class Listener(listening.Listener):
    """Listens on a subscription of its own."""

    losses = (redis.RedisError, OSError)

    async def _listen(self) -> None:
        url = conf.get("LIVE_URL")
        # The library must not reconnect behind our back: what was rung in between would go unnoticed.
        client = redis.asyncio.Redis.from_url(
            url,
            socket_connect_timeout=QUIET,
            socket_timeout=QUIET,
            socket_keepalive=True,
            retry=AsyncRetry(NoBackoff(), 0),
        )
        async with client, client.pubsub() as line:
            await line.subscribe(channel(url))
            await self._test(client, line)
            self._connected()
            await self._hear(line)

    async def _hear(self, line: PubSub) -> None:
        asked = False
        while True:
            message: dict[str, Any] | None = await line.get_message(timeout=QUIET)
            if message is None and asked:
                raise redis.TimeoutError("it does not answer")
            if message is None:
                await line.ping()
            elif message["type"] == "message":
                self._heard(message["data"])
            asked = message is None

    async def _test(self, client: "redis.asyncio.Redis", line: PubSub) -> None:
        # A proxy in between, or an access rule, may take a subscription and never deliver.
        word = f"test {secrets.token_hex(8)}".encode()
        await client.publish(channel(conf.get("LIVE_URL")), word)
        try:
            async with asyncio.timeout(QUIET):
                while (data := await self._next(line)) != word:
                    self._heard(data)
        except TimeoutError:
            raise redis.TimeoutError("a message to myself did not arrive") from None

    async def _next(self, line: PubSub) -> bytes:
        while True:
            message: dict[str, Any] | None = await line.get_message(timeout=QUIET)
            if message and message["type"] == "message":
                return bytes(message["data"])
