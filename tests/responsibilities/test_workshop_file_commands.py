"""The commands around workshop files, as scripts meet them: standard output, standard error and exit codes."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from communities.models import Community
from tests.factories import CommunityFactory
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db
FILE = "responsibilities/data/thirteen_ems.json"
EXPECTED = json.loads(Path("tests/data/thirteen_ems_expected.json").read_bytes())


def printed(*command: str) -> Any:
    """Run a command and return the one JSON value that it prints."""
    out = io.StringIO()
    call_command(*command, stdout=out)
    return json.loads(out.getvalue())


def without_facilitator(folder: Path) -> str:
    document = json.loads(Path(FILE).read_bytes())
    document["participants"][0]["role"] = "participant"
    (folder / "workshop.json").write_text(json.dumps(document))
    return str(folder / "workshop.json")


def test_import_says_where_the_workshop_is() -> None:
    where = printed("import_workshop", FILE)
    workshop = Workshop.objects.get()
    assert list(where) == ["id", "url", "code", "facilitator_url"]
    assert where["id"] == str(workshop.id)
    assert where["url"] == f"http://localhost:8000/w/{workshop.id}/"
    assert where["code"] == workshop.code
    assert where["facilitator_url"].startswith(f"{where['url']}facilitate/")


def test_the_facilitators_link_lets_one_in(client: Client) -> None:
    where = printed("import_workshop", FILE)
    answer = client.get(where["facilitator_url"].removeprefix("http://localhost:8000"))
    assert answer.status_code in (302, 303)
    assert "remit_seat" in answer.cookies


def test_the_link_is_that_of_the_facilitator_in_the_file(tmp_path: Path) -> None:
    printed("import_workshop", FILE)
    assert Participant.objects.filter(role="facilitator").get().key == "em01"


def test_a_file_without_a_facilitator_gets_one_who_only_steers(tmp_path: Path) -> None:
    printed("import_workshop", without_facilitator(tmp_path))
    facilitator = Participant.objects.filter(role="facilitator").get()
    assert (facilitator.name, facilitator.takes_part) == ("Facilitator", False)
    assert printed("export_workshop", str(Workshop.objects.get().id))["participants"][0]["name"] == "EM 1"


def test_the_workshop_goes_to_the_first_community_and_one_is_made_if_there_is_none() -> None:
    printed("import_workshop", FILE)
    assert Community.objects.get().name == "Our community"
    CommunityFactory(name="Later")
    printed("import_workshop", FILE)
    assert {workshop.community.name for workshop in Workshop.objects.all()} == {"Our community"}


def test_a_minus_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.TextIOWrapper(io.BytesIO(Path(FILE).read_bytes()))
    monkeypatch.setattr("sys.stdin", raw)
    assert printed("import_workshop", "-")["id"] == str(Workshop.objects.get().id)


def test_a_bad_file_ends_with_the_place_and_the_reason_and_nothing_kept(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('{"format": "remit.workshop/9"}')
    with pytest.raises(SystemExit) as caught:
        call_command("import_workshop", str(tmp_path / "bad.json"))
    # Python prints this on standard error and ends with exit code 1.
    assert caught.value.code == "$.format: must be “remit.workshop/1”"
    assert not Workshop.objects.exists()
    assert not Community.objects.exists()


def test_a_missing_file_is_said_so() -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_workshop", "nowhere.json")


def test_export_prints_what_was_imported() -> None:
    where = printed("import_workshop", FILE)
    out = io.StringIO()
    call_command("export_workshop", where["id"], stdout=out)
    assert json.loads(out.getvalue()) == json.loads(Path(FILE).read_bytes())
    assert out.getvalue().startswith('{\n "format"')
    assert "🦄" in out.getvalue()


def test_verdicts_prints_what_the_rules_give() -> None:
    assert printed("verdicts", printed("import_workshop", FILE)["id"]) == EXPECTED


@pytest.mark.parametrize("command", ["export_workshop", "verdicts"])
@pytest.mark.parametrize("given", ["nonsense", "6d0ad0f6-5c2b-4f5b-9a55-0d6f0c5f8f11"])
def test_a_workshop_that_is_not_there_is_said_so(command: str, given: str) -> None:
    with pytest.raises(CommandError, match="There is no workshop"):
        call_command(command, given)
