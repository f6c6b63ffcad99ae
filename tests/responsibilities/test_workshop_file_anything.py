"""Whatever bytes come in, a workshop results or a refusal; never anything else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responsibilities.actions.import_workshop import import_workshop
from responsibilities.workshop_file import NotAWorkshopFile, export, read
from tests.documents import Document, documents
from tests.factories import CommunityFactory

pytestmark = pytest.mark.django_db
THIRTEEN_EMS = Path("responsibilities/data/thirteen_ems.json").read_bytes()

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
examples = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def comes_in_or_is_refused(raw: bytes) -> None:
    try:
        document = read(raw)
    except NotAWorkshopFile:
        return
    workshop = import_workshop(document=document, community=CommunityFactory())
    connection.check_constraints()
    assert read(json.dumps(export(workshop)).encode())


@examples
@given(st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_bytes_come_a_workshop_or_a_refusal_results(raw: bytes) -> None:
    comes_in_or_is_refused(raw)


@examples
@given(documents(), st.data())
def test_a_good_file_with_one_value_changed_comes_in_or_is_refused(document: Document, data: st.DataObject) -> None:
    spot: Any = document
    while True:
        step = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
        if not isinstance(spot[step], (dict, list)) or not spot[step] or data.draw(st.booleans()):
            break
        spot = spot[step]
    spot[step] = data.draw(JSON | st.sampled_from(["r", "p", "red", "2/3", 2**31, 2.0, "x" * 61]))
    comes_in_or_is_refused(json.dumps(document).encode())


@settings(examples, max_examples=30)
@given(st.integers(0, len(THIRTEEN_EMS)), st.integers(0, 30), st.binary(max_size=5))
def test_a_good_file_with_a_few_bytes_changed_comes_in_or_is_refused(at: int, length: int, instead: bytes) -> None:
    comes_in_or_is_refused(THIRTEEN_EMS[:at] + instead + THIRTEEN_EMS[at + length :])
