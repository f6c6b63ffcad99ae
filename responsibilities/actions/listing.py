"""Listing: adding, rewording and removing one's own responsibilities."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2s
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from live.announce import announce
from responsibilities.actions.standing_in import bells, note_sitting
from responsibilities.models import Responsibility
from responsibilities.models.responsibility import TEXT_LENGTH
from responsibilities.visibility import keeps_authors
from workshops.actions.people import takes_part
from workshops.actions.stages import WrongStage, must_be_at, must_be_open
from workshops.activity.changes import Picture
from workshops.activity.noting import note
from workshops.figures import grouped
from workshops.keys import next_number
from workshops.lines import BadText, required_line
from workshops.models import Category, Participant, Stage, Workshop
from workshops.parts import ACTIVE
from workshops.refusal import Refusal

MOST_AT_ONCE = 100
MOST_IN_WORKSHOP = 5000
EMPTY = _("Type what you do, in one line.")


class NoSuchCategory(Refusal):
    field = "category"
    message = _("Choose a category.")


class WorkshopHoldsNoMore(Refusal):
    field = "text"

    def __init__(self) -> None:
        said = gettext("A workshop holds %(most)s responsibilities, and this one has them.")
        super().__init__(said % {"most": grouped(MOST_IN_WORKSHOP)})


class StandsForOthers(Refusal):
    message = _("Others were merged into this one, and would go with it.")


class VotedOn(Refusal):
    message = _("People have voted on this, in these words. Add another one instead.")


class NotYours(Refusal):
    message = _("Only whoever wrote it can change it.")


def tidy_texts(text: str) -> list[str]:
    """Return the non-empty lines of `text`, each fit to be a responsibility; raise BadText, naming the line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_AT_ONCE:
        said = gettext("%(lines)s lines; add at most %(most)s at a time.")
        raise BadText(said % {"lines": grouped(len(lines)), "most": MOST_AT_ONCE}, field="text")
    if len(lines) < 2:
        return [required_line(text, most=TEXT_LENGTH, field="text", empty=str(EMPTY))]
    tidy = []
    for number, line in enumerate(lines, start=1):
        try:
            tidy.append(required_line(line, most=TEXT_LENGTH, field="text", empty=str(EMPTY)))
        except BadText as error:
            said = gettext("Line %(number)s: %(refusal)s") % {"number": number, "refusal": error.message}
            raise BadText(said, field="text") from None
    return tidy


@transaction.atomic
def add_responsibilities(
    *,
    author: Participant,
    texts: Sequence[str],
    category_id: UUID | str | None,
    client_key: str,
    by: Participant | None = None,
) -> list[Responsibility]:
    """Add `texts` (see `tidy_texts`) to one category. The same `client_key` adds each text only once.

    `by` is the facilitator who enters them for an author without a device. From Listing on; after Listing they are
    marked late. Raises WrongStage in the Lobby, NoSuchCategory, WorkshopHoldsNoMore.
    """
    workshop = Workshop.objects.hold(author.workshop)
    must_be_open(workshop)
    if not workshop.has_reached(Stage.LISTING):
        raise WrongStage(gettext("Listing has not begun yet."))
    keys = _client_keys(author, client_key, texts)
    made = list(Responsibility.objects.filter(workshop=workshop, client_key__in=keys).in_order())
    handed_in = {responsibility.client_key for responsibility in made}
    new = {key: text for key, text in keys.items() if key not in handed_in}
    if not new:
        return made
    responsibilities = _draft(workshop, author, new, _category(workshop, category_id))
    Responsibility.objects.bulk_create(responsibilities)
    takes_part(author)
    late = workshop.has_reached(Stage.VOTING)
    if late:
        note(workshop, author, "handed in late", {"count": len(new)})
    if by and keeps_authors(workshop):  # else it would say whose the newest on the wall is
        note_sitting(workshop, by, author, "listed for")
    announce(workshop, bell="all" if late else bells(workshop, author, by), stamps=ACTIVE)
    return made + responsibilities


