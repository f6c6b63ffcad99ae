"""The server process that browser tests everywhere use."""

import httpx

from tests.server import Server


def test_it_serves_the_application_and_static_files(server: Server) -> None:
    assert httpx.get(f"{server.url}/health/live").status_code == 200
    script = httpx.get(f"{server.url}/static/js/live.js")
    assert script.status_code == 200
    assert "javascript" in script.headers["content-type"]
