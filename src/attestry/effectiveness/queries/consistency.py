"""Consistency of what happens per event: each item of the population is one expected occurrence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry.control_tests.models import Run
from attestry.control_tests.outcomes import ask_log
from attestry.control_tests.queries import definitions
from attestry.effectiveness.queries.brought import tests_of
from attestry.effectiveness.rules.consistency import Consistency

NAMED = 20

_ITEMS = """
WITH runs AS (SELECT unnest($ordinal) AS _ordinal, unnest($is_over) AS is_over),
line AS (
    SELECT log.*, lead(runs.is_over) OVER (
        PARTITION BY test_id, item_id ORDER BY log._ordinal) AS is_over
    FROM {rows} AS log JOIN runs ON runs._ordinal = log._ordinal
),
item AS (
    SELECT test_id, item_id, coalesce(max(item_name), item_id) AS item_name,
        bool_or(outcome = 'fail') AS is_wrong,
        bool_or(outcome = 'pass') AS is_right,
        bool_or(outcome = 'unknown') AS is_unknown,
        first(reason ORDER BY _ordinal) FILTER (outcome = 'fail') AS reason
    FROM line
    WHERE NOT coalesce(is_over, false)
    GROUP BY test_id, item_id
    HAVING is_wrong OR is_right OR is_unknown
)
"""
_COUNTS = """
SELECT test_id, count(*), count(*) FILTER (is_right AND NOT is_wrong),
    count(*) FILTER (is_unknown AND NOT is_right AND NOT is_wrong)
FROM item GROUP BY test_id ORDER BY test_id
"""
_WRONG = f"""
SELECT test_id, item_id, item_name, reason FROM item WHERE is_wrong
QUALIFY row_number() OVER (PARTITION BY test_id ORDER BY item_name, item_id) <= {NAMED}
ORDER BY test_id, item_name, item_id
"""


@dataclass(frozen=True, slots=True)
class WrongItem:
    """One item that was not done right, and why."""

    item_id: str
    item_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class PopulationFigure:
    """How many items that a test concerned in a period were right throughout, and the first that were not."""

    test_id: str
    title: str
    figure: Consistency
    wrong: tuple[WrongItem, ...]


def population_figures(
    key: str, *, from_at: datetime, at: datetime, known_at: datetime | None = None
) -> tuple[PopulationFigure, ...]:
    """The figures of a control's populations over [from_at, at), one for each test that sees one.

    An item that failed at any observation was not done right; one that was only ever not
    applicable was not expected.
    """
    runs = Run.objects.filter(as_of__lte=at)
    if known_at is not None:
        runs = runs.filter(recorded_at__lte=known_at)
    told = list(runs.values_list("ordinal", "as_of"))
    values = {
        "tests": list(tests_of([key])[key]),
        "ordinal": [ordinal for ordinal, _ in told],
        "is_over": [as_of <= from_at for _, as_of in told],
    }
    if not values["tests"] or not told:
        return ()
    counts = _ask(_ITEMS + _COUNTS, values)
    wrong: dict[str, list[WrongItem]] = {}
    for test_id, *row in _ask(_ITEMS + _WRONG, values):
        wrong.setdefault(test_id, []).append(WrongItem(*row))
    return tuple(
        PopulationFigure(
            test_id,
            definitions()[test_id].meaning.title,
            Consistency(expected, right, unknown),
            tuple(wrong.get(test_id, ())),
        )
        for test_id, expected, right, unknown in counts
    )


def _ask(select: str, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    return ask_log(narrowed="list_contains($tests, test_id)", select=select, values=values)