def _client_keys(author: Participant, client_key: str, texts: Sequence[str]) -> dict[str, str]:
    """Return the texts by the keys that tell a retry from something new.

    Whoever heard nothing back may change the text before sending it again: that is something new.
    """
    times: Counter[str] = Counter()
    keys = {}
    for text in texts:
        times[text] += 1
        digest = blake2s(text.encode(), digest_size=4).hexdigest()
        keys[f"{author.id.hex}:{client_key}:{digest}:{times[text]}"] = text
    return keys


def _category(workshop: Workshop, category_id: UUID | str | None) -> Category:
    category = Category.objects.filter(workshop=workshop, id=category_id).first() if category_id else None
    if category is None:
        raise NoSuchCategory
    return category


def _draft(
    workshop: Workshop, author: Participant, texts: Mapping[str, str], category: Category
) -> list[Responsibility]:
    """Responsibilities to be saved, one for each of `texts`, which stand by their client keys."""
    first = next_number(workshop.responsibilities.all())
    if first + len(texts) - 1 > MOST_IN_WORKSHOP:
        raise WorkshopHoldsNoMore
    taken = set(workshop.responsibilities.values_list("key", flat=True))
    drafts = []
    for number, (client_key, text) in enumerate(texts.items(), start=first):
        key = f"r{number}"
        while key in taken:
            key += "x"
        drafts.append(
            Responsibility(
                workshop=workshop,
                number=number,
                key=key,
                text=text,
                category=category,
                author=author,
                client_key=client_key,
                is_late=workshop.at is not Stage.LISTING,
            )
        )
    return drafts


def _own(workshop: Workshop, author: Participant, responsibility_id: UUID) -> Responsibility:
    """The author's own responsibility, while the workshop is listing and before anybody has voted on it."""
    must_be_at(workshop, Stage.LISTING)
    responsibility = Responsibility.objects.filter(
        workshop=workshop, id=responsibility_id, author=author, merged_into=None
    ).first()
    if responsibility is None:
        raise NotYours
    if responsibility.ballots.exists():
        raise VotedOn
    return responsibility


@transaction.atomic
def reword_responsibility(
    *, author: Participant, responsibility_id: UUID, text: str, category_id: UUID | str | None
) -> Responsibility:
    """Change the text and category of one's own responsibility."""
    line = required_line(text, most=TEXT_LENGTH, field="text", empty=str(EMPTY))
    workshop = Workshop.objects.hold(author.workshop)
    responsibility = _own(workshop, author, responsibility_id)
    before = Picture(Responsibility.objects.filter(id=responsibility.id))
    responsibility.text = line
    responsibility.category = _category(workshop, category_id)
    responsibility.save(update_fields=("text", "category"))
    _note(workshop, author, "reworded", before)
    announce(workshop, bell=[str(author.id)])
    return responsibility


@transaction.atomic
def remove_responsibility(*, author: Participant, responsibility_id: UUID) -> Responsibility:
    """Take one's own responsibility off the wall; `put_back` undoes it."""
    workshop = Workshop.objects.hold(author.workshop)
    responsibility = _own(workshop, author, responsibility_id)
    if responsibility.merged.kept().exists():
        raise StandsForOthers
    if responsibility.removed_at is None:
        before = Picture(Responsibility.objects.filter(id=responsibility.id))
        responsibility.removed_at = timezone.now()
        responsibility.save(update_fields=("removed_at",))
        _note(workshop, author, "taken off", before)
    announce(workshop, bell=[str(author.id)])
    return responsibility


@transaction.atomic
def put_back(*, author: Participant, responsibility_id: UUID) -> Responsibility:
    """Undo `remove_responsibility`, which before the wall is shown is nobody else's business and in no log."""
    workshop = Workshop.objects.hold(author.workshop)
    responsibility = _own(workshop, author, responsibility_id)
    before = Picture(Responsibility.objects.filter(id=responsibility.id))
    responsibility.removed_at = None
    responsibility.save(update_fields=("removed_at",))
    _note(workshop, author, "put back", before)
    announce(workshop, bell=[str(author.id)])
    return responsibility


def _note(workshop: Workshop, author: Participant, kind: str, before: Picture) -> None:
    """Note what somebody did to their own, but only once everybody can read it: until then not even that is told."""
    if workshop.wall_is_shown:
        note(workshop, author, kind, undo=before.changes())
