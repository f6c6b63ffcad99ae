"""A version's page as the live room asks for it."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user
from django.test import Client, RequestFactory

from communities.models import User
from frameworks.actions.publishing import publish_version
from frameworks.actions.reviewing import review_part, sign_off
from frameworks.models import Reviewer, Version
from frameworks.numbers import FIRST
from frameworks.page import version_page
from frameworks.stream import FrameworkBoard
from live.boards import Refused
from live.drawings import draw
from live.regions import changed
from tests.factories import ParticipantFactory
from tests.frameworks.conftest import Played, sat, signed_in
from workshops.actions.stages import move_stage
from workshops.models import Stage, Workshop

BOARD = FrameworkBoard()


def request_of(client: Client, version: str = "1.0") -> Any:
    """What the stream of this browser asks with."""
    request = RequestFactory().get("/f/live/", {"version": version})
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    request.user = get_user(client)
    return request


def test_everybody_who_may_read_a_version_may_watch_it(
    version: Version, reviewer: Reviewer, played: Played, member: User
) -> None:
    reviewing = Client()
    reviewing.get(f"/r/{reviewer.token}/")
    for client in (reviewing, signed_in(member), sat(played.people[0]), sat(played.facilitator)):
        assert BOARD.seat(request_of(client), str(version.framework_id)).audience == "1.0"


def test_nobody_else_may(version: Version, played: Played) -> None:
    for client in (Client(), sat(ParticipantFactory())):
        with pytest.raises(Refused) as refused:
            BOARD.seat(request_of(client), str(version.framework_id))
        assert refused.value.status == 403


def test_what_is_not_there_cannot_be_watched(version: Version, member: User) -> None:
    client = signed_in(member)
    here = str(version.framework_id)
    for framework, number in ((here, "1.1"), (here, ""), (here, "x"), (str(uuid4()), "1.0"), ("x", "1.0")):
        with pytest.raises(Refused) as refused:
            BOARD.seat(request_of(client, number), framework)
        assert refused.value.status == 404
    with pytest.raises(Refused):
        BOARD.draw(here, {"9.9": None})
    with pytest.raises(Refused):
        BOARD.draw(here, {"": None})


def test_a_review_changes_what_is_said_of_that_chapter_and_how_things_stand(
    version: Version, reviewer: Reviewer
) -> None:
    before = draw("f", str(version.framework_id), "1.0")
    review_part(reviewer=reviewer, version=version, part="starters", verdict="approve", comment="Clear.")
    after = draw("f", str(version.framework_id), "1.0")
    assert [region.id for region in changed(before.regions, after.regions)] == ["standing", "voices-area-1"]
    sign_off(reviewer=reviewer, version=version)
    signed = draw("f", str(version.framework_id), "1.0")
    assert [region.id for region in changed(after.regions, signed.regions)] == ["standing"]
    assert "Signed off" in signed.regions[0].html
    assert BOARD.positions([str(version.framework_id)]) == {str(version.framework_id): signed.position}


def test_the_page_holds_every_region_that_is_drawn(version: Version, member: User) -> None:
    page = signed_in(member).get(f"/f/{version.framework_id}/1.0/").content.decode()
    for region in draw("f", str(version.framework_id), "1.0").regions:
        assert page.count(f'id="{region.id}"') == 1
    assert f"/f/{version.framework_id}/live/?version=1.0" in page
    assert version_page(version)["position"] in page


def test_the_projector_shows_the_areas_and_what_is_published(played: Played) -> None:
    *_, screen = draw("w", str(played.workshop.id), "screen").regions
    assert "Draft of 1.0" in screen.html
    assert "New Starters" in screen.html
    publish_version(workshop=played.workshop, number=FIRST, by="Sam")
    *_, screen = draw("w", str(played.workshop.id), "screen").regions
    assert "Version 1.0" in screen.html


def test_at_the_stage_only_the_chapter_that_changes_is_sent(played: Played) -> None:
    before = draw("w", str(played.workshop.id), "participant")
    played.area.description = "Their first month."
    played.area.save()
    after = draw("w", str(played.workshop.id), "participant")
    assert [region.id for region in changed(before.regions, after.regions)] == ["area-1"]


def test_moving_straight_from_voting_opens_the_votes(played: Played) -> None:
    Workshop.objects.update(stage=Stage.VOTING, revealed_at=None)
    move_stage(workshop=played.workshop, expected=Stage.VOTING, to=Stage.FRAMEWORK)
    played.workshop.refresh_from_db()
    assert played.workshop.revealed_at is not None
