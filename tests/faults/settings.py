"""The settings of a server process that is treated badly: the real ones, with the pace of the live room to choose."""

import os

from tests.served import *  # noqa: F403

LIVE_RINGS = tuple(os.environ.get("LIVE_RINGS", "local notify").split())
LIVE_BEAT_SECONDS = float(os.environ.get("LIVE_BEAT_SECONDS", "15"))
LIVE_POLL_SECONDS = float(os.environ.get("LIVE_POLL_SECONDS", "1"))
