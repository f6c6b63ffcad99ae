"""What the database itself holds to, whatever code or hand comes to it."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from frameworks.models import AreaReview, Framework, Reviewer, SignOff, Version
from frameworks.numbers import Number, choices_after, parse
from tests.factories import CommunityFactory
from tests.frameworks.conftest import Played


@pytest.mark.parametrize("change", [{"summary": "Changed"}, {"content": {}}, {"major": 7}, {"published_by": "Nobody"}])
def test_a_version_cannot_be_changed(version: Version, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Version.objects.update(**change)


def test_a_version_cannot_be_moved_to_another_workshop(version: Version, played: Played) -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Version.objects.update(workshop_id=played.area.id)


def test_a_version_cannot_be_deleted_alone(version: Version) -> None:
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        version.delete()
    assert Version.objects.exists()


def test_a_version_goes_with_its_framework_and_what_was_said_of_it(version: Version, reviewer: Reviewer) -> None:
    said = {"reviewer": reviewer, "version": version, "framework": version.framework}
    AreaReview.objects.create(**said, part="starters", verdict="approve", said_at=version.published_at)
    SignOff.objects.create(**said, signed_at=version.published_at)
    version.framework.community.delete()
    assert not Version.objects.exists()
    assert not AreaReview.objects.exists()
    assert not SignOff.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_reviews_a_version_of_another_framework(version: Version, reviewer: Reviewer) -> None:
    other = Framework.objects.create(community=CommunityFactory(), role="CTO", title="CTO")
    stranger = Reviewer.objects.create(framework=other, name="Kim")
    for framework in (other, version.framework):
        with pytest.raises(IntegrityError, match="in_framework"):
            SignOff.objects.create(
                framework=framework, reviewer=stranger, version=version, signed_at=version.published_at
            )


def test_a_change_without_words_is_not_kept(version: Version, reviewer: Reviewer) -> None:
    with pytest.raises(IntegrityError, match="area_review_change_has_comment"):
        AreaReview.objects.create(
            framework=version.framework,
            reviewer=reviewer,
            version=version,
            part="starters",
            verdict="change",
            said_at=version.published_at,
        )


def test_numbers_stand_in_the_order_of_versions() -> None:
    texts = ["1.10", "2.0", "1.9", "1.0"]
    numbers = sorted(number for number in map(parse, texts) if number)
    assert [str(number) for number in numbers] == ["1.0", "1.9", "1.10", "2.0"]
    assert choices_after(None) == (Number(1, 0),)
    assert choices_after(Number(1, 9)) == (Number(1, 10), Number(2, 0))
