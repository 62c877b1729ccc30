"""A control test as these tests write one: a question of accounts, put in the library's place."""

from __future__ import annotations

import pytest

from attestry.control_tests import queries
from attestry.control_tests.models import Result
from attestry.control_tests.outcomes import current
from attestry.control_tests.rules.definition import Definition, Meaning

TABLE = "files_account"
HAS_FACTOR = """
SELECT account_id AS item_id, sign_in_name AS item_name,
  CASE WHEN mfa_factor IS NULL THEN 'unknown' WHEN mfa_factor = 'none' THEN 'fail' ELSE 'pass' END AS outcome,
  'factor: ' || coalesce(mfa_factor, 'not known') AS reason, mfa_factor
FROM files_account WHERE is_active
"""


def asked(name="accounts-have-factor", sql=HAS_FACTOR, **meaning):
    """A definition as the library would hold it."""
    given = {
        "id": name,
        "title": "Every active account has a second factor",
        "why": "A password alone is guessed.",
        "controls": ("IAM-01",),
        "population": TABLE,
        "reads": {TABLE: ("account_id", "sign_in_name", "mfa_factor", "is_active")},
        "every": "24h",
        "respond_within": "7d",
        "on_failure": "Set a factor.",
        "cases": ({"name": "none"},),
        **meaning,
    }
    return Definition(Meaning.model_validate(given), sql.strip(), "tests")


@pytest.fixture
def library(monkeypatch):
    """Puts the given definitions in the place of the library's."""

    def put(*definitions):
        known = {one.id: one for one in definitions}
        for user in ("uses", "queries"):
            monkeypatch.setattr(f"attestry.control_tests.{user}.definitions", lambda: known)
        assert queries.definitions() is known

    return put


def result(run, name="accounts-have-factor"):
    return Result.objects.get(run=run, test_id=name)


def items(run, name="accounts-have-factor"):
    """Item to outcome as of a run, out of the log."""
    select = "SELECT item_id, outcome FROM {rows} ORDER BY 1"
    return dict(current(run.ordinal, narrowed="test_id = $test", select=select, values={"test": name}))
