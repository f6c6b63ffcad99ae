"""The settings of a server process under test: the real ones, but static files come without `collectstatic`."""

import os

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# `config.launch` collects them as it starts; those of the real installation are none of its business.
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
LIVE_BEAT_SECONDS = float(os.environ.get("LIVE_BEAT_SECONDS", "15"))
