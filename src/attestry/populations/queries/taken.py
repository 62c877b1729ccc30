"""A list as it was taken from what is sealed: its items, its rows counted, and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from attestry.populations.models import Population
from attestry.populations.rules.drawing import FrozenItem
from attestry.populations.rules.spread import quarters, series

SERIES_SHOWN, STRATA_SHOWN = 5, 100


@dataclass(frozen=True, slots=True)
class TakenList:
    """The items in the order in which they are frozen: by instant, then by item.

    ``names_before`` are the items of the period before the filters: gaps in their numbers are gaps.
    """

    items: Sequence[FrozenItem]
    rows_total: int
    rows_undated: int
    rows_in_period: int
    query: str
    principal: str
    entries_read: Sequence[int]
    names_before: Sequence[str]
    facts: dict[str, Any] = field(default_factory=dict)


def in_order(items: Iterable[FrozenItem]) -> list[FrozenItem]:
    """The order of a frozen list."""
    return sorted(items, key=lambda one: (one.at, one.item))


def shape_of(population: Population, taken: TakenList) -> dict[str, Any]:
    """What is counted of a list once, when it is taken: quarters, strata, numbers."""
    items = taken.items
    days = [one.on for one in items if one.on is not None]
    strata = Counter(one.stratum for one in items) if population.stratum_column else Counter()
    return {
        "quarters": [
            [one.label, one.population_count]
            for one in quarters(population.from_on, population.until_on, days, ())
        ]
        if days
        else [],
        "strata_count": len(strata),
        "strata": [[name, count] for name, count in strata.most_common(STRATA_SHOWN)],
        "series": [asdict(one) for one in series(taken.names_before)[:SERIES_SHOWN]],
    }
