"""Exposure over a period: each time an item failed, counted, narrowed and paged in the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from attestry.control_tests.models import Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.outcomes import BATCH, ask_log, each_of_log
from attestry.control_tests.queries import definitions
from attestry.effectiveness.queries.exposure_sql import EPISODES, PAGE, STATES, TOTALS
from attestry.effectiveness.queries.watches import (
    TestWatch,
    failing_tests,
    instant,
    microseconds,
    watches,
)
from attestry.effectiveness.rules.exposure import Ending, Episode, Totals

# Each as the engine orders by it; what nothing is known of stands last.
ORDERS = {
    "worst": "standing DESC",
    "item": "lower(item_name)",
    "since": "first_fail",
    "standing": "standing",
    "at_most": "at_most",
    "detect": "to_detect",
}
_LAST = "first_fail, test_id, item_id"
_OF_TESTS = "list_contains($test, test_id)"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: tests, the period [from_at, at), what was known by when, and what it is narrowed to."""

    test_ids: tuple[str, ...]
    from_at: datetime
    at: datetime
    known_at: datetime | None = None
    state: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class ExposedItem:
    """One episode of one item, with the test that saw it and the entry that first did."""

    test_id: str
    test_title: str
    controls: tuple[str, ...]
    item_id: str
    item_name: str
    reason: str
    entry_seq: int
    episode: Episode


@dataclass(frozen=True, slots=True)
class Exposure:
    """One page of episodes, how many there are of the state asked for, and the totals whatever the state."""

    totals: Totals
    items: tuple[ExposedItem, ...]
    count: int


_NOTHING = Exposure(Totals(0, 0, 0, timedelta(), timedelta(), None, None, None, None, 0, 0, 0), (), 0)


def exposed_tests(at: datetime, known_at: datetime | None = None) -> tuple[str, ...]:
    """The tests that the exposure of the whole program is about: every one that ever found a failure."""
    return failing_tests(at, known_at)


def exposure(
    asked: Asked, *, sort: str = "worst", descending: bool = False, offset: int = 0, limit: int = 50
) -> Exposure:
    """The episodes asked for, worst first unless sorted otherwise. Two questions, whatever the size."""
    found = watches(asked.test_ids, at=asked.at, known_at=asked.known_at)
    if not found:
        return _NOTHING
    values = _values(asked, found)
    total = _totals(_ask(EPISODES + TOTALS, {**values, "search": asked.search})[0])
    rows = _rows(asked, values, _order(sort, descending=descending), offset, limit) if total.episodes else ()
    return Exposure(total, _items(rows, asked.at), total.of_state(asked.state))


def exposure_totals(asked: Asked) -> Totals:
    """The totals alone, in one question."""
    found = watches(asked.test_ids, at=asked.at, known_at=asked.known_at)
    if not found:
        return _NOTHING.totals
    return _totals(_ask(EPISODES + TOTALS, {**_values(asked, found), "search": asked.search})[0])


def all_exposed(asked: Asked, *, sort: str = "worst", descending: bool = False) -> Iterator[ExposedItem]:
    """Every episode asked for, in order, asked once and read in batches."""
    found = watches(asked.test_ids, at=asked.at, known_at=asked.known_at)
    if not found:
        return
    page = _page(asked, _order(sort, descending=descending), "ALL", 0)
    values = {**_values(asked, found), "search": asked.search}
    rows = each_of_log(narrowed=_OF_TESTS, select=EPISODES + page, values=values)
    while batch := tuple(islice(rows, BATCH)):
        yield from _items(batch, asked.at)


def _order(sort: str, *, descending: bool) -> str:
    order = ORDERS.get(sort, ORDERS["worst"])
    turned = " DESC" if descending and sort != "worst" else ""
    return f"{order}{turned} NULLS LAST, {_LAST}"


def _rows(
    asked: Asked, values: dict[str, Any], order: str, offset: int, limit: int
) -> Sequence[tuple[Any, ...]]:
    page = _page(asked, order, int(limit), offset)
    return _ask(EPISODES + page, {**values, "search": asked.search})


def _page(asked: Asked, order: str, limit: int | str, offset: int) -> str:
    return PAGE.format(state=STATES[asked.state], order=order, limit=limit, offset=int(offset))


def _items(rows: Sequence[tuple[Any, ...]], at: datetime) -> tuple[ExposedItem, ...]:
    runs = dict(Run.objects.filter(pk__in={row[4] for row in rows}).values_list("pk", "entry_seq"))
    return tuple(_item(row, runs[row[4]], at) for row in rows)


def _ask(select: str, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    return ask_log(narrowed=_OF_TESTS, select=select, values=values)


def _values(asked: Asked, found: Sequence[TestWatch]) -> dict[str, Any]:
    """The runs and the tests as columns, for the engine to unfold."""
    runs = [
        (
            one.test_id,
            ordinal,
            microseconds(run.at),
            microseconds(one.watch.runs[number - 1].at) if number else None,
            microseconds(one.watch.held[number]),
            microseconds(one.watch.held[number - 1]) if number else None,
        )
        for one in found
        for number, (ordinal, run) in enumerate(zip(one.ordinals, one.watch.runs, strict=True))
    ]
    names = ("run_test", "run_ordinal", "run_at", "run_before", "run_held", "run_held_before")
    columns = dict(zip(names, map(list, zip(*runs, strict=True)), strict=True))
    return {
        **columns,
        "test": [one.test_id for one in found],
        "within": [microseconds(one.within) for one in found],
        "last_at": [microseconds(one.watch.runs[-1].at) for one in found],
        "last_held": [microseconds(one.watch.held[-1]) for one in found],
        "held_from": [microseconds(one.watch.held_until(asked.from_at)) for one in found],
        "from_at": microseconds(asked.from_at),
        "at": microseconds(asked.at),
    }


def _item(row: Sequence[Any], entry_seq: int, at: datetime) -> ExposedItem:
    test_id, item_id, name, reason, _, first, last, right, ended, ending, proved, within, happened = row
    asked = definitions().get(test_id)
    return ExposedItem(
        test_id=test_id,
        test_title=asked.meaning.title if asked else test_id,
        controls=asked.meaning.controls if asked else (),
        item_id=item_id,
        item_name=name,
        reason=reason,
        entry_seq=entry_seq,
        episode=Episode(
            first_fail=instant(first),
            last_fail=instant(last),
            last_right=_instant(right),
            ended=_instant(ended),
            ending=_ending(ended, ending),
            proved=timedelta(microseconds=int(proved)),
            within=timedelta(microseconds=within),
            at=at,
            happened_at=_instant(happened),
        ),
    )


def _instant(count: int | None) -> datetime | None:
    return None if count is None else instant(count)


def _ending(ended: int | None, how: str | None) -> Ending:
    if ended is None:
        return Ending.OPEN
    return Ending.LEFT if how == LEFT[0] else Ending.FIXED


def _totals(row: Sequence[Any]) -> Totals:
    detect, worst_detect, fix, worst_fix = (None if one is None else _length(one) for one in row[5:9])
    return Totals(
        episodes=row[0],
        items=row[1],
        open=row[2],
        proved=_length(row[3]),
        at_most=_length(row[4]),
        median_detect=detect,
        worst_detect=worst_detect,
        median_fix=fix,
        worst_fix=worst_fix,
        kept=row[9],
        broken=row[10],
        running=row[11],
    )


def _length(count: float) -> timedelta:
    return timedelta(microseconds=int(count))
