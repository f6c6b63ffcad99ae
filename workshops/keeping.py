"""The form that keeps a workshop's settings as a template, wherever a facilitator finds it."""

import uuid
from collections.abc import Mapping
from typing import Any

from workshops.stages import Attempt


def keeping(asked: Mapping[str, str], attempt: Attempt | None) -> dict[str, Any]:
    """Return the context of templates/responsibilities/_save_template.html; `refused` is its own attempt, if any."""
    refused = attempt if attempt and "template" in attempt.typed else None
    key = (refused.typed.get("client_key") if refused else "") or uuid.uuid4().hex
    return {"saved": asked.get("saved") == "template", "refused": refused, "client_key": key}
