"""Bring in a workshop from its file."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from communities.models import Community, User
from responsibilities.models import Area, Ballot, Decision, Idea, Note, Reason, Responsibility, Vote
from responsibilities.workshop_file.copying import copy_rows
from responsibilities.workshop_file.rows import REASON_COLUMNS, VOTE_COLUMNS, Rows, workshop_row
from workshops.actions.opening import name_facilitators
from workshops.models import Category, Participant, Workshop

_BATCH = 2000


@transaction.atomic
def import_workshop(*, document: dict[str, Any], community: Community, facilitator: User | None = None) -> Workshop:
    """Make a workshop of `document`, which `read` has checked, with a join code and addresses of its own.

    `facilitator`, and every other account that steers `community`, may steer it. Nothing is announced:
    nobody can be looking at a workshop that has only now come to be.
    """
    workshop = workshop_row(document, community, timezone.now())
    workshop.save(force_insert=True)
    rows = Rows(document, workshop)
    Category.objects.bulk_create(rows.categories.values())
    Participant.objects.bulk_create(rows.participants.values())
    Area.objects.bulk_create(rows.areas.values())
    Responsibility.objects.bulk_create(rows.responsibilities.values(), batch_size=_BATCH)
    Ballot.objects.bulk_create(rows.ballots(), batch_size=_BATCH)
    copy_rows(Vote, VOTE_COLUMNS, rows.votes())
    copy_rows(Reason, REASON_COLUMNS, rows.reasons())
    Decision.objects.bulk_create(rows.decisions(), batch_size=_BATCH)
    Note.objects.bulk_create(rows.notes(), batch_size=_BATCH)
    Idea.objects.bulk_create(rows.ideas())
    if facilitator is not None:
        name_facilitators(workshop=workshop, first=facilitator)
    return workshop
