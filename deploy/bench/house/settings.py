"""The real settings, one more address or two, and one more board."""

from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import LIVE_BOARDS, TEMPLATES

ROOT_URLCONF = "deploy.bench.house.urls"
LIVE_BOARDS = {**LIVE_BOARDS, "bench": "deploy.bench.house.board.OneRegion"}
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]  # type: ignore[misc]
