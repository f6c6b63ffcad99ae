"""Reading what translators write: a file of texts and their translations (.po), and what is compiled from it (.mo)."""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) )?(".*")')


@dataclass
class Entry:
    """One text: `said` are its translations, one for each plural form there is."""

    context: str = ""
    text: str = ""
    plural: str = ""
    said: list[str] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def key(self) -> str:
        """What the compiled file calls it."""
        return f"{self.context}\4{self.text}" if self.context else self.text


def written(path: Path) -> Iterator[Entry]:
    """Read a .po file, but for what is no longer in use; its head is the entry of the empty text."""
    for block in re.split(r"\n\s*\n", path.read_text()):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        found: dict[str, str] = {}
        name = ""
        for line in lines:
            match = _LINE.fullmatch(line)
            assert match, line
            name = match[1] or name
            found[name] = found.get(name, "") + ast.literal_eval(match[2])
        if found:
            said = [value for name, value in found.items() if name.startswith("msgstr")]
            fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in block.splitlines())
            yield Entry(
                found.get("msgctxt", ""), found.get("msgid", ""), found.get("msgid_plural", ""), said, fuzzy=fuzzy
            )


def compiled(path: Path) -> dict[str, list[str]]:
    """Read a .mo file: the translations of each text, by its key."""
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {}
    for key, said in sorted(catalogue.items(), key=str):
        found.setdefault(key[0] if isinstance(key, tuple) else key, []).append(said)
    return found
