"""The items of a test's population as of an instant: counted, narrowed, paged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from attestry.control_tests.models import Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.outcomes import current, run_at
from attestry.control_tests.rules.outcome import Outcome

RANK = "CASE outcome WHEN 'fail' THEN 0 WHEN 'unknown' THEN 1 WHEN 'pass' THEN 2 ELSE 3 END"
WORST_FIRST = f"{RANK}, item_name, item_id"


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
    known_at: datetime | None = None,
    outcome: Outcome | None = None,
    search: str = "",
    offset: int = 0,
    limit: int = 50,
) -> ItemPage:
    """The items of a test as of ``at``, as known on ``known_at``, worst first, then by name."""
    ordinal = run_at(at, known_at)
    if ordinal is None:
        return ItemPage((), 0)
    where, values = _narrowed(outcome, search)
    rows = current(
        ordinal,
        narrowed="test_id = $test",
        values={"test": test_id, **values},
        select=(
            f"SELECT item_id, item_name, outcome, reason, details, _ordinal, count(*) OVER () "
            f"FROM {{rows}} WHERE {where} ORDER BY {WORST_FIRST} "
            f"LIMIT {int(limit)} OFFSET {int(offset)}"
        ),
    )
    runs = Run.objects.in_bulk({row[5] for row in rows})
    found = tuple(_item(row, runs) for row in rows)
    return ItemPage(found, int(rows[0][6]) if rows else 0)


def worst_items(
    test_ids: Sequence[str], *, at: datetime, limit: int, known_at: datetime | None = None
) -> dict[str, tuple[Item, ...]]:
    """The worst items of several tests as of ``at``, at most ``limit`` of each, in one reading."""
    ordinal = run_at(at, known_at)
    if ordinal is None or not test_ids:
        return {}
    tests = list(test_ids)
    place = f"{{{{'rank': {RANK}, 'name': item_name, 'item': item_id}}}}"
    named = current(
        ordinal,
        narrowed="list_contains($tests, test_id)",
        values={"tests": tests},
        select=(
            f"SELECT test_id, place.item FROM (SELECT test_id, unnest(min({place}, {int(limit)})) AS place "
            f"FROM {{rows}} WHERE outcome <> '{LEFT}' GROUP BY test_id)"
        ),
    )
    # Only of the few worst are the words read that explain them.
    rows = current(
        ordinal,
        narrowed="(test_id, item_id) IN (SELECT unnest($tests), unnest($items))",
        values={"tests": [row[0] for row in named], "items": [row[1] for row in named]},
        select=(
            f"SELECT test_id, item_id, item_name, outcome, reason, details, _ordinal FROM {{rows}} "
            f"ORDER BY test_id, {WORST_FIRST}"
        ),
    )
    runs = Run.objects.in_bulk({row[6] for row in rows})
    found: dict[str, list[Item]] = {}
    for test_id, *row in rows:
        found.setdefault(test_id, []).append(_item(row, runs))
    return {test_id: tuple(worst) for test_id, worst in found.items()}


def _item(row: Sequence[Any], runs: Mapping[int, Run]) -> Item:
    item_id, name, outcome, reason, details, ordinal = row[:6]
    run = runs[ordinal]
    said = orjson.loads(details or "{}")
    return Item(item_id, name or item_id, Outcome(outcome), reason, said, run.as_of, run.entry_seq)


def _narrowed(outcome: Outcome | None, search: str) -> tuple[str, dict[str, Any]]:
    clauses: list[str] = [f"outcome <> '{LEFT}'"]
    values: dict[str, Any] = {}
    if outcome is not None:
        clauses.append("outcome = $outcome")
        values["outcome"] = outcome.value
    if search:
        clauses.append(
            "(contains(lower(item_name), lower($search)) OR contains(lower(item_id), lower($search)))"
        )
        values["search"] = search
    return " AND ".join(clauses), values
