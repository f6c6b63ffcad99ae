"""What does not fit is refused whole, with the place and the reason, and nothing of it is kept."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from responsibilities.workshop_file import NotAWorkshopFile, read
from responsibilities.workshop_file.schema import FORMAT

Document = dict[str, Any]


def small() -> Document:
    """A file with two of everything that can go wrong."""
    return {
        "format": FORMAT,
        "title": "T",
        "role": "R",
        "settings": {"names": "hidden", "threshold": "2/3"},
        "categories": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}],
        "participants": [{"key": "p1", "name": "P"}, {"key": "p2", "name": "P"}],
        "areas": [{"key": "x", "name": "X"}],
        "responsibilities": [
            {"key": "r1", "text": "One", "category": "a", "ballots": [{"votes": {"p1": "red"}}]},
            {"key": "r2", "text": "Two", "category": "b", "merged_into": "r1", "notes": [{"text": "Hm"}]},
            {"key": "r3", "text": "Three", "category": "b"},
        ],
        "ideas": [{"key": "i", "name": "I"}],
    }


def refusal(raw: bytes) -> tuple[str, str]:
    with pytest.raises(NotAWorkshopFile) as caught:
        read(raw)
    assert str(caught.value) == f"{caught.value.path}: {caught.value.reason}"
    return caught.value.path, caught.value.reason


def written(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=True).encode()


def test_the_small_file_itself_fits() -> None:
    assert read(written(small())) == small()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is not JSON (line 1, column 1: Expecting value)"),
        (b'{"format":\n  nonsense}', "is not JSON (line 2, column 3: Expecting value)"),
        (b'{"a": 1} {"b": 2}', "is not JSON (line 1, column 10: Extra data)"),
        (b'{"title": "a\nb"}', "is not JSON (line 1, column 13: Invalid control character at)"),
        (b'{"title": "\xff"}', "is not UTF-8 text (byte 12)"),
        (b'{"title": "\xed\xa0\x80"}', "is not UTF-8 text (byte 12)"),
        ('{"title": "é"}'.encode("utf-16"), "is not UTF-8 text (byte 1)"),
        (b" " * (10 * 1024 * 1024 + 1), "is over 10 MB"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"a":' * 100_000, "is nested too deeply"),
        (b"[]", "must be an object"),
        (b"null", "must be an object"),
        (b"NaN", "NaN is not a number in JSON"),
    ],
)
def test_what_is_not_json_at_all(raw: bytes, reason: str) -> None:
    assert refusal(raw) == ("$", reason)


@pytest.mark.parametrize(
    ("raw", "path", "reason"),
    [
        (b'{"a": {"b": 1, "b": 1}}', "$.a", 'says "b" twice'),
        (b'{"a": [0, NaN]}', "$.a[1]", "NaN is not a number in JSON"),
        (b'{"a": -Infinity}', "$.a", "-Infinity is not a number in JSON"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "$.a", "is a number beyond all measure"),
        (b'{"a": "x\\u0000"}', "$.a", "has a control character (U+0000) in it"),
        (b'{"a": "\\ud800"}', "$.a", "has half a character (U+D800) in it"),
        (b'{"a b": "\\u0001"}', '$["a b"]', "has a control character (U+0001) in it"),
        (b'{"a": {"\\u0000": 1}}', "$.a", "has a name with a control character (U+0000) in it"),
        (b'{"title": "one\\ntwo"}', "$.title", "has a line break in it"),
        (b'{"title": "one\\n"}', "$.title", "has a line break in it"),
        (b'{"title": "one\\ttwo"}', "$.title", "has a tab in it"),
        (b'{"purpose": "one\\u000btwo"}', "$.purpose", "has a control character (U+000B) in it"),
        (b"[" * 20 + b"]" * 20, "$" + "[0]" * 16, "is nested too deeply"),
    ],
)
def test_json_that_does_not_say_one_thing(raw: bytes, path: str, reason: str) -> None:
    assert refusal(raw) == (path, reason)


def put(value: Any, *path: str | int) -> Callable[[Document], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Document], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return change


def long(length: int, most: int) -> str:
    return f"is {length} characters long; at most {most} fit"


def one_of(*choices: str) -> str:
    return f"must be one of {', '.join(json.dumps(choice) for choice in choices)}"


R = "responsibilities"
R0, R1, R2 = (f"$.responsibilities[{place}]" for place in range(3))
B0 = f"{R0}.ballots[0]"
KEY = "must be 1 to 64 small letters, digits, “-” and “_”, the first a letter or a digit"
COLOUR = one_of("green", "amber", "red")


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        (drop("format"), "$.format", "is missing"),
        (put("remit.workshop/2", "format"), "$.format", f"must be “{FORMAT}”"),
        (put(["remit"], "format"), "$.format", f"must be “{FORMAT}”"),
        (drop("title"), "$.title", "is missing"),
        (put("", "title"), "$.title", "must not be empty"),
        (put("x" * 301, "title"), "$.title", long(301, 300)),
        (put(7, "title"), "$.title", "must be a text"),
        (put("x", "surprise"), "$.surprise", "is not a part of a workshop file"),
        (put("yes", "participants", 0, "without_device"), "$.participants[0].without_device", "must be true or false"),
        (
            put({"key": "p1", "name": "P", "role": "facilitator", "without_device": True}, "participants", 0),
            "$.participants[0].without_device",
            "a facilitator steers with a device",
        ),
        (put(["p2"], R, 0, "ballots", 0, "by_stand_in"), f"{B0}.by_stand_in[0]", 'there is no vote of "p2"'),
        (put(["p1", "p1"], R, 0, "ballots", 0, "by_stand_in"), f"{B0}.by_stand_in[1]", '"p1" stands there twice'),
        (put({"mood": "fine"}, "context"), "$.context.mood", "is not a part of a workshop file"),
        (put("x" * 4001, "purpose"), "$.purpose", long(4001, 4000)),
        (put("5", "settings", "threshold"), "$.settings.threshold", "must be a fraction such as “2/3”"),
        (put("1/2", "settings", "threshold"), "$.settings.threshold", "must be over 1/2 and at most 1"),
        (put("4/3", "settings", "threshold"), "$.settings.threshold", "must be over 1/2 and at most 1"),
        (put("secret", "settings", "names"), "$.settings.names", one_of("named", "hidden", "anonymous")),
        (put(1, "settings", "red_needs_reason"), "$.settings.red_needs_reason", "must be true or false"),
        (drop("categories", 0), "$.categories", "has 1 entries; at least 2"),
        (put([], "participants", 1), "$.participants[1]", "must be an object"),
        (put("P 1", "participants", 0, "key"), "$.participants[0].key", KEY),
        (put("boss", "participants", 0, "role"), "$.participants[0].role", one_of("participant", "facilitator")),
        (put("x" * 61, "participants", 0, "name"), "$.participants[0].name", long(61, 60)),
        (put("x" * 65, "areas", 0, "emoji"), "$.areas[0].emoji", long(65, 64)),
        (drop(R, 1, "category"), f"{R1}.category", "is missing"),
        (put(3, R, 1, "author"), f"{R1}.author", "must be a text"),
        (put("A!", R, 1, "area"), f"{R1}.area", KEY),
        (put([{}] * 11, R, 2, "ballots"), f"{R2}.ballots", "has 11 entries; at most 10"),
        (put("blue", R, 0, "ballots", 0, "votes", "p1"), f"{B0}.votes.p1", COLOUR),
        (put(["red"], R, 0, "ballots", 0, "votes", "p2"), f"{B0}.votes.p2", COLOUR),
        (put([{"tally": {"red": -1}}], R, 0, "ballots"), f"{B0}.tally.red", "must be at least 0"),
        (put({"colour": "blue"}, R, 0, "decision"), f"{R0}.decision.colour", COLOUR),
        (put({}, R, 0, "decision"), f"{R0}.decision.colour", "is missing"),
        (put("red", R, 0, "decision"), f"{R0}.decision", "must be an object"),
        (put([{"reasons": {"p1": {"owner": "x" * 101}}}], R, 0, "ballots"), f"{B0}.reasons.p1.owner", long(101, 100)),
    ],
)  # fmt: skip
def test_files_of_the_wrong_shape(change: Callable[[Document], None], path: str, reason: str) -> None:
    document = small()
    change(document)
    assert refusal(written(document)) == (path, reason)


TOO_MANY = "is more votes than there are people"
BOTH = "has a tally as well as votes or reasons; it is one or the other"


def no(noun: str, key: str = "zz") -> str:
    return f'no {noun} has the key "{key}"'


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        (put("p1", "participants", 1, "key"), "$.participants[1].key", '"p1" is already the key of participants[0]'),
        (put("r1", R, 2, "key"), f"{R2}.key", '"r1" is already the key of responsibilities[0]'),
        (put("a", "categories", 1, "key"), "$.categories[1].key", '"a" is already the key of categories[0]'),
        (put("zz", R, 2, "category"), f"{R2}.category", no("category")),
        (put("zz", R, 2, "author"), f"{R2}.author", no("participant")),
        (put("zz", R, 2, "area"), f"{R2}.area", no("area")),
        (put("zz", R, 2, "merged_into"), f"{R2}.merged_into", no("responsibility")),
        (put("red", R, 0, "ballots", 0, "votes", "zz"), f"{B0}.votes.zz", no("participant")),
        (put({"zz": {}}, R, 0, "ballots", 0, "reasons"), f"{B0}.reasons.zz", no("participant")),
        (put("zz", R, 1, "notes", 0, "author"), f"{R1}.notes[0].author", no("participant")),
        (put("zz", "ideas", 0, "from"), "$.ideas[0].from", no("responsibility")),
        (put("r2", R, 2, "merged_into"), f"{R2}.merged_into", '"r2" is itself merged into another'),
        (put("r3", R, 2, "merged_into"), f"{R2}.merged_into", "is merged into itself"),
        (put("x", R, 1, "area"), f"{R1}.area", "a merged responsibility has no area of its own"),
        (put({}, R, 0, "ballots", 0, "tally"), B0, BOTH),
        (put([{"tally": {}, "reasons": {}}], R, 0, "ballots"), B0, BOTH),
        (put([{"tally": {"green": 2**31}}], R, 0, "ballots"), f"{B0}.tally.green", TOO_MANY),
    ],
)  # fmt: skip
def test_files_that_contradict_themselves(change: Callable[[Document], None], path: str, reason: str) -> None:
    document = small()
    change(document)
    assert refusal(written(document)) == (path, reason)


def test_several_lines_are_fine_where_a_text_has_them() -> None:
    document = small()
    lines = "one\r\n\ttwo\n"
    document |= {"purpose": lines, "context": {"teams": lines, "founders": lines}}
    document["categories"][0]["definition"] = document["areas"][0]["description"] = lines
    document[R][0] |= {"decision": {"colour": "red", "rationale": lines}, "notes": [{"text": lines}]}
    document[R][0]["ballots"] = [{"reasons": {"p1": {"reason": lines}}}, {"tally": {"reasons": [{"reason": lines}]}}]
    assert read(written(document)) == document


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert read(b"\xef\xbb\xbf" + written(small())) == small()


def test_a_refusal_never_repeats_more_than_a_line_of_the_file() -> None:
    document = small()
    document["x" * 5000 + "\u202e"] = "y" * 5000
    assert len(str(NotAWorkshopFile(*refusal(written(document))))) < 200


def test_a_refusal_comes_quickly_even_from_a_hostile_file() -> None:
    raw = b'{"format": "remit.workshop/1", "title": "T", "role": "R", "categories": [' + b"0," * 400_000 + b"0]}"
    assert refusal(raw)[0] == "$.participants"
