"""How a workshop stood before a rehearsal, and how its end puts that back.

What real people wrote and voted stays: their lines, their first votes and the reasons. What was done about it meanwhile
was practice, whoever did it: places, merges, decisions, ideas, re-votes and reveals go.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import serializers
from django.db.models import Max, Model

from responsibilities.models import Ballot, Decision, Focus, Idea, Note, Responsibility
from workshops.models import Participant, StageSheet, Workshop

Before = dict[str, Any]
Key = tuple[str, str]
Place = dict[str, str | None]
# How far the workshop has come, besides its stage.
MOMENTS = ("wall_shown_at", "revealed_at", "entered_at", "active_at", "ends_at")
# What else of the row goes back: with the moment of its end, the clock.
CLOCK = ("seconds_left", "is_deadline")
# What a stage's sheet says of time; what facilitators planned and noted on it stays.
_SPENT = ("began_at", "spent_seconds", *StageSheet.FIELDS)
# What the log keeps of a rehearsal: what is still so when it is over.
_STAYS = (
    *("details", "renamed", "role given", "role taken", "named in advance", "seated", "got a device"),
    *("newcomers", "way in", "code renewed"),
)
# Where a responsibility lies.
_PLACE = ("area_id", "merged_into_id", "former_area_id")
# What is written down, and put back, row by row.
_ROWS: tuple[type[Model], ...] = (Ballot, Decision, Idea, Note, Focus)
_BATCH = 500


def noted(workshop: Workshop) -> Before:
    """Return how a locked workshop stands, as plain data that `put_back` understands."""
    places = Responsibility.objects.filter(workshop=workshop).values("id", *_PLACE)
    before: Before = _plain(
        {
            "stage": workshop.stage,
            "moments": {name: getattr(workshop, name) for name in MOMENTS},
            "clock": {name: getattr(workshop, name) for name in CLOCK},
            "sheets": {row.pop("stage"): row for row in workshop.sheets.values("stage", *_SPENT)},
            "said": workshop.activity.aggregate(last=Max("id"))["last"] or 0,
            "areas": list(workshop.areas.values_list("id", flat=True)),
            "places": {str(place.pop("id")): place for place in places},
            "voices": list(workshop.participants.filter(takes_part=True).values_list("id", flat=True)),
        }
    )
    return {**before, "rows": list(_rows(workshop).values())}


def take_out(workshop: Workshop, people: Collection[Participant]) -> None:
    """Delete people of a locked workshop with all they wrote, voted and said, and with what was said of that."""
    theirs = Responsibility.objects.filter(workshop=workshop, author__in=people)
    # What others wrote must not go with what it was merged into.
    Responsibility.objects.filter(workshop=workshop, merged_into__in=theirs).update(merged_into=None)
    theirs.delete()
    workshop.participants.filter(id__in=[person.id for person in people]).delete()


def put_back(workshop: Workshop, before: Before) -> None:
    """Have a locked workshop stand as it did. Save and announce it afterwards."""
    _put_places_back(workshop, before)
    _put_rows_back(workshop, before)
    workshop.areas.exclude(id__in=before["areas"]).filter(responsibilities=None).delete()
    _hush(workshop, before)
    workshop.stage = before["stage"]
    for name, moment in before["moments"].items():
        setattr(workshop, name, _moment(moment))
    for name, value in before["clock"].items():
        setattr(workshop, name, value)
    _put_times_back(workshop, before)
    workshop.activity.filter(id__gt=before["said"]).exclude(kind__in=_STAYS).delete()


def _put_times_back(workshop: Workshop, before: Before) -> None:
    """No stage has taken any of the time that the rehearsal took."""
    for sheet in workshop.sheets.all():
        then = before["sheets"].get(sheet.stage) or {"spent_seconds": 0, "is_deadline": False}
        if sheet.stage not in before["sheets"] and not sheet.note:
            sheet.delete()
            continue
        sheet.began_at, sheet.ends_at = _moment(then.get("began_at")), _moment(then.get("ends_at"))
        sheet.spent_seconds, sheet.seconds_left = then["spent_seconds"], then.get("seconds_left")
        sheet.is_deadline = then["is_deadline"]
        sheet.save()


def _moment(noted: str | None) -> datetime | None:
    return datetime.fromisoformat(noted) if noted else None


def _put_places_back(workshop: Workshop, before: Before) -> None:
    """Everything lies where it lay, and what is new lies in the tray."""
    here = list(Responsibility.objects.filter(workshop=workshop))
    areas = {str(id) for id in workshop.areas.values_list("id", flat=True)} & {*before["areas"]}
    moved = []
    for one in here:
        now = {name: str(value) if (value := getattr(one, name)) else None for name in _PLACE}
        then = _place(now, before["places"].get(str(one.id)), areas)
        if now != then:
            for name, value in then.items():
                setattr(one, name, UUID(value) if value else None)
            moved.append(one)
    Responsibility.objects.bulk_update(moved, ("area", "merged_into", "former_area"), batch_size=_BATCH)


def _place(now: Place, noted: Place | None, areas: Collection[str]) -> Place:
    """Return where a responsibility goes that lies where `now` says. Where it lay may not be there any more."""
    area, into, former = (noted[name] for name in _PLACE) if noted else (None, None, None)
    if area not in areas:
        # Somebody has done away with its area: it stays where they put it.
        area = now["area_id"] if area and now["area_id"] in areas else None
    return dict(zip(_PLACE, (area, into, former if former in areas else None), strict=True))


def _put_rows_back(workshop: Workshop, before: Before) -> None:
    kept = _kept_ballots(workshop, before)
    now, then = _rows(workshop), {_key(row): row for row in before["rows"]}
    for model in _ROWS:
        label = model._meta.label_lower
        new = [id for kind, id in now.keys() - then.keys() - {_key_of(ballot) for ballot in kept} if kind == label]
        model._default_manager.filter(pk__in=new).delete()
    for ballot in kept:
        then = {key: row for key, row in then.items() if not _is_first_on(ballot, row)}
    changed = [row for key, row in then.items() if now.get(key) != row]
    for found in serializers.deserialize("python", changed):
        found.save()


def _kept_ballots(workshop: Workshop, before: Before) -> list[Ballot]:
    """Seal those ballots, opened since, on which real people cast their first votes; all other new ones may go."""
    known = [id for kind, id in map(_key, before["rows"]) if kind == Ballot._meta.label_lower]
    new = Ballot.objects.filter(workshop=workshop, number=1, votes__isnull=False).exclude(id__in=known).distinct()
    kept = list(new)
    Ballot.objects.filter(id__in=[ballot.id for ballot in kept]).update(revealed_at=None)
    return kept


def _is_first_on(ballot: Ballot, row: Any) -> bool:
    """Whether this was a ballot in the place of that one, without votes: it was called off meanwhile."""
    said = row["fields"]
    is_ballot = row["model"] == Ballot._meta.label_lower
    return is_ballot and (said["responsibility"], said["number"]) == (str(ballot.responsibility_id), ballot.number)


def _hush(workshop: Workshop, before: Before) -> None:
    """A facilitator of whom nothing is left that counts only steers again."""
    steering = workshop.participants.filter(role=Participant.Role.FACILITATOR, takes_part=True)
    silent = steering.exclude(id__in=before["voices"]).filter(responsibilities=None, votes=None)
    workshop.participants.filter(id__in=list(silent.values_list("id", flat=True))).update(takes_part=False)


def _rows(workshop: Workshop) -> dict[Key, Any]:
    """Everything that is noted row by row, by its table and its key."""
    found = [row for model in _ROWS for row in model._default_manager.filter(workshop=workshop).order_by("pk")]
    return {_key(row): row for row in _plain(serializers.serialize("python", found))}


def _key(row: Any) -> Key:
    return row["model"], row["pk"]


def _key_of(row: Model) -> Key:
    return row._meta.label_lower, str(row.pk)


def _plain(told: Any) -> Any:
    # Moments to the last digit: Django's own encoder leaves out what is smaller than a millisecond.
    return json.loads(json.dumps(told, default=str))
