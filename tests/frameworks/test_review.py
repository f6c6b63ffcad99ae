"""Reviewing a version by a private link: approving, asking for a change, signing off."""

from typing import Any

import pytest
from django.test import Client

from frameworks.actions.inviting import invite_reviewer
from frameworks.actions.publishing import publish_version
from frameworks.actions.reviewing import LinkWithdrawn, review_part
from frameworks.models import AreaReview, Reviewer, SignOff, Version
from frameworks.models.reviewer import new_link_key
from frameworks.numbers import Number
from tests.factories import CommunityFactory
from tests.frameworks.conftest import Played, sat

# What the test client returns has a type of its own only in the stubs.
Response = Any
HTMX = {"HX-Request": "true"}
NASTY = "<script>alert(1)</script> {{ 7|add:1 }} שלום 🦄"


def speak(
    reviewer: Reviewer, verdict: str, comment: str = "", *, part: str = "starters", htmx: bool = False
) -> Response:
    said = {"part": part, "verdict": verdict, "comment": comment}
    return Client().post(f"/r/{reviewer.token}/1.0/parts/", said, headers=HTMX if htmx else {})


def sign(reviewer: Reviewer, note: str = "", *, htmx: bool = False) -> Response:
    return Client().post(f"/r/{reviewer.token}/1.0/sign-off/", {"note": note}, headers=HTMX if htmx else {})


def test_the_link_opens_the_newest_version_without_an_account(version: Version, reviewer: Reviewer) -> None:
    response = Client().get(f"/r/{reviewer.token}/")
    page = response.content.decode()
    for words in ("Your review, ", "Priya", "Meet new engineers", "Approve", "Ask for a change", "Sign off"):
        assert words in page
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert "Secret Name" not in page


def test_the_same_link_opens_what_is_published_later(version: Version, reviewer: Reviewer, played: Played) -> None:
    publish_version(workshop=played.workshop, number=Number(2, 0), by="Sam")
    assert "Engineering Manager 2.0" in Client().get(f"/r/{reviewer.token}/").content.decode()
    assert "Engineering Manager 1.0" in Client().get(f"/r/{reviewer.token}/1.0/").content.decode()
    assert Client().get(f"/r/{reviewer.token}/3.0/").status_code == 404


def test_an_approval_needs_no_words(version: Version, reviewer: Reviewer) -> None:
    response = speak(reviewer, "approve")
    assert response.status_code == 303
    assert response["Location"] == f"/r/{reviewer.token}/1.0/#voices-area-1"
    review = AreaReview.objects.get()
    assert (review.part, review.verdict, review.comment) == ("starters", "approve", "")


def test_with_htmx_the_answer_has_the_box_the_voices_and_the_sign_off(version: Version, reviewer: Reviewer) -> None:
    response = speak(reviewer, "change", "Who pays?", htmx=True)
    answer = response.content.decode()
    assert response.status_code == 200
    for target in ('id="box-area-1"', 'hx-target="#voices-area-1"', 'hx-target="#sign"', 'hx-target="#standing"'):
        assert target in answer
    assert answer.count("Who pays?") == 2  # among the voices, and in the box for second thoughts
    version.framework.refresh_from_db()
    assert response["Live-Position"] == version.framework.position


def test_asking_for_a_change_needs_words_and_keeps_what_was_typed(version: Version, reviewer: Reviewer) -> None:
    for htmx in (False, True):
        response = speak(reviewer, "change", "   ", htmx=htmx)
        assert response.status_code == 422
        assert 'id="comment-area-1-error"' in response.content.decode()
        response = speak(reviewer, "approve", "x" * 4001, htmx=htmx)
        assert response.status_code == 422
        assert "x" * 4001 in response.content.decode()
    assert not AreaReview.objects.exists()


def test_a_comment_of_4000_characters_fits(version: Version, reviewer: Reviewer) -> None:
    assert speak(reviewer, "change", "🦄" * 4000).status_code == 303
    assert AreaReview.objects.get().comment == "🦄" * 4000


def test_whatever_is_typed_is_shown_as_it_is(version: Version, reviewer: Reviewer, played: Played) -> None:
    assert speak(reviewer, "change", NASTY).status_code == 303
    for client, address in (
        (Client(), f"/r/{reviewer.token}/"),
        (sat(played.facilitator), f"/f/{version.framework_id}/1.0/"),
        (sat(played.facilitator), f"/w/{played.workshop.id}/"),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:1 }} שלום 🦄" in page


@pytest.mark.parametrize("verdict", ["", "approved", "reject", "<script>"])
def test_a_verdict_that_is_none_is_refused(version: Version, reviewer: Reviewer, verdict: str) -> None:
    assert speak(reviewer, verdict, "Hm").status_code == 422
    assert not AreaReview.objects.exists()


