"""The values that stand in for a right one, by its type: what a threshold has to tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from attestry.control_tests.rules.definition import Case, Definition
from attestry.kit.clock import from_text
from attestry.kit.duck import TableShape

UNRELATED, BLANK = "unrelated-7f3a", " "
_DAYS = {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 31.0, "years": 366.0}
_FAR = 4000
_LARGE = 10_000_000


def texts_of(definition: Definition, case: Case, shape: TableShape, row: int, column: str) -> tuple[str, ...]:
    """Other texts for a cell: the column's in any case, the row's others, an unrelated one, a blank."""
    given = case.given[shape.name][row]
    known = [
        line.get(column) for other in definition.meaning.cases for line in other.given.get(shape.name, ())
    ]
    beside = [value for name, value in given.items() if name != column and shape.types[name] == "VARCHAR"]
    texts = [
        one for one in (*known, *beside, UNRELATED, BLANK) if isinstance(one, str) and one != given[column]
    ]
    return tuple(dict.fromkeys(texts))


def spans_of(definition: Definition, parameters: Mapping[str, Any]) -> tuple[tuple[float, float], ...]:
    """Every numeric threshold as it is, and in days by its unit (days where it has none)."""
    return tuple(
        (float(value), float(value) * _DAYS.get(definition.meaning.parameters[name].unit, 1.0))
        for name, value in parameters.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    )


def moved(kind: str, value: Any, spans: Sequence[tuple[float, float]]) -> tuple[Any, ...]:
    """A number or an instant on the other sides of every threshold, and far out both ways."""
    if kind in ("BIGINT", "DOUBLE"):
        steps = [step for plain, _ in spans for step in (plain - 1, plain, plain + 1)]
        found: Iterable[Any] = (type(value)(one) for one in (0, value - 1, value + 1, *steps, _LARGE, -1))
        return tuple(dict.fromkeys(one for one in found if one != value))
    days = [int(length) + 2 for _, length in spans] + [_FAR]
    shifts = [timedelta(days=sign * length) for length in days for sign in (1, -1)]
    return tuple(dict.fromkeys(_shifted(kind, value, shift) for shift in shifts))


def _shifted(kind: str, value: Any, shift: timedelta) -> Any:
    if kind == "DATE":
        return date.fromisoformat(str(value)) + shift
    instant = value if isinstance(value, datetime) else from_text(str(value))
    return instant.replace(tzinfo=None) + shift
