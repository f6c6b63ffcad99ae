"""The templates that come with the product, one file each in data/templates/. Their areas are defaults to edit."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from communities.models import User
from responsibilities.beginnings import AreaBeginning, Beginning, Prompt, Shelf, Start, plain, prompts_from
from workshops.plates import drawn_once

FOLDER = Path(__file__).parent / "data" / "templates"


@drawn_once(10)
def shipped() -> tuple[Beginning, ...]:
    """Return them in their order; the first is the usual one. What stands in no file is in the present language."""
    read = [(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.json")]
    return tuple(_beginning(key, content) for key, content in sorted(read, key=lambda pair: pair[1]["place"]))


def shelf(user: User) -> Shelf:
    return Shelf(_("Templates"), shipped())


def prompts_for(role: str) -> dict[str, list[Prompt]]:
    """Return what the template for `role` has to think with, by the key of the category; else what suits any role."""
    wanted = role.strip().casefold()
    found = {beginning.values["role"].casefold(): beginning for beginning in shipped()}
    return {key: [*prompts] for key, prompts in found.get(wanted, found[""]).start("").prompts.items()}


def _beginning(key: str, content: dict[str, Any]) -> Beginning:
    areas = tuple(AreaBeginning(**area) for area in content["areas"])
    start = Start(areas=areas, prompts=prompts_from(content["prompts"]))
    return Beginning(
        key=key,
        words=content["name"],
        about=content["about"],
        start=lambda bring: start,
        values=plain(role=content["role"], purpose=content["purpose"]),
        credit=content.get("credit", ""),
    )
