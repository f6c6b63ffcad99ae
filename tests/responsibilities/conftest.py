"""The application as a process of its own, for tests that need a stream or somebody outside."""

from tests.server import _server, server, sessions_end

__all__ = ("_server", "server", "sessions_end")
