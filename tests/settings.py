"""The settings under test: the real ones, without what only a running installation needs."""

import os

# Whatever runs in this folder, tests know their own address.
os.environ["SITE_URL"] = "http://localhost:8000"

from config.settings import *  # noqa: F403
from config.settings import DATABASES, STORAGES

# Django makes and drops test databases, which it cannot while a pool keeps connections to them.
DATABASES["default"]["OPTIONS"].pop("pool")
# Pages find their files without `collectstatic`.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Factories write without announcing it, so nothing that was drawn before may be taken for what is there now.
LIVE_DRAWINGS = 0
