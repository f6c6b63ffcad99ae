"""The templates that come with the product, one file each. Their areas are defaults to edit.

The English ones stand in data/templates/, those of another language in a folder there, under its code.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from communities.models import User
from responsibilities.beginnings import AreaBeginning, Beginning, Prompt, Shelf, Start, plain, prompts_from
from workshops.plates import drawn_once

FOLDER = Path(__file__).parent / "data" / "templates"


@drawn_once(10)
def shipped() -> tuple[Beginning, ...]:
    """Return them in their order and in the present language; the first is the usual one."""
    read = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in _folder().glob("*.json")]
    return tuple(_beginning(key, content) for key, content in sorted(read, key=lambda pair: pair[1]["place"]))


def shelf(user: User) -> Shelf:
    return Shelf(_("Templates"), shipped())


def prompts_for(role: str) -> dict[str, list[Prompt]]:
    """Return what the template for `role` has to think with, by the key of the category; else what suits any role."""
    wanted = role.strip().casefold()
    found = {beginning.values["role"].casefold(): beginning for beginning in shipped()}
    return {key: [*prompts] for key, prompts in found.get(wanted, found[""]).start("").prompts.items()}


def _folder() -> Path:
    """Where those of the present language are; the English ones, if nobody has translated them yet."""
    own = FOLDER / (get_language() or "")
    return own if own.is_dir() else FOLDER


def _beginning(key: str, content: dict[str, Any]) -> Beginning:
    areas = tuple(AreaBeginning(**area) for area in content["areas"])
    start = Start(areas=areas, prompts=prompts_from(content["prompts"]))
    language = get_language() or settings.LANGUAGE_CODE
    return Beginning(
        key=key,
        words=content["name"],
        about=content["about"],
        start=lambda bring: start,
        values=plain(role=content["role"], purpose=content["purpose"], language=language),
        credit=content.get("credit", ""),
    )
