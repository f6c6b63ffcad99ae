"""The form that opens a workshop, as a browser without scripts reads it and sends it back."""

from collections.abc import Iterator

from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from workshops.models import Workshop

ADDRESS = "/workshops/new/"


def fields(page: str) -> dict[str, str]:
    """Return what the fields of the form hold."""
    return dict(_held(HTMLParser(page)))


def _held(page: HTMLParser) -> Iterator[tuple[str, str]]:
    for field in page.css("#new-workshop [name]"):
        said = {name: value or "" for name, value in field.attributes.items()}
        if field.tag == "textarea":
            yield said["name"], field.text().removeprefix("\n")
        elif field.tag == "select":
            chosen = field.css_first("option[selected]")
            yield said["name"], (chosen.attributes["value"] or "") if chosen else ""
        elif field.tag == "input" and (said.get("type") not in ("radio", "checkbox") or "checked" in said):
            yield said["name"], said.get("value", "on" if said.get("type") == "checkbox" else "")


def opened(client: Client, form: dict[str, str], **said: str) -> Workshop:
    answer = client.post(ADDRESS, form | said)
    assert answer.status_code == 303, [one.html for one in HTMLParser(answer.text).css(".field:has(.error), .error")]
    return Workshop.objects.get(id=answer["Location"].split("/")[2])


def errors_beside(page: str, name: str) -> str:
    """Return what is said to be wrong with the field of this name, where the field says that it is described."""
    tree = HTMLParser(page)
    field = tree.css_first(f"[name={name}]")
    assert field is not None
    described = (field.attributes.get("aria-describedby") or "").split()
    places = [tree.css_first(f"[id={place}]") for place in described if place.endswith("_error")]
    return " ".join(place.text(strip=True) for place in places if place)
