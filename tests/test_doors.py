"""Every address of the house, and who gets through it.

An address that is not in DOORS fails the test: whoever adds one says here who may use it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from frameworks.actions.inviting import invite_reviewer
from frameworks.actions.publishing import publish_version
from frameworks.models import Reviewer, Version
from frameworks.numbers import FIRST
from live.boards import Refused
from responsibilities.actions.templates import save_template
from responsibilities.models import Area, Responsibility, Template
from tests.factories import AreaFactory
from tests.sittings import Sitting, sat, sitting, tables
from workshops.access import facilitator_token, resume_url
from workshops.board import WorkshopBoard
from workshops.models import Newcomer

pytestmark = pytest.mark.django_db

PEOPLE = ("stranger", "removed", "elsewhere", "steers elsewhere", "participant", "facilitator")
INSIDE = ("participant", "facilitator")
OF_A_WORKSHOP = {"participant_id", "responsibility_id", "area_id", "reviewer_id", "newcomer_id"}
# A form that was understood: taken, or sent back with a word about what is missing in it.
ANSWERED = (303, 422)


@dataclass(frozen=True)
class Door:
    """The statuses that GET and POST may answer: to those `inside`, to who was removed, and to everybody else."""

    get: int | tuple[int, ...]
    post: int | tuple[int, ...]
    inside: tuple[str, ...] = ()
    get_inside: int | tuple[int, ...] = ()
    post_inside: int | tuple[int, ...] = ()
    removed: int = 0

    def statuses(self, method: str, who: str) -> tuple[int, ...]:
        if who == "removed" and self.removed:
            return (self.removed,)
        outside, within = (self.get, self.get_inside) if method == "get" else (self.post, self.post_inside)
        found = within if who in self.inside else outside
        return found if isinstance(found, tuple) else (found,)


PUBLIC_PAGE = Door(get=200, post=405)
SIGNED_IN = Door(get=302, post=302)
SEAT_PAGE = Door(get=403, post=405, inside=INSIDE, get_inside=200, post_inside=405)
SEAT_FORM = Door(get=405, post=403, inside=INSIDE, get_inside=405, post_inside=ANSWERED)
STEERING_FORM = Door(get=405, post=403, inside=("facilitator",), get_inside=405, post_inside=ANSWERED)
# Whoever holds the link is let in by it, whoever they are.
LINK_PAGE = Door(get=200, post=405)
STEERING_PAGE = Door(get=403, post=405, inside=("facilitator",), get_inside=200, post_inside=405)
LINK_FORM = Door(get=405, post=(*ANSWERED, 404))

DOORS = {
    "home": PUBLIC_PAGE,
    "styleguide": Door(get=404, post=405),
    "sign-in": PUBLIC_PAGE,
    "sign-out": Door(get=405, post=302),
    "enter": Door(get=403, post=405),
    "health-live": PUBLIC_PAGE,
    "health-ready": PUBLIC_PAGE,
    "language": Door(get=302, post=302),
    "join": Door(get=200, post=422),
    "join-by-link": Door(get=200, post=422, inside=INSIDE, get_inside=303, post_inside=303, removed=403),
    "facilitate": Door(get=303, post=405),
    "new-workshop": SIGNED_IN,
    "upload-workshop": SIGNED_IN,
    **dict.fromkeys(("rename-template", "delete-template", "put-template-back"), SIGNED_IN),
    **dict.fromkeys(("workshop", "mine", "screen", "activity", "export-json"), SEAT_PAGE),
    **dict.fromkeys(("responsibilities", "reword", "remove", "put-back", "vote", "take-back", "undo"), SEAT_FORM),
    **dict.fromkeys(
        ("placing", "unsort", "merge-duplicates", "unmerge", "area", "merge-areas", "drop-area"), SEAT_FORM
    ),
    **dict.fromkeys(("stage", "wall", "details", "remove-participant", "let-back-in"), STEERING_FORM),
    "people": STEERING_PAGE,
    **dict.fromkeys(("rename-participant", "role", "withdraw-seat", "name-facilitator", "lower-hand"), STEERING_FORM),
    **dict.fromkeys(("joining", "renew-code", "let-all-in", "decline-all", "lower-hands"), STEERING_FORM),
    **dict.fromkeys(("let-newcomer-in", "decline-newcomer"), STEERING_FORM),
    "add-without-device": STEERING_FORM,
    "you": SEAT_PAGE,
    **dict.fromkeys(("your-name", "hand", "ready"), SEAT_FORM),
    "resume": Door(get=200, post=303),
    "waiting": Door(get=403, post=405, inside=INSIDE, get_inside=302, post_inside=405),
    "clock": PUBLIC_PAGE,
    **dict.fromkeys(("timer", "add-minute", "pause-timer", "resume-timer", "stop-clock", "deadline"), STEERING_FORM),
    **dict.fromkeys(("plan-minutes", "keep-note"), STEERING_FORM),
    **dict.fromkeys(("reveal", "accept", "focus", "re-vote", "reveal-re-vote", "close"), STEERING_FORM),
    **dict.fromkeys(("decision", "withdraw", "park", "take-up"), STEERING_FORM),
    **dict.fromkeys(("rehearse", "end-rehearsal"), STEERING_FORM),
    **dict.fromkeys(("publish", "invite-reviewer", "withdraw-link", "new-link"), STEERING_FORM),
    "save-template": STEERING_FORM,
    "read-published": Door(get=403, post=405, inside=INSIDE, get_inside=303, post_inside=405),
    **dict.fromkeys(("framework", "framework-version", "framework-markdown", "framework-json"), SEAT_PAGE),
    **dict.fromkeys(("review", "review-version"), LINK_PAGE),
    **dict.fromkeys(("review-part", "sign-off"), LINK_FORM),
    # The last one: with it the seats that the test was given end.
    "your-devices": SEAT_FORM,
}


@dataclass
class House:
    """A workshop with something behind every address of it."""

    here: Sitting
    there: Sitting
    card: Responsibility
    area: Area
    version: Version
    reviewer: Reviewer
    newcomer: Newcomer
    template: Template

    def address(self, name: str, asks: Iterable[str]) -> str:
        ids: dict[str, Callable[[], Any]] = {
            "workshop_id": lambda: self.here.workshop.id,
            "participant_id": lambda: self.here.bo.id,
            "newcomer_id": lambda: self.newcomer.id,
            "responsibility_id": lambda: self.card.id,
            "area_id": lambda: self.area.id,
            "reviewer_id": lambda: self.reviewer.id,
            "template_id": lambda: self.template.id,
            "framework_id": lambda: self.version.framework_id,
            "line_id": lambda: self.version.workshop.activity.latest("id").id if self.version.workshop else 0,
            "number": lambda: FIRST,
            "stage": lambda: "listing",
            "code": lambda: self.here.workshop.code,
            "token": lambda: self.token(name),
        }
        return reverse(name, kwargs={word: ids[word]() for word in asks})

    def token(self, name: str) -> str:
        if name == "facilitate":
            return facilitator_token(self.here.facilitator)
        if name == "resume":
            return resume_url(self.here.ann).split("/")[-2]
        return "spent" if name == "enter" else self.reviewer.token

    def browser(self, who: str) -> Client:
        """Cookies have a path, which a test's client does not mind: so people try their seat everywhere."""
        removed = self.here.bo
        seats = {
            "removed": removed,
            "elsewhere": self.there.ann,
            "steers elsewhere": self.there.facilitator,
            "participant": self.here.ann,
            "facilitator": self.here.facilitator,
        }
        client = sat(seats[who]) if who in seats else Client()
        client.raise_request_exception = False
        return client


