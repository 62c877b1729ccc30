"""Known weaknesses on a day: the SQL of their control test, asked of the lists that are sealed.

A test's log keeps an item when its outcome changes; days pass without one, so they are counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from attestry.connectors.queries import table_shape
from attestry.control_tests.queries import chosen_parameters, definition
from attestry.effectiveness.rules.vulnerabilities import Vulnerability
from attestry.evidence.chain import state_sql
from attestry.evidence.queries import StreamView, chains, stream_views
from attestry.kit import duck

TEST = "files-vulnerability-fixed-in-time"
TABLE = "files_vulnerability"
_SECONDS = 20.0
_ASKED = """
WITH {table} AS ({sealed})
SELECT answered.item_id, answered.item_name, answered.severity, answered.outcome, answered.reason,
    answered.found_on, answered.fixed_on, answered.days_open, answered.days_allowed,
    listed.accepted_until, listed.accepted_by, listed.owner
FROM (
{question}
) AS answered JOIN {table} AS listed ON listed.vulnerability_id = answered.item_id
ORDER BY answered.item_id
"""


@dataclass(frozen=True, slots=True)
class SealedList:
    """A list that was handed in: its connection, the entry that holds it, and why it may be out of date."""

    title: str
    entry_seq: int
    unseen: str


@dataclass(frozen=True, slots=True)
class Vulnerabilities:
    """Every weakness, the lists they stand in, and the days that each severity allows."""

    found: tuple[Vulnerability, ...]
    lists: tuple[SealedList, ...]
    allowed: dict[str, int]


def vulnerabilities(at: datetime, known_at: datetime | None = None) -> Vulnerabilities:
    """Every open weakness as of ``at``, and those fixed within the test's look-back."""
    asked = definition(TEST)
    usual = {name: one.default for name, one in asked.meaning.parameters.items()}
    values: dict[str, Any] = {**usual, **chosen_parameters().get(TEST, {})}
    views = [one for one in stream_views(at, known_at) if TABLE in one.stream.tables and one.entry]
    allowed = {name.removesuffix("_days"): int(value) for name, value in values.items()}
    parts = [part for part in map(_sealed, views) if part]
    if not parts:
        return Vulnerabilities((), (), allowed)
    sql = _ASKED.format(table=TABLE, sealed=" UNION ALL ".join(parts), question=asked.sql)
    given = {**values, "as_of": at.astimezone(UTC).replace(tzinfo=None)}
    with duck.shared() as db:
        rows = duck.bounded(db, sql, given, seconds=_SECONDS).fetchall()
    lists = tuple(
        SealedList(one.connection.title or one.connection.name, one.entry.seq, one.unseen)
        for one in views
        if one.entry
    )
    return Vulnerabilities(tuple(_vulnerability(row) for row in rows), lists, allowed)


def _sealed(view: StreamView) -> str:
    chain = chains(view.entry).get(TABLE) if view.entry else None
    shape = table_shape(TABLE)
    return state_sql(shape, chain, shape.column_names) if chain else ""


def _vulnerability(row: tuple[Any, ...]) -> Vulnerability:
    item_id, what, severity, outcome, reason, found_on, fixed_on, days_open, days_allowed, *exception = row
    accepted_until, accepted_by, owner = exception
    return Vulnerability(
        item_id=str(item_id),
        what=str(what),
        severity=(severity or "").lower(),
        outcome=str(outcome),
        reason=str(reason),
        found_on=found_on,
        fixed_on=fixed_on,
        days_open=days_open,
        days_allowed=days_allowed,
        accepted_until=accepted_until,
        accepted_by=accepted_by or "",
        owner=owner or "",
    )
