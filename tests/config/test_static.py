"""What browsers are sent is what we wrote, without what is for those who read it."""

from pathlib import Path

import pytest

from config.embedded import ROOT
from config.static import bare

STATIC = ROOT / "static"
FILES = sorted(path for kind in ("css/*.css", "js/**/*.js") for path in STATIC.glob(kind))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_but_comments_is_left_out(path: Path) -> None:
    """Line by line in a script; in a style sheet whatever is not between the marks of a comment."""
    name, text = str(path.relative_to(STATIC)), path.read_text()
    sent = bare(name, text)
    if path.suffix == ".js":
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
        assert sent.splitlines() == lines
        # A text over several lines could have a line that only looks like a comment.
        assert all(line.count("`") % 2 == 0 for line in lines), "keep each text in `` on one line"
    else:
        assert sent.count("{") == sum(part.partition("*/")[2].count("{") for part in ("*/" + text).split("/*"))
    assert bare(name, sent) == sent


def test_what_others_wrote_is_left_as_it_is() -> None:
    assert bare("vendor/one.js", "// Whose it is\nx();\n") == "// Whose it is\nx();\n"


def test_an_address_in_a_line_is_no_comment() -> None:
    assert bare("js/one.js", 'const at = "https://x";\n  // Why.\ngo();\n') == 'const at = "https://x";\ngo();\n'
    assert bare("css/one.css", "/* Why.\n   */\n.a { color: red }\n") == ".a { color: red }\n"
