"""Many scripts as one: what is joined does what they do one by one."""

import re

import pytest

from config.embedded import ROOT
from config.joining import Unjoinable, join

COUNTER = """let count = 0;
export const count_of = () => count;
export function add() {
  count += 1;
}
"""
TOLD = """import * as counter from "./counter.js";
const count = "own";
counter.add();
console.log(count);
"""
CORE = {
    "js/core.js": 'import "./parts/counter.js";\nimport "./parts/told.js";\n',
    "js/parts/counter.js": COUNTER,
    "js/parts/told.js": TOLD,
}
MORE = {
    **CORE,
    "js/more.js": 'import "./core.js";\nimport "./parts/more.js";\n',
    "js/parts/more.js": 'import { add, count_of as now } from "./counter.js";\nadd();\nconsole.log(now());\n',
}
ENTRIES = sorted(path.name for path in (ROOT / "static/js").glob("*.js"))


def test_what_is_imported_is_put_in_once_and_in_order() -> None:
    joined = join("js/core.js", CORE.__getitem__)
    assert joined.count("let count = 0") == 1
    assert joined.index("let count") < joined.index("counter.add()")
    assert "import" not in joined


def test_what_another_file_has_is_taken_from_there() -> None:
    joined = join("js/more.js", MORE.__getitem__)
    assert joined.startswith('import { $parts_counter } from "./core.js";\n')
    assert "let count" not in joined


def test_a_script_that_imports_nothing_stays_as_it_is() -> None:
    assert join("js/a.js", {"js/a.js": "// Why.\nconst a = 1;\n"}.__getitem__) == "// Why.\nconst a = 1;\n"


@pytest.mark.parametrize(
    "odd",
    [
        "export default 1;\n",
        "export let a = 1;\n",
        'import a from "./b.js";\n',
        'import "elsewhere";\n',
        'import("./b.js");\n',
        "await 1;\n",
    ],
)
def test_what_cannot_be_joined_is_said(odd: str) -> None:
    with pytest.raises(Unjoinable):
        join("js/a.js", {"js/a.js": 'import "./parts/b.js";\n', "js/parts/b.js": odd}.__getitem__)


def test_a_circle_is_said() -> None:
    circle = {"js/a.js": 'import "./b/b.js";\n', "js/b/b.js": 'import "./c.js";\n', "js/b/c.js": 'import "./b.js";\n'}
    with pytest.raises(Unjoinable, match="itself"):
        join("js/a.js", circle.__getitem__)


@pytest.mark.parametrize("name", ENTRIES)
def test_every_script_of_ours_can_be_joined(name: str) -> None:
    joined = join(f"js/{name}", lambda one: (ROOT / "static" / one).read_text())
    assert not re.search(r"^export (?!\{)", joined, re.MULTILINE)