@pytest.mark.parametrize("part", ["", "no-such", "~unsorted", "a1"])
def test_a_part_that_is_none_is_not_found(version: Version, reviewer: Reviewer, part: str) -> None:
    for htmx in (False, True):
        assert speak(reviewer, "approve", part=part, htmx=htmx).status_code == 404
    assert not AreaReview.objects.exists()


def test_what_is_not_ours_can_be_spoken_about_too(version: Version, reviewer: Reviewer) -> None:
    assert speak(reviewer, "change", "Payroll is Finance.", part="~not-ours").status_code == 303


def test_minds_may_be_changed_until_the_sign_off(version: Version, reviewer: Reviewer) -> None:
    speak(reviewer, "change", "Who pays?")
    speak(reviewer, "approve", "Clear now.")
    assert AreaReview.objects.get().comment == "Clear now."
    assert sign(reviewer).status_code == 303
    for htmx in (False, True):
        response = speak(reviewer, "change", "On second thoughts", htmx=htmx)
        assert response.status_code == 422
        assert "stays as it is" in response.content.decode()
    assert AreaReview.objects.get().comment == "Clear now."


def test_a_sign_off_has_the_name_and_the_date_and_is_made_once(version: Version, reviewer: Reviewer) -> None:
    assert sign(reviewer).status_code == 303
    first = SignOff.objects.get()
    answer = sign(reviewer, htmx=True).content.decode()
    assert "You have signed version 1.0 off" in answer
    assert f"{first.signed_at:%Y-%m-%d}" in answer
    assert 'hx-target="#box-area-1"' in answer
    assert SignOff.objects.get() == first


def test_who_asks_for_a_change_says_why_they_sign_all_the_same(version: Version, reviewer: Reviewer) -> None:
    speak(reviewer, "change", "Who pays?")
    for htmx in (False, True):
        response = sign(reviewer, htmx=htmx)
        assert response.status_code == 422
        assert 'id="sign-note-error"' in response.content.decode()
    typed = NASTY + "x" * 4000
    assert "&lt;script&gt;" in sign(reviewer, typed).content.decode()
    assert not SignOff.objects.exists()
    assert sign(reviewer, "Fine for 1.0.").status_code == 303
    assert SignOff.objects.get().note == "Fine for 1.0."


def test_what_others_ask_for_does_not_stand_in_the_way(version: Version, reviewer: Reviewer) -> None:
    speak(invite_reviewer(framework=version.framework, name="Kim"), "change", "Who pays?")
    assert sign(reviewer).status_code == 303


def test_reviewers_and_participants_hear_each_other_by_name(
    version: Version, reviewer: Reviewer, played: Played
) -> None:
    kim = invite_reviewer(framework=version.framework, name="Kim")
    speak(kim, "change", "Who pays?")
    for client, address in (
        (Client(), f"/r/{reviewer.token}/"),
        (sat(played.people[0]), f"/f/{version.framework_id}/1.0/"),
        (sat(played.people[0]), f"/w/{played.workshop.id}/"),
    ):
        page = client.get(address).content.decode()
        assert "Who pays?" in page
        assert "Kim" in page
        assert kim.token not in page


def test_every_review_rings_at_the_framework_and_at_its_workshop(
    version: Version, reviewer: Reviewer, played: Played
) -> None:
    def positions() -> list[int]:
        return [type(thing).objects.get(id=thing.id).revision for thing in (version.framework, played.workshop)]

    before = positions()
    speak(reviewer, "approve")
    assert positions() == [revision + 1 for revision in before]
    sign(reviewer)
    assert positions() == [revision + 2 for revision in before]


def test_a_link_replaced_while_its_page_was_open_takes_nothing_more(version: Version, reviewer: Reviewer) -> None:
    Reviewer.objects.update(link_key=new_link_key())
    with pytest.raises(LinkWithdrawn):
        review_part(reviewer=reviewer, version=version, part="starters", verdict="approve")
    assert not AreaReview.objects.exists()


def test_the_link_needs_no_cookie_and_only_the_right_methods_and_versions(version: Version, reviewer: Reviewer) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/r/{reviewer.token}/1.0/sign-off/", headers={"Origin": "null"}).status_code == 303
    for form in ("parts/", "sign-off/"):
        assert strict.get(f"/r/{reviewer.token}/1.0/{form}").status_code == 405
        assert strict.post(f"/r/{reviewer.token}/1.1/{form}").status_code == 404
        assert strict.post(f"/r/{reviewer.token}x/1.0/{form}").status_code == 404
    assert Client().post(f"/r/{reviewer.token}/").status_code == 405


def test_a_link_opens_nothing_of_another_framework(version: Version, reviewer: Reviewer) -> None:
    stranger = Reviewer.objects.create(
        framework=type(version.framework).objects.create(community=CommunityFactory(), role="CTO", title="CTO"),
        name="Eve",
    )
    client = Client()
    assert client.get(f"/r/{stranger.token}/").status_code == 404  # nothing published there yet
    client.cookies["remit_reviewer"] = stranger.token
    assert client.get(f"/f/{version.framework_id}/1.0/").status_code == 403
