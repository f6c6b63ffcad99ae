"""Whatever is in the way, the operator reads one sentence that says what to do, and no traceback."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import database, embedded
from config.problems import Problem
from tests.config.launching import Launch, run


def says_one_sentence(done: "subprocess.CompletedProcess[str]", words: str) -> bool:
    lines = done.stderr.strip().splitlines()
    return done.returncode != 0 and len(lines) == 1 and words in lines[0] and lines[0].endswith(".")


def test_a_taken_port(launch: Launch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        launch.port = taken.getsockname()[1]
        done = run([sys.executable, "-m", "config.launch"], **launch.environment())
    assert says_one_sentence(done, f"Port {launch.port} is taken"), done
    assert not launch.data.exists()


@pytest.mark.parametrize("port", ["eighty", "-1", "65536"])
def test_a_port_that_is_none(launch: Launch, port: str) -> None:
    done = run([sys.executable, "-m", "config.launch"], **launch.environment(PORT=port))
    assert says_one_sentence(done, "give a number"), done


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"ROLE": "worker"}, "give web for pages"),
        ({"ROLE": "web"}, "ROLE=web needs SITE_URL"),
        ({"WORKERS": "many"}, "WORKERS is not a number"),
        ({"LIVE_URL": "http://redis.example.org"}, "LIVE_URL is not an address"),
    ],
)
def test_a_role_that_cannot_be_served(launch: Launch, told: dict[str, str], words: str) -> None:
    done = run([sys.executable, "-m", "config.launch"], **launch.environment(**told))
    assert says_one_sentence(done, words), done


def test_a_host_that_is_elsewhere(launch: Launch) -> None:
    done = run([sys.executable, "-m", "config.launch"], **launch.environment(HOST="192.0.2.1"))
    assert says_one_sentence(done, "set HOST"), done


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("not an address", "DATABASE_URL is not an address"),
        ("postgresql://remit@127.0.0.1:1/remit", "does not let Remit in"),
        ("postgresql://remit@host.invalid/remit", "does not let Remit in"),
    ],
)
def test_a_database_that_cannot_be_had(launch: Launch, url: str, words: str) -> None:
    for command in (["-m", "config.launch"], ["manage.py", "migrate"]):
        done = run([sys.executable, *command], **launch.environment(DATABASE_URL=url))
        assert says_one_sentence(done, words), done


def test_a_database_that_is_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(Problem, match="needs version 99 or newer"):
        database.require(embedded.url())


def test_a_folder_that_cannot_be_written(launch: Launch) -> None:
    launch.data = Path("/dev/null/data")
    for command in (["-m", "config.launch"], ["manage.py", "migrate"]):
        done = run([sys.executable, *command], **launch.environment())
        assert says_one_sentence(done, "Remit cannot write to /dev/null/data"), done


def test_data_of_another_version_of_postgresql(launch: Launch) -> None:
    (launch.data / "postgresql").mkdir(parents=True)
    (launch.data / "postgresql/PG_VERSION").write_text("12\n")
    assert says_one_sentence(launch.manage("migrate"), "was written by PostgreSQL 12")


def test_manage_py_finds_the_environment_by_itself(launch: Launch) -> None:
    done = run([sys.executable, "-S", "manage.py", "version"], **launch.environment())
    assert done.stdout.startswith("5."), done


def test_manage_py_without_an_environment(tmp_path: Path) -> None:
    shutil.copy(embedded.ROOT / "manage.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "-S", "manage.py", "migrate"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert says_one_sentence(done, "make run"), done


@pytest.mark.parametrize(
    ("python", "words"),
    [
        ("exit 1", "needs Python 3.11 or newer"),
        ('case "$*" in *ensurepip*) exit 1;; esac', "has no venv module"),
    ],
)
def test_a_python_that_will_not_do(tmp_path: Path, python: str, words: str) -> None:
    (tmp_path / "deploy").mkdir()
    shutil.copy(embedded.ROOT / "deploy/bootstrap", tmp_path / "deploy")
    fake = tmp_path / "python"
    fake.write_text(f"#!/bin/sh\n{python}\n")
    fake.chmod(0o755)
    done = subprocess.run(
        ["deploy/bootstrap", "run"],
        cwd=tmp_path,
        env={**os.environ, "PYTHON": str(fake)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert says_one_sentence(done, words), done
