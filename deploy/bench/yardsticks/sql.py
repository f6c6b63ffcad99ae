"""The yardstick for votes: the very SQL of real votes, from a bare WSGI function under a native WSGI server.

python -m deploy.bench.yardsticks.sql FILE: records what Remit sends to the database for the requests in FILE, a list of
{path, body, cookies}, then serves them: POST /<place in the list>.
"""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import django
from granian.constants import Interfaces
from granian.server import Server
from psycopg_pool import ConnectionPool

from config import embedded
from deploy.bench import yardsticks
from deploy.bench.wire import HTMX

# As many as config.bridge has threads, and config.settings connections.
THREADS, CONNECTIONS = 8, 12
_FILE = "BENCH_REQUESTS"

Statement = tuple[str, Any]
BEGIN: Statement = ("BEGIN", None)
COMMIT: Statement = ("COMMIT", None)


def record(request: dict[str, str]) -> list[Statement]:
    """Send one request through the whole application and return what it said to the database."""
    from django.db import connection, transaction
    from django.test import Client

    said: list[Statement] = []
    inside = False

    def end() -> None:
        nonlocal inside
        inside = False
        said.append(COMMIT)

    def listen(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal inside
        if connection.in_atomic_block and not inside:
            inside = True
            said.append(BEGIN)
            transaction.on_commit(end)
        said.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(listen):
        answer = Client().post(
            request["path"],
            data=request["body"],
            content_type="application/x-www-form-urlencoded",
            headers={**HTMX, "Cookie": request["cookies"], "Host": "localhost"},
        )
    if answer.status_code != 200 or inside:
        raise RuntimeError(f"{request['path']} answered {answer.status_code}")
    return said


def application(plans: list[list[Statement]]) -> WSGIApplication:
    """Return the WSGI function that says one of `plans` to the database and answers with nothing."""
    pool = ConnectionPool(
        embedded.url(),
        min_size=CONNECTIONS,
        max_size=CONNECTIONS,
        kwargs={"autocommit": True},
        open=True,
    )

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with pool.connection() as connection:
            cursor = connection.cursor()
            for sql, parameters in plans[int(environ["PATH_INFO"].strip("/"))]:
                cursor.execute(sql, parameters)
                if cursor.description:
                    cursor.fetchall()
        start("200 OK", [("Content-Length", "0")])
        return [b""]

    return answer


def build() -> WSGIApplication:
    """Record, in the process that will serve, and say that it is ready."""
    embedded.ensure()
    django.setup()
    plans = [record(request) for request in json.loads(Path(os.environ[_FILE]).read_text())]
    gc.freeze()
    said = {"port": int(os.environ["BENCH_PORT"]), "statements": max(map(len, plans))}
    print(json.dumps(said), flush=True)
    return application(plans)


def main() -> None:
    with yardsticks.listen() as listener:
        port = listener.getsockname()[1]
    os.environ |= {_FILE: sys.argv[1], "BENCH_PORT": str(port)}
    Server(
        "deploy.bench.yardsticks.sql:build",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=1,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main()
