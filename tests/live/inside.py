"""The real addresses, and one more that says what a server process is made of just now."""

import asyncio
import threading
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import include, path

from config import asgi


async def _counted(loop: Any) -> dict[str, int]:
    hub = asgi.lifespan.hub
    return {
        "streams": len(hub.roster) if hub else 0,
        "tasks": len(asyncio.all_tasks(loop)),
        "timers": len([timer for timer in getattr(loop, "_scheduled", ()) if not timer.cancelled()]),
        "threads": threading.active_count(),
    }


def inside(request: HttpRequest) -> JsonResponse:
    """Count streams, tasks, timers and threads; of timers only asyncio's own event loop says anything."""
    assert asgi.lifespan.hub
    loop = asgi.lifespan.hub._loop
    return JsonResponse(asyncio.run_coroutine_threadsafe(_counted(loop), loop).result(5))


urlpatterns = [path("inside/", inside), path("", include("config.urls"))]
