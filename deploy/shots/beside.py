"""What is seen beside the board: the people, one's own seat, the ways in, and what unfolds over it."""

from deploy.shots.cast import Cast


def coming_in(cast: Cast) -> None:
    """Take the pages of the people and of their ways in, and of somebody who waits to be let in."""
    link = cast.facilitator.locator("#join-link").get_attribute("href") or ""
    page = cast.facilitator
    cast.see(page, "people/")
    cast.camera.take(page, "people", whole=True)
    for way, name in (("passphrase", "join-passphrase"), ("approval", "join-approval")):
        page.locator(f"input[name=joining][value={way}]").check()
        if way == "passphrase":
            page.locator("#passphrase").fill("blue heron")
        cast.press("Save", page)
        cast.stranger.goto(link)
        cast.camera.take(cast.stranger, name, whole=True)
    cast.stranger.get_by_label("Your name").fill("Mikkel Sørensen")
    cast.stranger.locator("form button.primary").click()
    cast.stranger.wait_for_url("**/waiting/")
    cast.camera.take(cast.stranger, "waiting")
    cast.see(page, "people/")
    cast.camera.take(page, "people-waiting", whole=True)
    cast.press("Let Mikkel Sørensen in", page)
    page.locator("input[name=joining][value=open]").check()
    cast.press("Save", page)
    cast.see(cast.participant, "you/")
    cast.camera.take(cast.participant, "you", whole=True)
    cast.see(page)


def the_board(cast: Cast) -> None:
    """Take what unfolds over a board, with a timer that runs."""
    page = cast.facilitator
    cast.see(page)
    page.locator("#sheet > summary").click()
    cast.camera.take(page, "run-sheet")
    page.locator("#timer form").first.locator("button").first.click()
    page.locator("#clock[data-ends]").wait_for(state="attached")
    page.locator("#sheet-close").click()
    cast.camera.take(page, "timer")
    page.locator("#crew-fold > summary").click()
    cast.camera.take(page, "crew")
    cast.see(page)
    page.locator("[popovertarget=activity]").first.click()
    cast.camera.take(page, "activity")
    cast.see(cast.participant)
    cast.participant.keyboard.press("?")
    cast.camera.take(cast.participant, "keys")
    cast.participant.keyboard.press("Escape")
