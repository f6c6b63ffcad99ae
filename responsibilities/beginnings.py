"""What a new workshop can begin with. The areas of a template are defaults to edit, not answers."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

THIRTEEN_EMS = Path(__file__).parent / "data" / "thirteen_ems.json"


@dataclass(frozen=True)
class AreaBeginning:
    name: str
    emoji: str
    description: str


@dataclass(frozen=True)
class Beginning:
    """A template: `words` and `about` are what the form says of it."""

    key: str
    words: str
    about: str
    areas: tuple[AreaBeginning, ...]


@functools.cache
def beginnings() -> tuple[Beginning, ...]:
    """Return the templates to choose from; the first is the usual one."""
    areas = json.loads(THIRTEEN_EMS.read_text(encoding="utf-8"))["areas"]
    twelve = tuple(AreaBeginning(area["name"], area["emoji"], area["description"]) for area in areas)
    return (
        Beginning(
            "engineering-manager",
            "Engineering Manager",
            "Twelve areas to sort into, from New Starters to External Brand. Rename, merge or drop any of them.",
            twelve,
        ),
        Beginning("blank", "Blank", "No areas yet. They come out of your own responsibilities.", ()),
    )


def beginning(key: str) -> Beginning:
    """Return the template called `key`; the usual one if there is none of that name."""
    return next((b for b in beginnings() if b.key == key), beginnings()[0])
