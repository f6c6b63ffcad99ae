"""Text that people typed, put into Markdown so that it reads as they typed it and means nothing."""

import re

# Where the old and the new dialects differ on a backslash before an angle bracket, an entity is safe in all of them.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ACTIVE = re.compile(r"[\\`*_{}\[\]|~^$&<>]")
# These mean something only where a line begins: a heading, a list, a quotation, a rule, a definition.
_OPENING = re.compile(r"[#+\-=:]")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])")


def _escaped(found: re.Match[str]) -> str:
    return _ENTITIES.get(found[0], f"\\{found[0]}")


def literal(text: str) -> str:
    """Return `text` on one line, with everything in it that Markdown or HTML would act on made plain."""
    line = _ACTIVE.sub(_escaped, " ".join(text.split()))
    if _OPENING.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def paragraphs(text: str) -> str:
    """Return `text` with its paragraphs and line breaks kept, and made plain like `literal`."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join("\\\n".join(literal(line) for line in block.splitlines() if line.strip()) for block in blocks)
