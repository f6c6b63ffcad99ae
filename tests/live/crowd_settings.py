"""The settings of a server process with the real boards, a look inside, and times that tests may shorten."""

import os

from tests.served import *  # noqa: F403

ROOT_URLCONF = "tests.live.inside"
LIVE_GONE_SECONDS = float(os.environ.get("LIVE_GONE_SECONDS", "6"))
LIVE_AWAY_SECONDS = float(os.environ.get("LIVE_AWAY_SECONDS", "4"))
LIVE_HUB_SECONDS = float(os.environ.get("LIVE_HUB_SECONDS", "15"))
LIVE_BEAT_SECONDS = float(os.environ.get("LIVE_BEAT_SECONDS", "10"))
LIVE_STALL_SECONDS = float(os.environ.get("LIVE_STALL_SECONDS", "60"))
LIVE_ACK_SECONDS = float(os.environ.get("LIVE_ACK_SECONDS", "4"))
LIVE_STREAMS_PER_TOPIC = int(os.environ.get("LIVE_STREAMS_PER_TOPIC", "2000"))
