"""The settings of a server process that serves nothing but a small board and a page to watch it on."""

import os
from pathlib import Path

from tests.served import *  # noqa: F403
from tests.served import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tests.live.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates", BASE_DIR / "templates"]}]
LIVE_BOARDS = {"w": "tests.live.board.TestBoard"}
LIVE_RINGS = tuple(os.environ.get("LIVE_RINGS", "local notify").split())
LIVE_POLL_SECONDS = float(os.environ.get("LIVE_POLL_SECONDS", "1"))
LIVE_RECHECK_SECONDS = float(os.environ.get("LIVE_RECHECK_SECONDS", "1"))
