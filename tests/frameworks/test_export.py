"""A version as a file."""

import json
from html.parser import HTMLParser

import pytest

from communities.models import User
from frameworks.actions.publishing import publish_version
from frameworks.markdown import literal, paragraphs
from frameworks.models import Version
from frameworks.numbers import FIRST
from tests.frameworks.conftest import Played, signed_in


def test_markdown_has_the_whole_document(version: Version, member: User) -> None:
    response = signed_in(member).get(f"/f/{version.framework_id}/1.0.md")
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="engineering-manager-1.0.md"'
    text = response.content.decode()
    for line in (
        "# Engineering Manager 1.0",
        "Say what we are for.",
        "## 🦄 New Starters",
        "- ● G Meet new engineers (3 green, 0 amber, 0 red)",
        "### Still open",
        "- ◆ A Order their laptops (1 green, 1 amber, 1 red)",
        "## Not ours, and whose",
        "### HR",
        "- ■ R Run the payroll (0 green, 0 amber, 3 red) Decided: red. Why: It is an office matter.",
        "- 💻 Hackathons: Twice a year.",
    ):
        assert line in text.splitlines()
    assert "Secret Name" not in text


def test_json_has_the_content_and_what_the_version_is_called(version: Version, member: User) -> None:
    response = signed_in(member).get(f"/f/{version.framework_id}/1.0.json")
    assert response["Content-Disposition"] == 'attachment; filename="engineering-manager-1.0.json"'
    document = json.loads(response.content)
    assert document["format"] == "remit.framework/1"
    assert (document["version"], document["published_by"]) == ("1.0", "Sam")
    assert document["areas"][0]["in_role"][0]["tally"] == {"green": 3, "amber": 0, "red": 0}
    assert document["not_ours"][0]["owner"] == "HR"


def test_a_file_is_the_same_every_time(version: Version, played: Played, member: User) -> None:
    client = signed_in(member)
    for ending in ("md", "json"):
        first = client.get(f"/f/{version.framework_id}/1.0.{ending}").content
        played.green.text = "Changed since"
        played.green.save()
        assert client.get(f"/f/{version.framework_id}/1.0.{ending}").content == first


@pytest.mark.parametrize("role", ['"; rm -rf', "../../etc/passwd", "שלום", "a\r\nX-Evil: 1"[:12]])
def test_the_name_of_the_file_is_only_a_name(played: Played, member: User, role: str) -> None:
    played.workshop.role = role.replace("\r\n", " ")
    played.workshop.save()
    version = publish_version(workshop=played.workshop, number=FIRST, by="Sam")
    disposition = signed_in(member).get(f"/f/{version.framework_id}/1.0.md")["Content-Disposition"]
    name = disposition.removeprefix('attachment; filename="').removesuffix('"')
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._")
    assert ".." not in name


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# x", "\\# x"),
        ("*bold* and _under_", "\\*bold\\* and \\_under\\_"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", "a \\| b"),
        ("[link](javascript:x)", "\\[link\\](javascript:x)"),
        ("![image](x)", "!\\[image\\](x)"),
        ("1. one", "1\\. one"),
        ("12) twelve", "12\\) twelve"),
        ("- item", "\\- item"),
        ("+ item", "\\+ item"),
        ("> said", "&gt; said"),
        ("`code`", "\\`code\\`"),
        ("a \\ b", "a \\\\ b"),
        ("=====", "\\====="),
        ("~~gone~~", "\\~\\~gone\\~\\~"),
        ("&amp; &lt;", "&amp;amp; &amp;lt;"),
        ("two\nlines   and spaces", "two lines and spaces"),
        ("One-to-ones (weekly), 30 min.", "One-to-ones (weekly), 30 min."),
        ("2.5 hours", "2\\.5 hours"),
        ("🦄 שלום", "🦄 שלום"),
    ],
)
def test_what_people_typed_means_nothing_in_markdown(typed: str, written: str) -> None:
    assert literal(typed) == written


def test_paragraphs_and_line_breaks_stay() -> None:
    assert paragraphs("One\n# two\n\n\n    three") == "One\\\n\\# two\n\nthree"
    assert paragraphs("") == ""


def test_no_tag_comes_out_of_the_markdown(played: Played, member: User) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    played.green.text = nasty
    played.green.save()
    played.area.name = played.area.description = nasty
    played.area.save()
    version = publish_version(workshop=played.workshop, number=FIRST, by=nasty, summary=nasty)

    class Tags(HTMLParser):
        found = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found = True

    tags = Tags()
    tags.feed(signed_in(member).get(f"/f/{version.framework_id}/1.0.md").content.decode())
    assert not tags.found
