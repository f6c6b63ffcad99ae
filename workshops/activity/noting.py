"""Writing a line into a workshop's log: a verb does so inside its transaction, before it announces."""

from collections.abc import Mapping
from typing import Any

from workshops.activity.changes import Changes
from workshops.activity.kinds import Kind, kind_named
from workshops.models import Activity, Participant, Workshop


def note(
    workshop: Workshop,
    actor: Participant | None,
    kind: str,
    said: Mapping[str, Any] | None = None,
    undo: Changes | None = None,
) -> Activity | None:
    """Note that `actor` did something of a registered `kind`: what was `said` fills the sentence of its line.

    `undo` is what has changed (`Picture.changes()`); None if it cannot be undone. Where nothing has changed there is
    nothing to note. The workshop is locked; what is announced afterwards touches everything, or ACTIVITY by name.
    """
    if undo is not None and not undo:
        return None
    return write(workshop, actor, kind_named(kind), kind, said=dict(said or {}), undo=undo)


def write(workshop: Workshop, actor: Participant | None, deed: Kind, kind: str, **fields: Any) -> Activity:
    """Write a line of `kind` about a deed, and keep who it was only where that was not promised otherwise."""
    who = actor if deed.keeps_who(workshop) else None
    return Activity.objects.create(workshop=workshop, actor=who, kind=kind, **fields)
