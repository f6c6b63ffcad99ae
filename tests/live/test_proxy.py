"""The proxies that we recommend, with the examples that we give, in front of a real house; and our own, like them."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.live import actions
from tests.live.conftest import Watch
from tests.live.house import House
from tests.live.test_stream import card
from tests.server import ROOT, free_port
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass
class Front:
    """A proxy at `url`."""

    url: str
    keeps_forms: bool = True


def old_caddy() -> bool:
    said = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True, env={"PATH": PATH}).stdout
    return [int(part) for part in re.findall(r"\d+", said)[:3]] <= [2, 11, 1]


def example(name: str, house: House, changes: dict[str, str]) -> str:
    """One of our examples, with the house's addresses in place of its own."""
    text = (ROOT / "deploy" / name).read_text()
    ports = [part.port for part in house.parts]
    changes = {**changes, **{f":{old}": f":{new}" for old, new in zip((8001, 8002, 8011, 8012), ports, strict=True)}}
    for old, new in changes.items():
        text, count = re.subn(old, new, text)
        assert count, f"{name} no longer has {old}"
    return text


def caddy(house: House, folder: Path, port: int) -> list[str]:
    text = example("Caddyfile.example", house, {r"(?m)^remit\.example\.org": f"http://127.0.0.1:{port}"})
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{text}")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def nginx(house: House, folder: Path, port: int) -> list[str]:
    plain = {
        r"(?s)server \{\n    listen 80.*": "",
        r"listen 443 ssl http2": f"listen 127.0.0.1:{port}",
        r"listen \[::\]:443 ssl http2;": "",
        r"ssl_certificate.*": "",
    }
    places = "".join(f"{kind}_temp_path {folder};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    text = f"pid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{places}"
    (folder / "nginx.conf").write_text(text + example("nginx.conf.example", house, plain) + "}\n")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off; user root;"]


@pytest.fixture(scope="module")
def house(sessions_end: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"), "tests.live.settings").start()
    yield house
    house.kill()


@pytest.fixture(scope="module", params=["our own", "caddy", "nginx"])
def front(request: pytest.FixtureRequest, house: House, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A proxy, as far as the machine has it."""
    if request.param == "our own":
        yield Front(house.url)
        return
    if not shutil.which(request.param, path=PATH):
        pytest.skip(f"no {request.param} on this machine")
    folder, port = tmp_path_factory.mktemp(request.param), free_port()
    command = {"caddy": caddy, "nginx": nginx}[request.param](house, folder, port)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stderr=log, env={"HOME": str(folder), "PATH": PATH})
    front = Front(f"http://127.0.0.1:{port}", keeps_forms=request.param != "caddy" or not old_caddy())
    for _ in range(100):
        assert process.poll() is None, (folder / "log").read_text()
        with suppress(httpx.TransportError):
            httpx.get(f"{front.url}/health/live")
            break
        time.sleep(0.1)
    yield front
    process.terminate()
    process.wait(10)


def test_a_change_comes_through_at_once(
    transactional_db: None, front: Front, watch: Watch, workshop: Workshop, person: Participant
) -> None:
    watcher = watch(front, person)
    assert watcher.response.headers["content-type"].startswith("text/event-stream")
    for number in range(3):
        changed = actions.rename(card(workshop), f"Name {number}")
        assert watcher.text(f"Name {number}").id == changed.position


def test_a_form_gets_through_while_a_process_is_being_restarted(
    transactional_db: None, house: House, front: Front
) -> None:
    if not front.keeps_forms:
        pytest.skip("this Caddy loses what a form says when it tries the next process")
    down = house.web[0]
    down.stop()
    try:
        answers = [httpx.post(f"{front.url}/echo/", content=b"abc", headers={"Origin": front.url}) for _ in range(6)]
    finally:
        down.start()
    assert {answer.status_code for answer in answers} == {200}


def test_no_header_with_an_underscore_passes(transactional_db: None, front: Front) -> None:
    for name in ("X_Forwarded_For", "X-Forwarded_For", "X_Forwarded-For"):
        assert "6.6.6.6" not in httpx.get(f"{front.url}/echo/", headers={name: "6.6.6.6"}).text


def test_what_is_too_large_is_refused(transactional_db: None, front: Front) -> None:
    answer = httpx.post(f"{front.url}/echo/", content=b"x" * 13_000_000, headers={"Origin": front.url})
    # The Caddy of Debian may notice while it passes the form on, and then calls that a bad gateway.
    assert answer.status_code in ((413,) if front.keeps_forms else (413, 502))
