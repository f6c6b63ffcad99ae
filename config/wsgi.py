"""The WSGI application: every page and every write."""

import os

from django.core.wsgi import get_wsgi_application

from config import embedded, patience
from live.connections import drop_dead

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.ensure()
patience.begin(lost=drop_dead)
application = get_wsgi_application()
