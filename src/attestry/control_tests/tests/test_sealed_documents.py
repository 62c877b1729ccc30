"""A sealed document that says no control test, or no grounds, is refused: a stranger may have written it."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from attestry.control_tests import grounds
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.tests.asking import asked

WHOLE = orjson.loads(asked().document)
STREAM = ["okta", "account", "Accounts", "state", ["files_account"], 93600]


def test_what_was_sealed_of_a_test_says_the_same_test() -> None:
    made = Definition.of_document(asked().document)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    assert (made.document, made.sql, made.holds_until(at)) == (
        asked().document,
        asked().sql,
        asked().holds_until(at),
    )


@pytest.mark.parametrize(
    "bent",
    [
        {"every": 10**18},
        {"every": -1},
        {"respond_within": 1.5},
        {"parameters": {"days": 2**60}},
        {"population": ["files_account"]},
        {"population": "files_worker"},
        {"reads": {"files_account": 5}},
        {"id": ["a"]},
        {"id": "../x"},
        {"sql": 5},
        {"more": 1},
    ],
    ids=str,
)
def test_a_document_that_says_something_else_is_refused(bent: dict[str, object]) -> None:
    with pytest.raises(TestDefinitionRefused):
        Definition.of_document(orjson.dumps({**WHOLE, **bent}, option=orjson.OPT_SORT_KEYS))


def test_a_document_that_is_nested_without_end_is_refused() -> None:
    deep = b"[" * 800 + b"]" * 800
    with pytest.raises(TestDefinitionRefused):
        Definition.of_document(
            orjson.dumps({**WHOLE, "parameters": {"days": 7}}).replace(b":7}", b":" + deep + b"}")
        )


@pytest.mark.parametrize("fresh_for", [10**18, -1, "26h", None])
def test_grounds_whose_span_leads_out_of_the_calendar_are_refused(fresh_for: object) -> None:
    line = [0, None, "", ""]
    assert grounds.read({"streams": [STREAM]}, [line])[0].stream == "account"
    with pytest.raises(ValueError, match="is no span"):
        grounds.read({"streams": [[*STREAM[:5], fresh_for]]}, [line])
