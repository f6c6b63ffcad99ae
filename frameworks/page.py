"""What the page of a version needs, whoever reads it."""

from dataclasses import dataclass
from typing import Any

from frameworks.document import Chapter, chapters, contents, facts
from frameworks.models import Framework, Version
from live.drawings import draw
from live.regions import Region


@dataclass(frozen=True)
class Read:
    """A chapter with the live voices beside it."""

    chapter: Chapter
    voices: Region


def version_page(version: Version) -> dict[str, Any]:
    """Return the context of a version's page: the document, and the reviews from one snapshot of the database."""
    drawing = draw(Framework.kind, str(version.framework_id), str(version.number))
    regions = {region.id: region for region in drawing.regions}
    parts = chapters(version.content)
    return {
        "framework": version.framework,
        "version": version,
        "content": version.content,
        "facts": facts(version.content),
        "contents": contents(parts),
        "chapters": [Read(part, regions[f"voices-{part.id}"]) for part in parts],
        "standing": regions["standing"],
        "position": drawing.position,
        "stream": f"/{Framework.kind}/{version.framework_id}/live/?version={version.number}",
    }
