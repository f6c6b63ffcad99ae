"""What people notice of a database that cut every line."""

import httpx
import pytest
from django.db import connection

from tests.factories import WorkshopFactory
from tests.server import Server

pytestmark = pytest.mark.django_db(transaction=True)


def cut_every_line() -> None:
    """End all sessions in the test's database but this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        assert cursor.fetchone()[0] > 0


def test_a_page_opens_right_afterwards(server: Server) -> None:
    address = f"{server.url}/j/{WorkshopFactory().code}/"
    for _ in range(3):
        assert httpx.get(address).status_code == 200
        cut_every_line()
        assert httpx.get(address).status_code == 200
