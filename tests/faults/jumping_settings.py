"""The settings of a server whose wall clock is wrong by as many seconds as stand in the file CLOCK."""

import os
import time
from pathlib import Path

from tests.faults.settings import *  # noqa: F403

_right = time.time
_wrong = Path(os.environ["CLOCK"])


def _time() -> float:
    return _right() + float(_wrong.read_text())


time.time = _time
