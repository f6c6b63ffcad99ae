"""Pages through the bridge: what Django sees, and what the browser gets."""

import httpx
import pytest

from tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)


def post(server: Server, path: str, body: bytes, **headers: str) -> httpx.Response:
    with httpx.Client(base_url=server.url) as client:
        return client.post(path, content=body, headers={"Origin": server.url, **headers})


def test_a_large_answer_arrives_whole(live: Server) -> None:
    answer = httpx.get(f"{live.url}/large/")
    assert answer.status_code == 200
    assert len(answer.content) == 5 * 1024 * 1024


def test_letters_of_all_kinds_survive_in_the_address(live: Server) -> None:
    assert httpx.get(f"{live.url}/echo/gr%C3%BC%C3%9Fe%20%F0%9F%91%8B").text.startswith("GET /echo/grüße 👋")


def test_head_has_headers_and_no_body(live: Server) -> None:
    answer = httpx.head(f"{live.url}/large/")
    assert answer.status_code == 200
    assert answer.content == b""


def test_a_header_cannot_be_forged_with_an_underscore(live: Server) -> None:
    answer = httpx.get(f"{live.url}/echo/", headers={"X_Forwarded_For": "1.2.3.4"})
    assert answer.text.endswith(" -")


def test_a_body_of_several_megabytes_is_read(live: Server) -> None:
    assert post(live, "/echo/", b"x" * 3_000_000).text.startswith("POST /echo/ 3000000")


def test_a_body_beyond_all_limits_is_refused(live: Server) -> None:
    assert post(live, "/echo/", b"x" * 13_000_000).status_code == 413


def test_a_body_of_unknown_length_is_read(live: Server) -> None:
    def pieces() -> object:
        yield b"abc"
        yield b"def"

    answer = httpx.post(f"{live.url}/echo/", content=pieces(), headers={"Origin": live.url})  # type: ignore[arg-type]
    assert answer.text.startswith("POST /echo/ 6")


def test_a_browser_that_leaves_early_harms_nobody(live: Server) -> None:
    for _ in range(20):
        with httpx.stream("GET", f"{live.url}/large/") as answer:
            next(answer.iter_raw())
    assert httpx.get(f"{live.url}/health/live").text == "ok"


def test_a_fault_in_a_page_is_a_500(live: Server) -> None:
    assert httpx.get(f"{live.url}/fail/").status_code == 500
