"""What bare programs do on this machine: each prints one line of JSON with its port and serves until told to stop."""

import json
import socket
from typing import Any


def listen() -> socket.socket:
    """Return a socket on a free port."""
    return socket.create_server(("127.0.0.1", 0), backlog=2048)


def ready(listener: socket.socket, **more: Any) -> None:
    """Say where this yardstick serves."""
    print(json.dumps({"port": listener.getsockname()[1], **more}), flush=True)
