"""Rings: what fits into a payload, what is merged, what was missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.ears import Ears
from live.frames import event, message
from live.positions import Position, parse
from live.rings import NOBODY, PAYLOAD_LIMIT, Ring, decode, encode, merge

bells = st.one_of(st.just("all"), st.frozensets(st.text(max_size=8), max_size=4))
rings = st.builds(
    lambda key, first, more, bell: Ring("w", key, "e", first, first + more, bell),
    st.sampled_from(["a", "b"]),
    st.integers(0, 40),
    st.integers(0, 3),
    bells,
)


@given(st.lists(rings, max_size=30))
def test_what_is_sent_is_what_is_heard(sent: list[Ring]) -> None:
    payloads = encode("me", sent)
    assert all(len(payload) <= PAYLOAD_LIMIT for payload in payloads)
    assert [ring for payload in payloads for ring in decode(payload)[1]] == sent
    assert all(decode(payload)[0] == "me" for payload in payloads)


def test_a_bell_for_too_many_becomes_one_for_all() -> None:
    many = frozenset(f"person-{number:04}" for number in range(900))
    [payload] = encode("me", [Ring("w", "a", "e", 1, 1, many)])
    assert decode(payload)[1] == [Ring("w", "a", "e", 1, 1, "all")]


@pytest.mark.parametrize("payload", [b"", b"test 1", b"[1]", b"{}", b'["a", [["w"]]]', b'["a", 3]', b'["a", [3]]'])
def test_what_is_no_ring_is_refused(payload: bytes) -> None:
    with pytest.raises(ValueError, match="not a ring"):
        decode(payload)


@given(st.lists(rings, max_size=30))
def test_merging_loses_no_revision_and_no_bell(sent: list[Ring]) -> None:
    def said(some: list[Ring]) -> tuple[set[tuple[str, int]], dict[str, set[str]]]:
        numbers = {(ring.key, number) for ring in some for number in range(ring.first, ring.last + 1)}
        persons: dict[str, set[str]] = {"a": set(), "b": set()}
        for ring in some:
            persons[ring.key] |= {"*all*"} if ring.bell == "all" else ring.bell
        return numbers, persons

    merged = merge(sent)
    numbers, persons = said(sent)
    assert said(merged)[0] == numbers
    for key, reached in said(merged)[1].items():
        assert reached == persons[key] or "*all*" in reached


@given(st.permutations(range(1, 12)), st.integers(1, 11))
def test_out_of_order_is_not_lost_and_lost_is_noticed(order: list[int], lost: int) -> None:
    ears, deaf = Ears(), Ears()
    ears.begin(Position("e", 0))
    deaf.begin(Position("e", 0))
    for number in order:
        ears.hear(Ring("w", "a", "e", number, number))
        if number != lost:
            deaf.hear(Ring("w", "a", "e", number, number))
    assert not ears.miss(Position("e", 11))
    assert deaf.miss(Position("e", 11))
    assert deaf.upto == Position("e", lost - 1)
    deaf.begin(Position("e", lost))
    assert not deaf.miss(Position("e", 11))


def test_another_epoch_counts_as_missed_until_begun() -> None:
    ears = Ears()
    ears.begin(Position("e", 5))
    ears.hear(Ring("w", "a", "f", 1, 1))
    assert ears.miss(Position("f", 1))
    ears.begin(Position("f", 0))
    assert ears.upto == Position("f", 1)


def test_a_ring_before_the_first_drawing_is_kept() -> None:
    ears = Ears()
    ears.hear(Ring("w", "a", "e", 6, 6, NOBODY))
    assert not ears.miss(Position("e", 6))
    ears.begin(Position("e", 5))
    assert ears.upto == Position("e", 6)


@pytest.mark.parametrize(
    "text", ["", ".", "e.", ".1", "e.-1", "e.1.2", "e.1 ", "é.1", "e." + "9" * 40, "x" * 17 + ".1"]
)
def test_odd_positions_are_none(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=80))
def test_any_position_text_is_read_without_harm(text: str) -> None:
    position = parse(text)
    assert position is None or str(position).split(".")[0] == text.split(".")[0]


@given(st.text(max_size=60))
def test_no_text_can_leave_its_data_lines(text: str) -> None:
    for frame in (message(text, "e.1"), event("mine", text)):
        assert frame.count(b"\n\n") == 1
        lines = frame.decode().removesuffix("\n\n").split("\n")
        assert lines[0] in ("id: e.1", "event: mine")
        assert all(line.startswith("data: ") and "\r" not in line for line in lines[1:])
