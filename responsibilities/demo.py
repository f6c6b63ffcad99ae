"""The demonstration: thirteen managers' workshop at its Voting stage, without a vote, in a community of its own."""

from pathlib import Path
from typing import Any

from django.db import transaction

from communities.models import Community, Membership, User
from responsibilities.actions.import_workshop import import_workshop
from responsibilities.workshop_file import read
from workshops.models import Workshop

FILE = Path(__file__).parent / "data" / "thirteen_ems.json"
# Everything in this community is the demonstration's; nobody's own work is ever put there by us.
COMMUNITY = "Demonstration (made anew by every start of it)"
# What comes of voting, and whoever would otherwise be waited for.
_LATER = ("author", "ballots", "decision", "notes", "area", "merged_into")


@transaction.atomic
def set_up(*, facilitator: User) -> Workshop:
    """Replace the demonstration with a fresh one that `facilitator` steers."""
    for earlier in Community.objects.filter(name=COMMUNITY):
        # The workshops by themselves first: what was published from them goes with the community.
        Workshop.objects.filter(community=earlier).delete()
        earlier.delete()
    community = Community.objects.create(name=COMMUNITY)
    Membership.objects.create(community=community, user=facilitator, role=Membership.Role.OWNER)
    return import_workshop(document=document(), community=community, facilitator=facilitator)


def document() -> dict[str, Any]:
    """Return the workshop file as it stood when Voting began. Its people come in by themselves, over HTTP."""
    whole = read(FILE.read_bytes())
    lines = [{name: value for name, value in line.items() if name not in _LATER} for line in whole["responsibilities"]]
    return {**whole, "stage": "voting", "participants": [], "ideas": [], "responsibilities": lines}
