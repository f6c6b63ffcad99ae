"""The connection below a stream, as far as the server lets us see it: uvicorn does, others may not."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any

# Of Linux's struct tcp_info: eight single bytes, and then the thirteenth number, milliseconds since the last ACK.
_LAST_ACK = 8 + 12 * 4
_INFO = getattr(socket, "TCP_INFO", None)


def transport_of(send: Any) -> asyncio.Transport | None:
    """The transport that `send` writes to, None where the server hides it."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    return transport if hasattr(transport, "abort") else None


def chunk(frame: bytes) -> bytes:
    """A frame as HTTP/1.1 sends a part of an answer whose length is not known beforehand."""
    return b"%x\r\n%b\r\n" % (len(frame), frame) if frame else b""


class Wire:
    """A connection that is a stream's alone, to be written to without the server's help."""

    __slots__ = ("_cycle", "_write")

    def __init__(self, cycle: Any) -> None:
        self._cycle = cycle
        self._write: Callable[[bytes], None] = cycle.transport.write

    def open(self) -> Callable[[bytes], None] | None:
        """What writes a chunk now; None where only the server may: its browser does not keep up, or has gone."""
        cycle = self._cycle
        return None if cycle.flow.write_paused or cycle.disconnected or cycle.response_complete else self._write


def wire(send: Any) -> Wire | None:
    """The wire below a stream whose head has been sent in chunks; None where the server hides it."""
    cycle = getattr(send, "__self__", None)
    needed = ("transport", "flow", "disconnected", "response_complete")
    there = getattr(cycle, "chunked_encoding", False) is True and all(hasattr(cycle, name) for name in needed)
    return Wire(cycle) if there else None


def unheard(send: Any) -> float:
    """Seconds since the other side last acknowledged anything; 0 where that cannot be known.

    A write to a network that has vanished does not fail for a quarter of an hour, but it is not acknowledged
    either. Who only does not read still acknowledges.
    """
    transport = transport_of(send)
    line = transport.get_extra_info("socket") if transport and not transport.is_closing() else None
    if line is None or _INFO is None or line.family not in (socket.AF_INET, socket.AF_INET6):
        return 0.0
    try:
        info = line.getsockopt(socket.IPPROTO_TCP, _INFO, _LAST_ACK + 4)
        (milliseconds,) = struct.unpack_from("I", info, _LAST_ACK)
    except (OSError, struct.error):
        return 0.0
    return float(milliseconds) / 1000


def cut(send: Any) -> None:
    """Drop the connection with whatever still waits in it; an orderly close would wait for its reader for ever."""
    if transport := transport_of(send):
        transport.abort()
