"""The WSGI application: every page and every write."""

import os

from django.core.wsgi import get_wsgi_application

from config import chance, embedded, patience
from live.connections import drop_dead

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
embedded.ensure()
patience.begin(lost=drop_dead)
chance.begin()
application = get_wsgi_application()
