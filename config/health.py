"""What an operator's monitor asks: is the process up, and can it serve?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN = "text/plain; charset=utf-8"


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Say that the process is up. Deliberately asks nobody else: restarting it would not mend a database."""
    return HttpResponse("live\n", content_type=PLAIN)


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Say that the database answers and has the tables this version expects; 503 if not."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type=PLAIN)
    if waiting:
        return HttpResponse("migrations are waiting\n", status=503, content_type=PLAIN)
    return HttpResponse("ready\n", content_type=PLAIN)
