"""What the environment decides: cookies, hosts, links, the database, what is logged."""

import json
import subprocess
import sys
from typing import Any

import pytest

from config import database, hosts, logs
from tests.config.launching import Launch

SHOW = """
import json
from config import settings
names = "SECURE SITE_URL ALLOWED_HOSTS SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE".split()
names += "SECURE_HSTS_SECONDS SECURE_SSL_REDIRECT TRUSTED_PROXIES CSRF_TRUSTED_ORIGINS DEBUG".split()
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


@pytest.fixture
def settings_with(launch: Launch) -> Any:
    def read(**environment: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-c", SHOW],
            env=launch.environment(**environment),
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read


def test_on_a_laptop(settings_with: Any) -> None:
    found = settings_with(PORT="8150")
    assert found["SITE_URL"] == "http://localhost:8150"
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert (found["SESSION_COOKIE_NAME"], found["SESSION_COOKIE_SECURE"]) == ("session", False)
    assert (found["SECURE_HSTS_SECONDS"], found["SECURE_SSL_REDIRECT"], found["TRUSTED_PROXIES"]) == (0, False, "")
    assert found["DEBUG"] is False


def test_behind_https(settings_with: Any) -> None:
    found = settings_with(SITE_URL="https://remit.example/")
    assert found["SITE_URL"] == "https://remit.example"
    assert "remit.example" in found["ALLOWED_HOSTS"]
    assert (found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert found["SESSION_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31536000
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://remit.example"]
    assert found["TRUSTED_PROXIES"] == "127.0.0.1,::1"


def test_on_a_network_it_answers_to_this_machines_addresses(settings_with: Any) -> None:
    found = settings_with(HOST="0.0.0.0", PORT="8150")
    assert "*" not in found["ALLOWED_HOSTS"]
    for address in hosts.lan_addresses():
        assert hosts.bracketed(address) in found["ALLOWED_HOSTS"]
    assert found["SITE_URL"].endswith(":8150")


@pytest.mark.parametrize(
    ("url", "entry"),
    [
        ("postgresql://ann:s%40cret@db.example:6432/remit", ("remit", "ann", "s@cret", "db.example", "6432", {})),
        ("postgres:///remit?host=/run/pg", ("remit", "", "", "/run/pg", "", {})),
        ("postgresql://db/remit?sslmode=require", ("remit", "", "", "db", "", {"sslmode": "require"})),
    ],
)
def test_a_database_address_means_what_it_means_to_psql(url: str, entry: tuple[Any, ...]) -> None:
    found = database.settings(url, pool={}, prepare=False)
    ours = ("pool", "connect_timeout", "server_side_binding", "prepare_threshold")
    found["OPTIONS"] = {name: value for name, value in found["OPTIONS"].items() if name not in ours}
    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == entry


def test_statements_are_prepared_unless_an_operator_says_no() -> None:
    options = database.settings("postgresql://db/remit", pool={})["OPTIONS"]
    assert (options["prepare_threshold"], options["options"]) == (5, "-c plan_cache_mode=force_generic_plan")
    without = database.settings("postgresql://db/remit", pool={}, prepare=False)["OPTIONS"]
    assert without["prepare_threshold"] is None
    assert "options" not in without
    own = database.settings("postgresql://db/remit?options=-c%20work_mem%3D8MB", pool={})["OPTIONS"]
    assert own["options"] == "-c work_mem=8MB"


def test_an_address_may_say_how_long_to_wait_for_the_database() -> None:
    found = database.settings("postgresql://db/remit?connect_timeout=2", pool={})
    assert found["OPTIONS"]["connect_timeout"] == "2"


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ({"token": "abc"}, {"token": "[hidden]"}),
        ({"event": "Forbidden: /in/2dYf-_x/"}, {"event": "Forbidden: /in/[hidden]/"}),
        ({"event": "GET /r/2dYf-_x/?a=1"}, {"event": "GET /r/[hidden]/?a=1"}),
        ({"url": "postgresql://ann:s3cret@db/remit"}, {"url": "postgresql://ann:[hidden]@db/remit"}),
        ({"event": "Not Found: /w/1/", "status": 404}, {"event": "Not Found: /w/1/", "status": 404}),
    ],
)
def test_no_secret_reaches_the_log(event: dict[str, Any], shown: dict[str, Any]) -> None:
    assert logs.without_secrets(None, "info", event) == shown
