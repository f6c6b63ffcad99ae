"""A ring says that something changed, and whose personal part with it. It wakes; it carries no content."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # rings travel also where Django has no models yet
    from live.models import LiveModel

Bell = frozenset[str] | Literal["all"]
NOBODY: frozenset[str] = frozenset()
# PostgreSQL refuses a NOTIFY payload of 8000 bytes or more.
PAYLOAD_LIMIT = 7900


@dataclass(frozen=True, slots=True)
class Ring:
    """One committed change, or an unbroken run of them: revisions `first` to `last` of one thing.

    `bell` names the persons who must fetch their own part of the page again; `door` says that some of them may
    no longer watch, or as something else; `calm` that it can wait for what else comes. `thing` is the thing's row at
    revision `last`, where it is at hand: it never leaves the process.
    """

    kind: str
    key: str
    epoch: str
    first: int
    last: int
    bell: Bell = NOBODY
    door: bool = False
    calm: bool = False
    thing: "LiveModel | None" = field(default=None, compare=False, repr=False)


def both(one: Bell, other: Bell) -> Bell:
    """The bell that reaches everybody whom either of the two reaches."""
    return "all" if one == "all" or other == "all" else one | other


def merge(rings: Iterable[Ring]) -> list[Ring]:
    """As few rings as say the same. A gap between revisions stays: it may be another process's, or lost."""
    merged: list[Ring] = []
    for ring in sorted(rings, key=lambda ring: (ring.kind, ring.key, ring.epoch, ring.first)):
        last = merged[-1] if merged else None
        same = last and (last.kind, last.key, last.epoch) == (ring.kind, ring.key, ring.epoch)
        if last and same and ring.first <= last.last + 1:
            merged[-1] = replace(
                last,
                last=max(last.last, ring.last),
                bell=both(last.bell, ring.bell),
                door=last.door or ring.door,
                calm=last.calm and ring.calm,
                thing=(ring if ring.last >= last.last else last).thing,
            )
        else:
            merged.append(ring)
    return merged


def encode(sender: str, rings: Iterable[Ring]) -> list[bytes]:
    """Write rings as payloads, each below PAYLOAD_LIMIT; a bell for too many persons becomes one for all."""
    payloads: list[bytes] = []
    room: list[list[object]] = []
    for ring in rings:
        entry = _entry(ring)
        if room and len(_dump(sender, [*room, entry])) > PAYLOAD_LIMIT:
            payloads.append(_dump(sender, room))
            room = []
        room.append(entry)
    return [*payloads, _dump(sender, room)] if room else payloads


def decode(payload: bytes) -> tuple[str, list[Ring]]:
    """Read a payload back into its sender and rings. Raises ValueError when it is not one of ours."""
    try:
        sender, entries = json.loads(payload)
        return str(sender), [_ring(*entry) for entry in entries]
    except (TypeError, ValueError) as error:
        raise ValueError("not a ring") from error


def _entry(ring: Ring) -> list[object]:
    def entry(bell: object) -> list[object]:
        return [ring.kind, ring.key, ring.epoch, ring.first, ring.last, bell, ring.door, ring.calm]

    full = entry("all" if ring.bell == "all" else sorted(ring.bell))
    return full if len(json.dumps(full)) < PAYLOAD_LIMIT // 4 else entry("all")


def _ring(
    kind: str,
    key: str,
    epoch: str,
    first: int,
    last: int,
    bell: object,
    door: object = False,
    calm: object = False,
    *_later: object,
) -> Ring:
    # While an upgrade is under way, an older version may have sent less and a newer one more.
    persons: Bell = "all" if bell == "all" else frozenset(map(str, bell))  # type: ignore[call-overload]
    return Ring(str(kind), str(key), str(epoch), int(first), int(last), persons, door is True, calm is True)


def _dump(sender: str, entries: list[list[object]]) -> bytes:
    return json.dumps([sender, entries], separators=(",", ":")).encode()
