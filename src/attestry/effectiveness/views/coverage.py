"""The pages of the coverage map: every control along a period, and one control's calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.effectiveness.queries.as_read import maps_as_read_by
from attestry.effectiveness.queries.consistency import PopulationFigure, population_figures
from attestry.effectiveness.queries.coverage_map import (
    ControlCoverage,
    coverage_map,
    coverage_maps,
    has_no_calendar,
)
from attestry.effectiveness.queries.excusals import excusals_of, waiting_excusals
from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.rules.occurrences import GRACE, Rhythm
from attestry.effectiveness.views.coverage_grid import Run, calendar_months, months, runs, squares
from attestry.effectiveness.views.coverage_period import CoveragePeriod, coverage_period
from attestry.effectiveness.views.coverage_words import STATES, cell_words, when_words
from attestry.kit import clock
from attestry.scope.queries.naming import system_name
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice
from attestry.ui.words import month_words

_CALENDARS = frozenset({Rhythm.DAILY, Rhythm.BUSINESS_DAILY})
_NONE = "none"
_CSV = ("control", "title", "how often", "from", "until", "due", "deviation from", "state", "deviation",
        "known", "hours late", "why", "entry")  # fmt: skip


@require_safe
def coverage(request: HttpRequest) -> HttpResponseBase:
    """Every control in use along the period; also as CSV, one line for each expected occurrence."""
    asked = moment(request.GET)
    period = coverage_period(request.GET, asked)
    maps = coverage_maps(period.from_on, period.until_on, at=asked.at, known_at=asked.known_at)
    found = maps_as_read_by(actor_of(request), maps)
    filters = _filters(found)
    shown = months(period.from_on, period.until_on)
    columns = _columns([month_words(first) for first in shown])
    choice = read_choice(request.GET, columns, filters)
    choice = replace(choice, filters={**choice.filters, **period.carried})
    chosen = _sorted([one for one in found if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("coverage.csv", _CSV, (line for one in chosen for line in _csv_lines(one)))
    listing = _page(chosen, choice, columns, filters)
    context = {
        "found": found,
        "counts": Counter(cell.state for one in found for cell in one.cells),
        "listing": listing,
        "shown": shown,
        "squares": {one.key: squares(one, shown, period.carried) for one in listing.rows},
        "waiting": waiting_excusals(asked.known_at),
        **_around(request, asked, period),
    }
    return render(request, "effectiveness/coverage.html", context)


@require_safe
def control_coverage(request: HttpRequest, key: str) -> HttpResponseBase:
    """One control's calendar, what is behind each occurrence, and the excusals asked for it."""
    asked = moment(request.GET)
    period = coverage_period(request.GET, asked)
    whole = coverage_map(key.upper(), period.from_on, period.until_on, at=asked.at, known_at=asked.known_at)
    (found,) = maps_as_read_by(actor_of(request), [whole])
    if request.GET.get("format") == "csv":
        return csv_answer(f"{found.key}-coverage.csv", _CSV, _csv_lines(found))
    context = {
        "one": found,
        "months": calendar_months(found.cells) if found.rhythm in _CALENDARS else (),
        "listed": _listed(found),
        "figures": _figures(found, period, asked),
        "excusals": excusals_of(found.key, asked.known_at),
        "grace": GRACE[found.rhythm] if found.rhythm else None,
        "breadcrumb": [
            ("Coverage", address("coverage")),
            (f"{found.key} {found.title}", address("control", found.key)),
            ("Calendar", ""),
        ],
        **_around(request, asked, period),
    }
    return render(request, "effectiveness/control_coverage.html", context)


def _figures(found: ControlCoverage, period: CoveragePeriod, asked: Moment) -> tuple[PopulationFigure, ...]:
    """How right the populations were in the period, as far as it is over, of a control without a calendar."""
    start, end = (datetime.combine(day, time(), tzinfo=UTC) for day in (period.from_on, period.until_on))
    until = min(asked.at, end)
    if start >= until or not has_no_calendar(found.frequency):
        return ()
    return population_figures(found.key, from_at=start, at=until, known_at=asked.known_at)


