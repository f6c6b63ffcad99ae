"""Pages that are drawn once for many hold what is one person's own, and nobody else's."""

import re

import pytest
from django.test import Client

from tests.factories import WorkshopFactory

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
pytestmark = pytest.mark.django_db


def test_each_form_to_join_has_its_own_token_and_key() -> None:
    workshop = WorkshopFactory.create()
    forms = [dict(HIDDEN.findall(Client().get(f"/j/{workshop.code}/").content.decode())) for _ in range(2)]
    assert forms[0].keys() == {"csrfmiddlewaretoken", "client_key"}
    assert all(forms[0][name] != forms[1][name] for name in forms[0])


def test_a_form_that_was_drawn_before_says_what_has_changed_since() -> None:
    workshop = WorkshopFactory.create(title="Old & worn")
    assert "Old &amp; worn" in Client().get(f"/j/{workshop.code}/").content.decode()
    workshop.title = "New"
    workshop.save()
    html = Client().get(f"/j/{workshop.code}/").content.decode()
    assert "New" in html
    assert "Old" not in html


def test_a_name_is_text_in_a_page_drawn_for_many() -> None:
    workshop = WorkshopFactory.create()
    pages = []
    for name in ("<b>Ana</b>", "Ben"):
        client = Client()
        client.post(f"/j/{workshop.code}/", {"name": name})
        pages.append(client.get(f"/w/{workshop.id}/").content.decode())
    assert "&lt;b&gt;Ana" in pages[0]
    assert "<b>Ana" not in pages[0]
    assert "Ben</span>" in pages[1]
