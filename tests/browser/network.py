"""What a bad network does to somebody at their browser."""

from playwright.sync_api import Route, expect

from tests.browser.people import Person

LOST = ("net::ERR", "htmx:error: Failed to fetch", "htmx:sse:error")


def lose_the_network(person: Person) -> None:
    person.forgive(*LOST)
    connection = person.page.locator("#connection")
    person.context.set_offline(True)
    # What was on its way still arrives in this browser, and then the line is not dead: it is lost once more.
    while "Offline" not in connection.inner_text():
        person.context.set_offline(False)
        person.page.wait_for_timeout(200)
        person.context.set_offline(True)
        person.page.wait_for_timeout(200)
    expect(connection).to_contain_text("Offline")


def come_back(person: Person) -> None:
    person.context.set_offline(False)
    expect(person.page.locator("#connection")).to_have_text("Live", timeout=20_000)


def lose_the_answer(person: Person, address: str) -> None:
    """The first request to this address is served, and nobody hears what came of it."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.request.url)
        route.fetch()
        return route.abort()

    person.page.route(address, lose)
