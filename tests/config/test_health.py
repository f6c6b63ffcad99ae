"""What a monitor hears from /health/."""

import pytest
from django.db import connection
from django.test import Client


def test_live_answers_without_a_database(client: Client) -> None:
    response = client.get("/health/live")
    assert (response.status_code, response.content) == (200, b"live\n")
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_ready_answers_when_the_database_has_every_table(client: Client) -> None:
    response = client.get("/health/ready")
    assert (response.status_code, response.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    response = client.get("/health/ready")
    assert (response.status_code, response.content) == (503, b"migrations are waiting\n")


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_is_only_for_asking(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