def furnished(**fields: Any) -> House:
    """A house whose workshops have these fields."""
    here, there = sitting("framework", **fields), sitting("framework", **fields)
    card = here.listed("Meet new engineers", area=AreaFactory(workshop=here.workshop))
    here.voted(card, ann="g")
    version = publish_version(workshop=here.workshop, number=FIRST, by="Fay")
    here.bo.removed_at = timezone.now()
    here.bo.save()
    reviewer = invite_reviewer(framework=version.framework, name="Priya")
    assert card.area is not None
    newcomer = Newcomer.objects.create(id=uuid4(), workshop=here.workshop, name="Nia")
    template = save_template(workshop=here.workshop, name="Ours", client_key="k")
    return House(here, there, card, card.area, version, reviewer, newcomer, template)


@pytest.fixture
def house() -> House:
    return furnished()


def names(patterns: Any = None) -> set[str]:
    """Return the names of all addresses there are; one without a name is called by its pattern."""
    found: set[str] = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= names(pattern.url_patterns)
        else:
            found.add(pattern.name or str(pattern.pattern))
    return found


def words(name: str) -> list[str]:
    """The words in an address that stand for something."""
    possibilities = get_resolver().reverse_dict.getlist(name)[0][0]
    return list(possibilities[0][1])


def test_every_address_says_here_who_may_use_it() -> None:
    assert names() == set(DOORS)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_gets_through(house: House, who: str, method: str) -> None:
    wrong = []
    for name in DOORS:
        client = house.browser(who)
        answer = getattr(client, method)(house.address(name, words(name)))
        if answer.status_code not in DOORS[name].statuses(method, who):
            wrong.append(f"{who} {method.upper()} {name}: {answer.status_code}")
        if "private" not in answer["Cache-Control"]:
            wrong.append(f"{who} {method.upper()} {name}: may be kept by a cache that others share")
    assert not wrong, "\n".join(wrong)


