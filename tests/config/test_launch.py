"""`make run`: up with one command, down with one signal, and nothing confirmed is ever lost."""

import os
import signal
import subprocess
import sys
import time

import httpx
import psycopg
import pytest

from config.embedded import ROOT
from config.postgres import Cluster
from tests.config.launching import Launch, keep_open


def test_it_prints_an_address_that_answers_and_a_link_that_signs_in_once(launch: Launch) -> None:
    launch.start()
    assert httpx.get(f"{launch.url}/health/ready").text == "ready\n"
    assert httpx.get(launch.sign_in_link).status_code == 302
    assert httpx.get(launch.sign_in_link).status_code == 403
    launch.end()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_within_five_seconds_with_connections_open(
    launch: Launch, how: signal.Signals
) -> None:
    launch.start()
    with keep_open(launch.url):
        launch.end(how)
    assert launch.process.returncode == 0
    assert launch.database() is None


def test_what_was_committed_survives_kill_nine_and_the_next_start_finds_it(launch: Launch) -> None:
    launch.start()
    with psycopg.connect(Cluster(launch.data / "postgresql").url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    launch.end(signal.SIGKILL)
    left_over = launch.database()
    assert left_over, "the database outlives a killed application"
    launch.start()
    assert launch.database() == left_over, "and is taken over by the next"
    left_over.kill()
    launch.end()
    launch.start()
    with psycopg.connect(Cluster(launch.data / "postgresql").url()) as connection:
        assert connection.execute("SELECT one FROM kept").fetchall() == [(1,)]
    launch.end()


def test_a_stale_number_in_the_lock_file_does_not_keep_the_database_from_starting(launch: Launch) -> None:
    assert launch.manage("showmigrations").returncode == 0
    # This process is alive, and is no postmaster.
    (launch.data / "postgresql/postmaster.pid").write_text(f"{os.getpid()}\n")
    assert launch.manage("showmigrations").returncode == 0


def test_a_command_shares_the_running_server_and_leaves_it_running(launch: Launch) -> None:
    launch.start()
    before = launch.database()
    link = launch.manage("sign_in_link")
    assert link.stdout.startswith(f"{launch.url}/in/"), link.stderr
    assert launch.database() == before
    launch.end()


def test_a_command_without_a_running_server_starts_one_and_stops_it(launch: Launch) -> None:
    done = launch.manage("migrate", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    assert (launch.data / "postgresql/PG_VERSION").exists()
    assert launch.database() is None


def test_commands_at_the_same_time_share_one_server_and_the_last_one_stops_it(launch: Launch) -> None:
    command = [sys.executable, "manage.py", "showmigrations"]
    several = [
        subprocess.Popen(command, cwd=ROOT, env=launch.environment(), stdout=subprocess.DEVNULL) for _ in range(3)
    ]
    assert [process.wait(60) for process in several] == [0, 0, 0]
    assert launch.database() is None


def test_a_folder_too_deep_for_a_socket_still_gets_its_database(launch: Launch) -> None:
    launch.data = launch.data / ("deep" * 40)
    launch.data.parent.mkdir()
    done = launch.manage("showmigrations")
    assert done.returncode == 0, done.stderr
    assert launch.database() is None


def test_a_second_start_is_quick(launch: Launch) -> None:
    launch.start()
    launch.end()
    began = time.monotonic()
    launch.start()
    assert time.monotonic() - began < 15
    launch.end()
