"""Workshop files for hypothesis to choose from: small, valid, and with everything that a file can have."""

from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]

COLOURS = st.sampled_from(("green", "amber", "red"))
_AWKWARD = (
    " ",
    "\u00a0\u2003",
    "שלום עולם",
    "مرحبا بالعالم",
    "👩🏻‍💻👨‍👩‍👧‍👦",
    "x" * 300,
    "<b>&amp;</b>",
    "\u2028",
    "\x7f\x85",
    "é\u0301",
)
LINES = st.sampled_from(_AWKWARD) | st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=12
)
TEXTS = LINES.map(lambda line: f"{line}\r\n\t{line}") | LINES | st.just("")
NAMES = LINES.map(lambda line: line[:60])
EMOJI = st.sampled_from(("", "🦄", "👩🏻‍💻", "no emoji"))
REASONS = st.fixed_dictionaries({}, optional={"colour": COLOURS, "reason": TEXTS, "owner": NAMES | st.just("")})
COUNTS = st.integers(0, 40)
THRESHOLDS = st.sampled_from(("2/3", "4/6", "1/1", "501/999", "3/4", "51/100", "999/999"))
TALLIES = st.fixed_dictionaries(
    {}, optional={"green": COUNTS, "amber": COUNTS, "red": COUNTS, "reasons": st.lists(REASONS, max_size=3)}
)


def documents() -> st.SearchStrategy[Document]:
    """Return a strategy of valid workshop files."""
    return _documents()


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    people = _keys(draw, "p", draw(st.sampled_from((0, 1, 4))), 6)
    categories = _keys(draw, "cat", 2, 6)
    areas = _keys(draw, "area", 0, 3)
    responsibilities = draw(_responsibilities(people, categories, areas))
    keys = [item["key"] for item in responsibilities]
    return {
        "format": "remit.workshop/1",
        "title": draw(LINES),
        "role": draw(LINES),
        "categories": [draw(_named({"key": st.just(key)}, "definition")) for key in categories],
        "participants": [draw(_person(key)) for key in people],
        "responsibilities": responsibilities,
    } | draw(_optional_parts(areas, keys))


def _keys(draw: st.DrawFn, letter: str, least: int, most: int) -> list[str]:
    endings = st.lists(st.text("abc-_09", max_size=3), min_size=least, max_size=most, unique=True)
    return [letter + ending for ending in draw(endings)]


def _named(fixed: Document, text: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[Document]:
    return st.fixed_dictionaries(fixed | {"name": LINES}, optional={"emoji": EMOJI, text: TEXTS} | more)


def _person(key: str) -> st.SearchStrategy[Document]:
    roles = st.sampled_from(("participant", "facilitator"))
    named = {"key": st.just(key), "name": NAMES}
    without_device = st.fixed_dictionaries(named, optional={"without_device": st.booleans()})
    return st.fixed_dictionaries(named, optional={"role": roles}) | without_device


@st.composite
def _optional_parts(draw: st.DrawFn, areas: list[str], keys: list[str]) -> Document:
    context = {
        "organisation": NAMES | st.just(""),
        "organisation_size": st.sampled_from(("", "1-10", "1001+")),
        "funding_stage": st.sampled_from(("", "series-c+", "public-sector")),
        "teams": TEXTS,
        "founders": TEXTS,
    }
    settings = {
        "names": st.sampled_from(("named", "hidden", "anonymous")),
        "threshold": THRESHOLDS,
        "red_needs_reason": st.booleans(),
    }
    stages = st.sampled_from(("lobby", "listing", "voting", "discussion", "clustering", "framework"))
    ideas = [f"idea{number}" for number in range(draw(st.integers(0, 3)))]
    optional = {
        "purpose": TEXTS,
        "context": st.fixed_dictionaries({}, optional=context),
        "settings": st.fixed_dictionaries({}, optional=settings),
        "stage": stages,
        "ideas": st.just([draw(_idea(key, keys)) for key in ideas]),
    }
    if not areas:
        return draw(st.fixed_dictionaries({}, optional=optional))
    described = st.just([draw(_named({"key": st.just(key)}, "description")) for key in areas])
    return draw(st.fixed_dictionaries({"areas": described}, optional=optional))


def _idea(key: str, responsibilities: list[str]) -> st.SearchStrategy[Document]:
    source = st.sampled_from([None, *responsibilities])
    return _named({"key": st.just(key)}, "description", **{"from": source})


@st.composite
def _responsibilities(draw: st.DrawFn, people: list[str], categories: list[str], areas: list[str]) -> list[Document]:
    keys = _keys(draw, "r", draw(st.sampled_from((0, 1, 5))), 8)
    survivors = keys[: len(keys) // 3 + 1]
    items = []
    for key in keys:
        item = draw(_responsibility(key, people, categories))
        if key not in survivors and draw(st.booleans()):
            item["merged_into"] = draw(st.sampled_from(survivors))
        elif draw(st.booleans()):
            item["area"] = draw(st.sampled_from([None, *areas]))
        items.append(item)
    return draw(st.permutations(items))


def _responsibility(key: str, people: list[str], categories: list[str]) -> st.SearchStrategy[Document]:
    somebody = st.sampled_from([None, *people])
    decision = st.fixed_dictionaries({"colour": COLOURS}, optional={"rationale": TEXTS, "owner": st.none() | LINES})
    note = st.fixed_dictionaries({"text": TEXTS}, optional={"author": somebody})
    return st.fixed_dictionaries(
        {
            "key": st.just(key),
            "text": LINES,
            "category": st.sampled_from(categories),
            "ballots": st.lists(_ballots(people), max_size=3),
        },
        optional={
            "author": somebody,
            "decision": st.none() | decision,
            "notes": st.lists(note, max_size=2),
        },
    )


def _ballots(people: list[str]) -> st.SearchStrategy[Document]:
    """Mostly ballots with names, where about every other person votes, and often with most of them of one mind."""
    tally = st.fixed_dictionaries({"tally": TALLIES})
    if not people:
        return tally | st.just({})
    colours = (COLOURS, st.just("green"), st.just("red"))
    votes = st.sampled_from(colours).flatmap(
        lambda colour: st.fixed_dictionaries({}, optional=dict.fromkeys(people, colour))
    )
    reasons = st.dictionaries(st.sampled_from(people), REASONS, max_size=3)
    by_name = votes.flatmap(
        lambda cast: st.fixed_dictionaries(
            {"votes": st.just(cast)},
            optional={"reasons": reasons, "by_stand_in": st.just([one for one in people if one in cast][1:])},
        )
    )
    return by_name | by_name | by_name | tally


def plain(document: Document) -> Document:
    """Return `document` with its defaults said and without what is unset, so that two can be compared."""
    said = {
        "stage": document.get("stage", "lobby"),
        "settings": {"names": "hidden", "threshold": "2/3"} | document.get("settings", {}),
        "participants": [{"role": "participant"} | person for person in document["participants"]],
    }
    whole: Document = _pruned(document | said)
    return whole


def _pruned(value: Any) -> Any:
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: part for name, item in value.items() if (part := _pruned(item))}
