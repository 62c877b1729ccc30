"""The pages of exposure: of the whole program, of one control, of one test. The lists are whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.control_tests.queries import definition
from attestry.controls.queries.listing import control_named
from attestry.effectiveness.queries.brought import tests_of
from attestry.effectiveness.queries.exposure import (
    Asked,
    ExposedItem,
    Exposure,
    all_exposed,
    exposed_tests,
    exposure,
)
from attestry.effectiveness.rules.exposure import Totals
from attestry.kit import clock
from attestry.scope.queries.naming import system_name
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice
from attestry.ui.periods import period_of

_COLUMNS = (
    Column("item", "Item"),
    Column("since", "Began"),
    Column("ended", "Ended", sortable=False),
    Column("at_most", "Exposed"),
    Column("detect", "To detect"),
    Column("standing", "To fix"),
    Column("promise", "Promise", sortable=False),
)
_STATES = {
    "open": "Open now",
    "broken": "Over the promise",
    "running": "Promise runs",
    "kept": "Put right in time",
    "ended": "Ended",
}
_PAGE = 50
_HOUR = timedelta(hours=1)
_CSV = ("test", "test title", "item", "name", "why", "last right before", "event says it happened",
        "first seen failing", "last seen failing", "seen right or gone", "how it ended", "hours proved",
        "hours at most", "hours to detect", "detection is", "hours to fix", "promised hours", "promise",
        "entry")  # fmt: skip


@require_safe
def program_exposure(request: HttpRequest) -> HttpResponseBase:
    """Every failing item of the program, worst first."""
    asked = moment(request.GET)
    tests = exposed_tests(asked.at, asked.known_at)
    return _answer(request, asked, tests, {"title": "Exposure", "shows_tests": True})


@require_safe
def control_exposure(request: HttpRequest, key: str) -> HttpResponseBase:
    """The failing items of one control's tests. Raises UnknownControl."""
    asked, control = moment(request.GET), control_named(key.upper())
    around = {
        "title": f"Exposure of {control.key}",
        "shows_tests": True,
        "control": control,
        "breadcrumb": [
            ("Exposure", address("exposure")),
            (f"{control.key} {control.title}", address("control", control.key)),
            ("Its exposure", ""),
        ],
    }
    return _answer(request, asked, tuple(tests_of([control.key])[control.key]), around)


@require_safe
def control_test_exposure(request: HttpRequest, test_id: str) -> HttpResponseBase:
    """The failing items of one test. Raises TestUnknown."""
    asked, title = moment(request.GET), definition(test_id).meaning.title
    around = {
        "title": "Exposure",
        "test_title": title,
        "shows_tests": False,
        "breadcrumb": [
            ("Exposure", address("exposure")),
            (title, address("control_test", test_id)),
            ("Its exposure", ""),
        ],
    }
    return _answer(request, asked, (test_id,), around)


def _answer(
    request: HttpRequest, asked: Moment, test_ids: Sequence[str], around: dict[str, Any]
) -> HttpResponseBase:
    over = period_of(request.GET, asked)
    filters = (_filter(None),)
    choice = read_choice(request.GET, _COLUMNS, filters)
    wanted = Asked(
        tuple(test_ids),
        over.from_at,
        asked.at,
        asked.known_at,
        choice.filters.get("state", ""),
        choice.search,
    )
    kept = {**asked.carried, **_days(request)}
    choice = replace(choice, filters={**choice.filters, **kept})
    if request.GET.get("format") == "csv":
        found = all_exposed(wanted, sort=choice.sort or "worst", descending=choice.is_descending)
        return csv_answer("exposure.csv", _CSV, (_csv_row(one) for one in found))
    page = exposure(
        wanted,
        sort=choice.sort or "worst",
        descending=choice.is_descending,
        offset=(choice.page - 1) * _PAGE,
        limit=_PAGE,
    )
    context = {
        "page": page,
        "totals": page.totals,
        "hours": _hours,
        "asked_tests": len(test_ids),
        "listing": _listing(page, choice),
        "kept": kept,
        "moment": asked,
        "period": over,
        "days": (asked.at - over.from_at).days,
        "system_name": system_name(),
        **asked.chosen(),
        **around,
    }
    return render(request, "effectiveness/exposure.html", context)


def _days(request: HttpRequest) -> dict[str, str]:
    return {"days": request.GET["days"]} if request.GET.get("days") else {}


def _listing(page: Exposure, choice: Choice) -> Listing:
    return Listing(_COLUMNS, page.items, page.count, choice, (_filter(page.totals),), _PAGE)


def _filter(found: Totals | None) -> Filter:
    """The states to narrow to, with how many there are of each where that is known."""
    options = (Option(key, words, found.of_state(key) if found else None) for key, words in _STATES.items())
    return Filter("state", "State", tuple(options))


def _hours(length: timedelta) -> float:
    """A length in hours, to a tenth."""
    return round(length / _HOUR, 1)


def _csv_row(one: ExposedItem) -> tuple[object, ...]:
    said = one.episode
    return (
        one.test_id,
        one.test_title,
        one.item_id,
        one.item_name,
        one.reason,
        _instant(said.last_right),
        _instant(said.began),
        clock.to_text(said.first_fail),
        clock.to_text(said.last_fail),
        _instant(said.ended),
        said.ending.value,
        _hours(said.proved),
        _hours(said.at_most),
        _length(said.to_detect),
        "exact" if said.began else "at most" if said.to_detect is not None else "not known",
        _length(said.to_fix),
        _hours(said.within),
        said.promise.value,
        one.entry_seq,
    )


def _instant(at: datetime | None) -> str:
    return clock.to_text(at) if at else ""


def _length(length: timedelta | None) -> object:
    return "" if length is None else _hours(length)
