"""The yardstick for votes: the very SQL of real votes, from a bare WSGI function behind the same bridge and server.

python -m deploy.bench.bare FILE: records what Remit sends to the database for the requests in FILE, a list of
{path, body, cookies}, then says on which port it serves them: POST /<place in the list>.
"""

import json
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import django
import uvicorn
from psycopg import ClientCursor, Connection
from psycopg_pool import ConnectionPool

from config import embedded
from config.bridge import Bridge
from responsibilities.simulation.browser import HTMX

CONNECTIONS = 12


@dataclass(frozen=True)
class Statement:
    sql: str
    parameters: Any
    in_transaction: bool


def record(request: dict[str, str]) -> list[Statement]:
    """Send one request through the whole application and return what it said to the database."""
    from django.db import connection
    from django.test import Client

    said: list[Statement] = []

    def listen(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        said.append(Statement(sql, parameters, connection.in_atomic_block))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(listen):
        answer = Client().post(
            request["path"],
            data=request["body"],
            content_type="application/x-www-form-urlencoded",
            headers={**HTMX, "Cookie": request["cookies"], "Host": "localhost"},
        )
    if answer.status_code != 200:
        raise RuntimeError(f"{request['path']} answered {answer.status_code}")
    return said


def application(plans: list[list[Statement]]) -> Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]:
    """Return the WSGI function that says one of `plans` to the database and answers with nothing."""
    pool = ConnectionPool(
        embedded.url(), min_size=CONNECTIONS, max_size=CONNECTIONS, kwargs={"autocommit": True}, open=True
    )

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with pool.connection() as connection:
            _replay(connection, plans[int(environ["PATH_INFO"].strip("/"))])
        start("200 OK", [("Content-Length", "0")])
        return [b""]

    return answer


def _replay(connection: Connection, plan: list[Statement]) -> None:
    cursor = ClientCursor(connection)
    inside = False
    for statement in plan:
        if statement.in_transaction != inside:
            connection.execute("COMMIT" if inside else "BEGIN")
            inside = not inside
        cursor.execute(statement.sql.encode(), statement.parameters)
        if cursor.description:
            cursor.fetchall()
    if inside:
        connection.execute("COMMIT")


def main() -> None:
    """Record, then serve as `config.serving` does."""
    embedded.ensure()
    django.setup()
    plans = [record(request) for request in json.loads(Path(sys.argv[1]).read_text())]
    listener = socket.create_server(("127.0.0.1", 0))
    said = {"port": listener.getsockname()[1], "statements": max(map(len, plans))}
    print(json.dumps(said), flush=True)
    config = uvicorn.Config(
        Bridge(application(plans)),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
