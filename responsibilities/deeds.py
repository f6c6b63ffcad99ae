"""What the log says of responsibilities, areas and decisions, who may undo that, and what stands in the way."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from responsibilities.actions.listing import StandsForOthers, VotedOn
from responsibilities.models import Area, Ballot, Colour, Decision, Focus, Idea, Reason, Responsibility, Vote
from responsibilities.visibility import keeps_authors, sight
from workshops.activity import changes, kinds
from workshops.activity.changes import Changes, Thing, restore
from workshops.activity.kinds import Kind, Undoer
from workshops.models import Activity, Participant, Stage, Workshop
from workshops.refusal import Refusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

COLOURS = {"colour": dict(Colour.choices)}
READ = _("It cannot be sealed again: everybody has seen it.")


class AreaNameTakenSince(Refusal):
    def __init__(self, name: str) -> None:
        said = gettext("By now another area is called “%(name)s”. Rename that one first.")
        super().__init__(said % {"name": name})


def _in_area(areas: "QuerySet[Area]") -> str:
    inside = Responsibility.objects.filter(Q(area__in=areas) | Q(former_area__in=areas))
    return gettext("There are responsibilities in it. Move them first.") if inside.exists() else ""


def _voted_on(ballots: "QuerySet[Ballot]") -> str:
    voted = Vote.objects.filter(ballot__in=ballots).exists() or Reason.objects.filter(ballot__in=ballots).exists()
    return gettext("People have voted on it since.") if voted else ""


def _names_apart(workshop: Workshop, areas: "QuerySet[Area]") -> None:
    """Areas have different names, whatever the case of the letters."""
    restored = {area.id: area.name for area in areas}
    for other, name in workshop.areas.values_list("id", "name"):
        if any(id != other and mine.casefold() == name.casefold() for id, mine in restored.items()):
            raise AreaNameTakenSince(name)


THINGS = (
    Thing(Responsibility, ("text", "category_id", "area_id", "merged_into_id", "former_area_id", "removed_at")),
    Thing(Area, ("name", "emoji", "description"), comes_and_goes=True, in_use=_in_area, settle=_names_apart),
    Thing(Decision, ("colour", "rationale", "owner", "decided_at"), comes_and_goes=True),
    Thing(Idea, ("name", "emoji", "description", "source_id"), comes_and_goes=True),
    Thing(Focus, ("responsibility_id",), comes_and_goes=True),
    Thing(Ballot, ("revealed_at",), comes_and_goes=True, in_use=_voted_on),
)


def _is_own(line: Activity, participant: Participant) -> bool:
    about = (line.undo or {}).get("about", ())
    return Responsibility.objects.filter(author=participant, id__in=about).exists()


def _put_back_own(workshop: Workshop, back: Changes) -> None:
    """Undo what somebody did to their own, under the same conditions as they did it."""
    about = Responsibility.objects.filter(workshop=workshop, id__in=back["about"])
    if Ballot.objects.filter(responsibility__in=about).exists():
        raise VotedOn
    restore(workshop, back)
    if Responsibility.objects.kept().filter(merged_into__in=about.exclude(removed_at=None)).exists():
        raise StandsForOthers


def _authored(name: str, says: "StrOrPromise", says_many: "StrOrPromise" = "", *, why_not: "StrOrPromise" = "") -> Kind:
    """What somebody does to what they wrote. The log keeps and tells who only where authors are kept and told.

    It does not quote either: whoever took a line off the wall did not mean it to stay readable here.
    """
    return Kind(
        name,
        says,
        says_many,
        why_not=why_not,
        undoer=Undoer.AUTHOR,
        stages=(Stage.LISTING,),
        undo=_put_back_own,
        is_own=_is_own,
        keeps_who=keeps_authors,
        tells_who=lambda workshop: sight(workshop).names,
    )


def _talking(name: str, says: "StrOrPromise", says_many: "StrOrPromise" = "", **more: Any) -> Kind:
    """What a facilitator records in the discussion, or afterwards."""
    return Kind(name, says, says_many, **{"stages": (Stage.DISCUSSION, Stage.CLUSTERING), "rings": True, **more})


def _sorting(name: str, says: "StrOrPromise", says_many: "StrOrPromise" = "", **more: Any) -> Kind:
    """What everybody can do, and so can undo."""
    return Kind(name, says, says_many, **{"stages": (Stage.CLUSTERING,), "undoer": Undoer.EVERYBODY, **more})


ON_THE_SHEET = _("What was entered can be changed on their sheet, until it is revealed.")
MERGING = (Stage.DISCUSSION, Stage.CLUSTERING)
KINDS = (
    _authored("reworded", _("{who} reworded one of theirs")),
    _authored("taken off", _("{who} took one of theirs off the wall")),
    _authored("put back", _("{who} put one of theirs back on the wall")),
    _authored(
        "handed in late",
        _("{who} handed one in late"),
        _("{who} handed {count} in late"),
        why_not=_("What is handed in stays on the wall. It can be parked as an idea."),
    ),
    Kind("voted for", _("{who} voted for {person}"), why_not=ON_THE_SHEET),
    Kind("listed for", _("{who} listed for {person}"), why_not=ON_THE_SHEET),
    _talking("focus", _("{who} put “{text}” on all screens"), stages=(Stage.DISCUSSION,)),
    _talking("re-vote", _("{who} opened a re-vote on “{text}”"), stages=(Stage.DISCUSSION,)),
    _talking("re-vote revealed", _("{who} revealed the re-vote on “{text}”"), why_not=READ),
    _talking("re-vote called off", _("{who} called off the re-vote on “{text}”"), stages=(Stage.DISCUSSION,)),
    _talking("decided", _("{who} decided {colour} on “{text}”"), labels=COLOURS),
    _talking("decision withdrawn", _("{who} withdrew the decision on “{text}”")),
    _talking("accepted", _("{who} accepted one that was agreed"), _("{who} accepted all {count} that were agreed")),
    _talking("parked", _("{who} parked “{text}” as an idea")),
    _talking("taken up", _("{who} took up “{text}” again")),
    _sorting(
        "merged", _("{who} merged a duplicate into “{text}”"), _("{who} merged {count} into “{text}”"), stages=MERGING
    ),
    _sorting("unmerged", _("{who} unmerged “{text}”"), stages=MERGING),
    _sorting("moved", _("{who} moved “{text}” to {area}"), _("{who} moved {count} to {area}")),
    _sorting("unsorted", _("{who} moved “{text}” back to unsorted"), _("{who} moved {count} back to unsorted")),
    _sorting("area made", _("{who} made the area {area}")),
    _sorting("area renamed", _("{who} renamed {area} to {name}")),
    _sorting("area edited", _("{who} edited {area}")),
    _sorting("areas merged", _("{who} merged {area} into {into}")),
    _sorting("area dropped", _("{who} dropped {area}")),
    Kind("closed", _("{who} closed the workshop"), why_not=_("A closed workshop stays closed.")),
)


def register() -> None:
    kinds.register(*KINDS)
    changes.register(*THINGS)
