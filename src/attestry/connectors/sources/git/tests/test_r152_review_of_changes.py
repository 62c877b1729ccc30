"""The control tests of changes, put to a real repository with four breaches in it (R152)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from attestry.connectors.sources.git.tests.made import ANN, BOB, MadeRepository, make_repository
from attestry.connectors.sources.git.tests.reading import SOURCE, Seen, read
from attestry.kit.content import library
from attestry.kit.duck import Connection, opened

TESTS = ("git-no-direct-push", "git-change-reviewed-by-another", "git-merged-as-approved", "git-no-bypass")
_NUMBERS = iter(range(1, 1000))


def pull_request(made: MadeRepository, *trailers: str, after_approval: bool = False) -> str:
    """A pull request by Ann, approved at its last commit, or before one more was pushed."""
    number = next(_NUMBERS)
    made.branch(f"idea-{number}")
    made.commit("First half")
    approved = made.commit("Second half")
    if after_approval:
        made.commit("One more thing")
    lines = (f"Pull-Request: #{number}", f"Approved-Commit: {approved}", *trailers)
    return made.merge(f"idea-{number}", f"Merge idea {number}", *lines)


@pytest.fixture
def made(tmp_path: Path) -> MadeRepository:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    return made


@pytest.fixture
def flagged(made: MadeRepository) -> Iterator[dict[str, set[str]]]:
    """What each test flags, by test; the change's name in place of its digest."""
    names = {
        pull_request(made, f"Reviewed-by: {BOB}"): "reviewed",
        made.commit("Quick fix"): "direct push",
        pull_request(made, f"Approved-by: {BOB}"): "approved",
        pull_request(made, f"Approved-by: {ANN}"): "self-approved",
        pull_request(made, f"Approved-by: {BOB}", after_approval=True): "pushed after approval",
        pull_request(made, f"Approved-by: {BOB}", f"Bypass-by: {ANN}"): "admin bypass",
        pull_request(made, f"Reviewed-by: {BOB}", f"Merged-by: {BOB}"): "reviewed again",
    }
    seen = read("merges", made.path)
    with opened() as connection:
        connection.execute((SOURCE / "tables.sql").read_text())
        _load(connection, seen)
        yield {
            test: {names[item.rpartition("@")[2]] for item in _failing(connection, test)} for test in TESTS
        }


def test_r152_exactly_the_four_breaches_are_flagged(flagged: dict[str, set[str]]) -> None:
    assert flagged == {
        "git-no-direct-push": {"direct push"},
        "git-change-reviewed-by-another": {"self-approved"},
        "git-merged-as-approved": {"pushed after approval"},
        "git-no-bypass": {"admin bypass"},
    }


def _load(connection: Connection, seen: Seen) -> None:
    for table, rows in seen.rows.items():
        for row in rows:
            marks = ", ".join("?" for _ in row)
            values: list[Any] = list(row.values())
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", values)


def _failing(connection: Connection, test: str) -> list[str]:
    sql = (library() / "control_tests" / "git" / f"{test}.sql").read_text()
    parameters = {"minimum_reviewers": 1} if "$minimum_reviewers" in sql else None
    rows = connection.execute(sql, parameters).fetchall()
    assert {row[2] for row in rows} <= {"pass", "fail"}
    return [row[0] for row in rows if row[2] == "fail"]
