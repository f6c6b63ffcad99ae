"""python -m deploy.preview: draws static/img/preview.png and touch-icon.png, which other places show for a link."""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from config.embedded import ROOT
from tests import chromium

IMAGES = ROOT / "static/img"
ICON = (IMAGES / "favicon.svg").read_text()
SHAPES = {
    "green": '<circle cx="10" cy="10" r="9"/>',
    "amber": '<path d="M10-.5 20.5 10 10 20.5-.5 10z"/>',
    "red": '<path d="M1.5 1.5h17v17h-17z"/>',
}
# What is on the cards, and who voted how: the same three as on the front page.
CARDS = (
    ("One to ones with everyone I look after", "ggggggggggggg"),
    ("Unblock delivery problems", "ggggggaaarrrr"),
    ("Run all stand-ups as scrum master", "aaarrrrrrrrrr"),
)
COLOURS = {"g": "green", "a": "amber", "r": "red"}
STYLE = """
@font-face { font-family: Besley; src: url(besley.woff2); font-weight: 400 900 }
@font-face { font-family: Plain; src: url(atkinson-next.woff2); font-weight: 200 800 }
* { margin: 0; box-sizing: border-box }
body { width: 1200px; height: 630px; padding: 64px 72px; display: grid; grid-template-rows: auto 1fr auto;
  background: #e6ddcd; color: #1c1914; font: 500 30px/1.4 Plain }
header { display: flex; align-items: center; gap: 18px; font: 700 46px/1 Besley; letter-spacing: -.02em }
header svg { width: 58px; height: 58px }
h1 { font: 600 76px/1.08 Besley; letter-spacing: -.02em; max-width: 17ch; align-self: center }
ul { display: grid; grid-template-columns: repeat(3, 1fr); gap: 22px; padding: 0; list-style: none }
li { background: #fffdf8; border: 1px solid #d8cebd; border-radius: 6px; padding: 0 22px 20px;
  box-shadow: 0 6px 14px -8px #3a2f1a59 }
li p { border-top: 1px solid #d8cebd; margin: 16px -22px 14px; padding: 16px 22px 0; height: 96px;
  font: 500 27px/1.3 Besley }
li div { display: flex; gap: 4px }
li svg { width: 18px; height: 18px; overflow: visible }
.green { fill: #1d6f45 } .amber { fill: #d38a0c } .red { fill: #a9231b }
"""
ICON_STYLE = """
body { margin: 0; background: #e6ddcd; display: grid; place-items: center; height: 180px }
svg { width: 132px }
"""


def shape(colour: str) -> str:
    return f'<svg class="{colour}" viewBox="0 0 20 20">{SHAPES[colour]}</svg>'


def card(text: str, votes: str) -> str:
    return f"<li><p>{text}</p><div>{''.join(shape(COLOURS[vote]) for vote in votes)}</div></li>"


def page_of(body: str, style: str = STYLE) -> str:
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body>{body}'


def draw(page: Page, name: str, html: str, width: int, height: int) -> None:
    """Take a picture of a page that lies beside the fonts for as long as that takes."""
    beside = ROOT / "static/fonts" / f".{name}.html"
    beside.write_text(html)
    try:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(beside.as_uri())
        page.evaluate("document.fonts.ready")
        page.screenshot(path=IMAGES / f"{name}.png")
    finally:
        Path(beside).unlink()


def main() -> None:
    cards = "".join(card(text, votes) for text, votes in CARDS)
    preview = f"<header>{ICON}Remit</header><h1>Work out what a role really is, together.</h1><ul>{cards}</ul>"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        page = browser.new_page()
        draw(page, "preview", page_of(preview), 1200, 630)
        draw(page, "touch-icon", page_of(ICON, ICON_STYLE), 180, 180)
        browser.close()


if __name__ == "__main__":
    main()
