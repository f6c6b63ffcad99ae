"""The real settings, with every ring switched off: only the poll of positions is left."""

from config.settings import *  # noqa: F403

LIVE_RINGS = ()
