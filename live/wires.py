"""The connection below a stream, as far as the server lets us see it: uvicorn does, others may not."""

import asyncio
import socket
import struct
from typing import Any

# Of Linux's struct tcp_info: eight single bytes, and then the thirteenth number, milliseconds since the last ACK.
_LAST_ACK = 8 + 12 * 4
_INFO = getattr(socket, "TCP_INFO", None)


def transport_of(send: Any) -> asyncio.Transport | None:
    """The transport that `send` writes to, None where the server hides it."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    return transport if hasattr(transport, "abort") else None


def unheard(send: Any) -> float:
    """Seconds since the other side last acknowledged anything; 0 where that cannot be known.

    A write to a network that has vanished does not fail for a quarter of an hour, but it is not acknowledged
    either. Who only does not read still acknowledges.
    """
    transport = transport_of(send)
    line = transport.get_extra_info("socket") if transport else None
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
