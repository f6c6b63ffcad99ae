"""Five papers to vote on, and what a person's page says of the votes on them."""

from playwright.sync_api import expect

from responsibilities.models import Vote
from tests.browser.people import Person
from tests.browser.sitting import VOTED, Sitting
from workshops.models import Stage

TEXTS = [*VOTED, "Keep the budget"]


def voting(**options: object) -> Sitting:
    """Five papers to vote on."""
    sitting = Sitting()
    for name, value in options.items():
        setattr(sitting.workshop, name, value)
    sitting.workshop.save()
    sitting.go_to(Stage.LISTING)
    sitting.add(sitting.ben, *TEXTS)
    sitting.move(Stage.VOTING)
    return sitting


def votes() -> dict[str, str]:
    """Who voted what is one row each: two of them for one text would be a fault of the database."""
    rows = Vote.objects.values_list("ballot__responsibility__text", "colour")
    assert len(rows) == len(dict(rows))
    return dict(rows)


def waits(person: Person, *texts: str) -> None:
    """These lines say that they are not sent yet, and no others."""
    lines = person.page.locator("#all-mine li", has=person.page.locator(".waiting"))
    expect(lines).to_have_count(len(texts))
    for text in texts:
        expect(lines.filter(has_text=text)).to_have_count(1)


def says(person: Person, words: str) -> None:
    expect(person.page.locator("#voting-now .state").first).to_have_text(words)
