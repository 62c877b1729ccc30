"""The items of a test's population as of an instant: counted, narrowed, paged."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from attestry.control_tests.models import Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.rules.outcome import Outcome
from attestry.evidence.queries import store
from attestry.kit import duck


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
    runs = {run.ordinal: run for run in Run.objects.filter(as_of__lte=at).order_by("ordinal")}
    files = [store().existing_path(run.segment) for run in runs.values() if run.segment]
    if not files:
        return ItemPage((), 0)
    where, values = _narrowed(test_id, outcome, search)
    current = (
        f"SELECT * FROM read_parquet({duck.path_list(files)}) WHERE test_id = $test "
        f"QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY _ordinal DESC) = 1"
    )
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder, duck.opened(Path(folder)) as db:
        rows = duck.bounded(
            db,
            f"SELECT item_id, item_name, outcome, reason, details, _ordinal, count(*) OVER () "
            f"FROM ({current}) WHERE {where} ORDER BY CASE outcome WHEN 'fail' THEN 0 "
            f"WHEN 'unknown' THEN 1 WHEN 'pass' THEN 2 ELSE 3 END, item_name, item_id "
            f"LIMIT {int(limit)} OFFSET {int(offset)}",
            values,
            seconds=60,
        ).fetchall()
    found = tuple(
        Item(
            item, name or item, Outcome(said), reason, orjson.loads(details or "{}"), runs[n].as_of, runs[n].entry_seq
        )
        for item, name, said, reason, details, n, _ in rows
    )
    return ItemPage(found, int(rows[0][6]) if rows else 0)


def _narrowed(test_id: str, outcome: Outcome | None, search: str) -> tuple[str, dict[str, Any]]:
    clauses, values = [f"outcome <> '{LEFT}'"], {"test": test_id}
    if outcome is not None:
        clauses.append("outcome = $outcome")
        values["outcome"] = outcome.value
    if search:
        clauses.append("(contains(lower(item_name), lower($search)) OR contains(lower(item_id), lower($search)))")
        values["search"] = search
    return " AND ".join(clauses), values
