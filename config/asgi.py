"""The ASGI application: streams go to the live room, everything else to Django's WSGI handler on threads.

Measured: under ASGI Django answers a fifth of the requests that it answers under WSGI. With ROLE=live there are no
pages here, only streams and what a monitor asks.
"""

from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, Scope
from django.conf import settings

from config import embedded
from config.bridge import Bridge
from config.wsgi import application as pages
from live import replies
from live.asgi import address, serve
from live.lifespan import Lifespan

embedded.ensure()
lifespan = Lifespan()
bridge = Bridge(pages)


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """Serve one connection."""
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1000, "reason": None})
    elif topic := address(scope["path"]):
        if lifespan.hub:
            await serve(lifespan.hub, topic, scope, receive, send)
        else:
            await replies.refuse(scope, send, 503)
    elif settings.ROLE == "live" and not scope["path"].startswith("/health/"):
        await replies.refuse(scope, send, 404)
    else:
        await bridge(scope, receive, send)