def test_a_form_without_its_token_is_refused(house: House) -> None:
    """Except a reviewer's, which nobody can forge without knowing the link."""
    for name in set(DOORS) - {"review-part", "sign-off"}:
        for seat in (house.here.ann, house.here.facilitator):
            client = sat(seat, csrf=True)
            assert client.post(house.address(name, words(name))).status_code in (403, 405), name


def test_looking_changes_nothing(house: House) -> None:
    before = tables()
    for who in PEOPLE:
        for name in DOORS:
            house.browser(who).get(house.address(name, words(name)))
    assert {table for table, rows in tables().items() if rows != before[table]} == set()


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_listen(house: House, who: str, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    request.COOKIES = {name: cookie.value for name, cookie in house.browser(who).cookies.items()}
    if who in INSIDE:
        assert WorkshopBoard().seat(request, str(house.here.workshop.id)).audience == who
        return
    with pytest.raises(Refused) as refused:
        WorkshopBoard().seat(request, str(house.here.workshop.id))
    assert refused.value.status == 403


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for address in (f"/w/{uuid4()}/", f"/f/{uuid4()}/", "/r/invented/", "/j/WRONG2/", "/w/no-id/"):
        assert client.get(address).status_code == 404


def test_what_belongs_to_another_workshop_is_not_found_through_ones_own(house: House) -> None:
    """Ids in an address count only together with the workshop in it."""
    there = house.there
    before = tables()
    for name in DOORS:
        asks = set(words(name))
        if "workshop_id" in asks and asks & OF_A_WORKSHOP:
            address = house.address(name, words(name)).replace(str(house.here.workshop.id), str(there.workshop.id))
            data = {"colour": "green", "text": "Mine now", "name": "Mine now", "into": house.area.id}
            assert sat(there.facilitator).post(address, data).status_code in (*ANSWERED, 404), name
    changed = {table for table, rows in tables().items() if rows != before[table]}
    # Some of them announce a change that touched nothing: the workshop's revision counts on.
    assert changed <= {"workshops_workshop"}
