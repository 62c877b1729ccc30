"""The items of a test's population as of an instant: counted, narrowed, paged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from attestry.control_tests.models import Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.outcomes import current, run_at
from attestry.control_tests.rules.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its outcome, why, the values that decided, and since which run."""

    item_id: str
    item_name: str
    outcome: Outcome
    reason: str
    details: dict[str, Any]
    since: datetime
    entry_seq: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of items, and how many there are in all."""

    items: tuple[Item, ...]
    total: int


def items(
    test_id: str,
    *,
    at: datetime,
    outcome: Outcome | None = None,
    search: str = "",
    offset: int = 0,
    limit: int = 50,
) -> ItemPage:
    """The items of a test as of ``at``, worst first, then by name."""
    ordinal = run_at(at)
    if ordinal is None:
        return ItemPage((), 0)
    where, values = _narrowed(outcome, search)
    rows = current(
        ordinal,
        narrowed="test_id = $test",
        values={"test": test_id, **values},
        select=(
            f"SELECT item_id, item_name, outcome, reason, details, _ordinal, count(*) OVER () "
            f"FROM {{rows}} WHERE {where} ORDER BY CASE outcome WHEN 'fail' THEN 0 "
            f"WHEN 'unknown' THEN 1 WHEN 'pass' THEN 2 ELSE 3 END, item_name, item_id "
            f"LIMIT {int(limit)} OFFSET {int(offset)}"
        ),
    )
    runs = Run.objects.in_bulk({row[5] for row in rows})
    found = tuple(
        Item(
            item, name or item, Outcome(said), reason, orjson.loads(details or "{}"), runs[n].as_of, runs[n].entry_seq
        )
        for item, name, said, reason, details, n, _ in rows
    )
    return ItemPage(found, int(rows[0][6]) if rows else 0)


def _narrowed(outcome: Outcome | None, search: str) -> tuple[str, dict[str, Any]]:
    clauses: list[str] = [f"outcome <> '{LEFT}'"]
    values: dict[str, Any] = {}
    if outcome is not None:
        clauses.append("outcome = $outcome")
        values["outcome"] = outcome.value
    if search:
        clauses.append("(contains(lower(item_name), lower($search)) OR contains(lower(item_id), lower($search)))")
        values["search"] = search
    return " AND ".join(clauses), values