def _around(request: HttpRequest, asked: Moment, period: CoveragePeriod) -> dict[str, Any]:
    actor = actor_of(request)
    return {
        "moment": asked,
        "period": period,
        "states": STATES,
        "cell_words": cell_words,
        "when_words": when_words,
        "may": actor.may,
        "actor_key": actor.key,
        "system_name": system_name(),
        **asked.chosen(),
    }


def _listed(found: ControlCoverage) -> tuple[Run, ...]:
    """The occurrences that the table names, newest first: of a daily calendar only what is not simply met."""
    plain = (State.MET, State.PENDING, State.NOT_EXPECTED) if found.rhythm in _CALENDARS else ()
    return tuple(run for run in reversed(runs(found.cells)) if run.first.state not in plain)


def _columns(labels: Sequence[str]) -> tuple[Column, ...]:
    return (
        Column("control", "Control"),
        *(Column(f"m{number}", label, sortable=False) for number, label in enumerate(labels)),
        Column("share", "In time", numeric=True),
    )


def _filters(found: Sequence[ControlCoverage]) -> tuple[Filter, ...]:
    with_state = Counter(state for one in found for state in {cell.state for cell in one.cells})
    states = tuple(Option(one.value, STATES[one].word, with_state[one]) for one in STATES if with_state[one])
    often: dict[str, int] = {}
    for one in found:
        kind = _kind(one)
        often[kind] = often.get(kind, 0) + 1
    words = {_NONE: "No calendar", "watched": "Watched daily"}
    options = tuple(
        Option(kind, words.get(kind, kind.replace("_", " ").capitalize()), often[kind])
        for kind in (*Rhythm, "watched", _NONE)
        if kind in often
    )
    return (Filter("state", "Has", states), Filter("often", "How often", options))


def _kind(one: ControlCoverage) -> str:
    return "watched" if one.is_watched else one.rhythm.value if one.rhythm else _NONE


def _fits(one: ControlCoverage, choice: Choice) -> bool:
    state, often = choice.filters.get("state"), choice.filters.get("often")
    if state and not any(cell.state == state for cell in one.cells):
        return False
    if often and _kind(one) != often:
        return False
    said = f"{one.key} {one.title} {one.category} {one.owner}".lower()
    return all(word in said for word in choice.search.lower().split())


def _sorted(found: list[ControlCoverage], choice: Choice) -> list[ControlCoverage]:
    keys: dict[str, Callable[[ControlCoverage], Any]] = {
        "control": lambda one: one.key,
        "share": lambda one: (one.figure.share is None, one.figure.share or 0.0, one.key),
    }
    if choice.sort in keys:
        found.sort(key=keys[choice.sort], reverse=choice.is_descending)
    return found


def _page(
    found: Sequence[ControlCoverage], choice: Choice, columns: tuple[Column, ...], filters: tuple[Filter, ...]
) -> Listing:
    empty = Listing(columns, (), len(found), choice, filters)
    choice = replace(choice, page=min(choice.page, empty.page_count))
    start = (choice.page - 1) * empty.page_size
    return replace(empty, rows=found[start : start + empty.page_size], choice=choice)


def _csv_lines(one: ControlCoverage) -> Iterator[tuple[object, ...]]:
    for cell in one.cells:
        due = cell.occurrence
        yield (
            one.key,
            one.title,
            one.expectation,
            clock.to_text(due.from_at),
            clock.to_text(due.until_at),
            clock.to_text(due.due_at),
            clock.to_text(due.deviation_from),
            cell.state.value,
            "yes" if cell.is_deviation else "no",
            clock.to_text(cell.came_at) if cell.came_at else "",
            round(cell.late_by / timedelta(hours=1), 1) if cell.late_by else "",
            cell.words,
            "" if cell.entry_seq is None else cell.entry_seq,
        )
