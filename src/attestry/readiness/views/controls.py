"""The controls as a list, and one control."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from attestry.accounts.queries import active_users
from attestry.accounts.rules import Role
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.queries.designs import design_of
from attestry.controls.queries.listing import (
    ControlFilters,
    ControlLine,
    control_categories,
    control_named,
)
from attestry.controls.rules.control import Execution, State
from attestry.effectiveness.queries.bars import bar_of
from attestry.effectiveness.queries.controls_then import standings_at
from attestry.effectiveness.queries.coverage_map import ControlCoverage, coverage_map
from attestry.effectiveness.rules.days import days
from attestry.effectiveness.rules.interval import exposure
from attestry.effectiveness.rules.occurrences import quarters_until
from attestry.effectiveness.rules.status import Depth
from attestry.frameworks.queries.glossary import terms_in
from attestry.readiness.queries.control import ControlPage, control_page
from attestry.readiness.queries.controls import OUT_OF_USE, ControlRow, ControlRows, control_rows
from attestry.readiness.queries.criterion import spans_of
from attestry.readiness.views.around import around
from attestry.readiness.views.signals import Boxes, boxes_of
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.interval_bar import IntervalBar
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice
from attestry.ui.periods import Period, period_of
from attestry.ui.words import OUTCOMES

BAR_DAYS = 30
_COLUMNS = (
    Column("key", "Control"),
    Column("outcome", "Status"),
    Column("days", f"Last {BAR_DAYS} days", sortable=False),
    Column("execution", "Performed"),
    Column("criteria", "Criteria", sortable=False),
    Column("owner", "Owner"),
)
_CSV = ("control", "title", "category", "state", "outcome", "reason", "stands on", "nature", "execution",
        "frequency", "owner", "criteria")  # fmt: skip
_RANK = {
    kind: place
    for place, kind in enumerate(("fail", "unknown", "empty", "pass", "not_applicable", OUT_OF_USE))
}
_NARROWED = ("category", "criterion", "owner", "state", "execution")


@require_safe
def controls(request: HttpRequest) -> HttpResponseBase:
    """Every control, narrowed as asked; also as CSV."""
    asked = moment(request.GET)
    held = {name: text for name in _NARROWED if (text := request.GET.get(name, "").strip())}
    search = request.GET.get("q", "").strip()[:200]
    found = control_rows(_narrowing(held, search), at=asked.at, known_at=asked.known_at)
    filters = _filters(found)
    choice = read_choice(request.GET, _COLUMNS, filters)
    choice = replace(choice, filters={**choice.filters, **held, **asked.carried})
    wanted = choice.filters.get("outcome")
    depth = choice.filters.get("depth")
    fitting = [row for row in found.rows if wanted in (None, row.outcome) and depth in (None, row.depth_name)]
    chosen = _sorted(fitting, choice)
    if request.GET.get("format") == "csv":
        return csv_answer("controls.csv", _CSV, (_csv_row(row) for row in chosen))
    listing = _page(chosen, choice, filters)
    context = {
        "found": found,
        "listing": listing,
        "bars": _bars(listing.rows, asked),
        "categories": control_categories(),
        "owners": active_users().exclude(role=Role.AUDITOR),
        "held": held,
    }
    return render(request, "readiness/controls.html", {**context, **around(request, asked)})


@require_safe
def control(request: HttpRequest, key: str) -> HttpResponse:
    """One control: what it says, how it stands under the three audit views, and what comes next."""
    if key != key.upper():
        return redirect("control", key=key.upper(), permanent=True)
    asked = moment(request.GET)
    period = period_of(request.GET, asked)
    page = control_page(key, at=asked.at, from_at=period.from_at, known_at=asked.known_at)
    context = {
        "page": page,
        "period": period,
        "bar": bar_of(page.spans, from_at=period.from_at, until_at=period.until_at, name=key),
        "days": days(page.spans),
        "design": design_of(control_named(key)),
        "terms": terms_in(*_words(page)),
        "coverage": _coverage(page, asked),
        "boxes": _boxes(page, period, asked),
        "shares": _shares(page, period.until_at - period.from_at),
        "events": [_event(one) for one in page.history],
        "owners": active_users().exclude(role=Role.AUDITOR),
        "breadcrumb": [("Controls", address("controls")), (key, "")],
    }
    if not asked.is_now:
        context["then"] = standings_at(min(asked.at, asked.known_at or asked.at)).get(key)
    return render(request, "readiness/control.html", {**context, **around(request, asked)})


def _words(page: ControlPage) -> tuple[str, ...]:
    """Everything that the page says of the control itself."""
    text, frameworks = page.detail.text, (group.framework for group in page.detail.mappings)
    return (text.title, text.statement, text.risk, text.automation, *text.evidence, *text.checks, *frameworks)


def _coverage(page: ControlPage, asked: Moment) -> ControlCoverage | None:
    """What was expected in four quarters, of a control in use."""
    if not page.detail.line.is_in_use:
        return None
    quarters = quarters_until(asked.at.date(), 4)
    return coverage_map(page.detail.line.key, *quarters, at=asked.at, known_at=asked.known_at)


def _boxes(page: ControlPage, period: Period, asked: Moment) -> Boxes | None:
    """What its checkbox index comes to over the period, of a control in use."""
    if not page.detail.line.is_in_use:
        return None
    return boxes_of(page.status, from_at=period.from_at, at=asked.at, known_at=asked.known_at)


@dataclass(frozen=True, slots=True)
class Share:
    """How long one outcome stood in the period, as a share of it."""

    outcome: str
    length: timedelta
    part: float


def _shares(page: ControlPage, whole: timedelta) -> tuple[Share, ...]:
    return tuple(
        Share(one.value, length, length / whole) for one in Outcome if (length := exposure(page.spans, one))
    )


def _event(one: Any) -> dict[str, Any]:
    """A journal entry as the timeline shows it."""
    before = ", ".join(
        f"{name}: {value}" for name, value in (one.before or {}).items() if _differs(one, name)
    )
    after = ", ".join(f"{name}: {value}" for name, value in (one.after or {}).items() if _differs(one, name))
    return {
        "who": one.actor_name,
        "what": _ACTS.get(one.act, one.act),
        "subject": f"entry {one.seq}",
        "href": address("journal_entry", one.seq),
        "at": one.at,
        "icon": "person",
        "before": _cut(before),
        "after": _cut(after),
    }


_ACTS = {
    "controls.adopt": "adopted it:",
    "controls.assign_owner": "assigned its owner:",
    "controls.go_live": "took it live:",
    "controls.edit": "edited it:",
    "controls.add": "added it:",
    "controls.retire": "retired it:",
    "controls.sign_design": "signed its design:",
    "control_tests.record_manual_result": "tested it by hand:",
}


def _differs(one: Any, name: str) -> bool:
    return bool((one.before or {}).get(name) != (one.after or {}).get(name))


def _cut(text: str, limit: int = 240) -> str:
    return text if len(text) <= limit else f"{text[:limit]}…"


def _narrowing(held: dict[str, str], search: str) -> ControlFilters:
    owner = held.get("owner", "")
    return ControlFilters(
        search=search,
        category=held.get("category", ""),
        state=held.get("state", ""),
        execution=held.get("execution", ""),
        criterion=held.get("criterion", ""),
        owner="" if owner == "nobody" else owner,
        without_owner=owner == "nobody",
    )


def _filters(found: ControlRows) -> tuple[Filter, ...]:
    outcomes = tuple(
        Option(kind, words, count)
        for kind, words in {**OUTCOMES, OUT_OF_USE: "Not in use"}.items()
        if (count := found.by_outcome.get(kind, 0))
    )
    states = tuple(
        Option(one.value, one.value.capitalize(), count)
        for one in State
        if (count := found.everything.by_state.get(one.value, 0))
    )
    performed = tuple(
        Option(one.value, one.value.capitalize(), found.everything.by_execution.get(one.value, 0))
        for one in Execution
    )
    counted = Counter(row.depth_name for row in found.rows)
    depths = tuple(
        Option(one.name.lower(), one.title.capitalize(), count)
        for one in sorted(Depth, reverse=True)
        if (count := counted.get(one.name.lower(), 0))
    )
    return (
        Filter("outcome", "Status", outcomes),
        Filter("state", "State", states),
        Filter("execution", "Performed", performed),
        Filter("depth", "Stands on", depths),
    )


def _sorted(rows: list[ControlRow], choice: Choice) -> list[ControlRow]:
    keys: dict[str, Callable[[ControlRow], object]] = {
        "key": lambda row: row.line.key,
        "outcome": lambda row: (_RANK[row.outcome], row.line.key),
        "execution": lambda row: (row.line.execution, row.line.key),
        "owner": lambda row: (row.line.owner or "\uffff", row.line.key),
    }
    if choice.sort in keys:
        rows.sort(key=keys[choice.sort], reverse=choice.is_descending)  # type: ignore[arg-type]
    return rows


def _page(rows: Sequence[ControlRow], choice: Choice, filters: tuple[Filter, ...]) -> Listing:
    empty = Listing(_COLUMNS, (), len(rows), choice, filters)
    choice = replace(choice, page=min(choice.page, empty.page_count))
    start = (choice.page - 1) * empty.page_size
    return replace(empty, rows=rows[start : start + empty.page_size], choice=choice)


def _bars(rows: Sequence[ControlRow], asked: Moment) -> dict[str, IntervalBar]:
    start = asked.at - timedelta(days=BAR_DAYS)
    shown = [row.standing for row in rows if row.standing]
    spans = spans_of(shown, from_at=start, until_at=asked.at, known_at=asked.known_at)
    return {
        key: bar_of(found, from_at=start, until_at=asked.at, name=key, linked=False)
        for key, found in spans.items()
    }


def _csv_row(row: ControlRow) -> tuple[object, ...]:
    line: ControlLine = row.line
    standing = row.standing
    return (
        line.key,
        line.title,
        line.category_title,
        line.state.value,
        row.outcome,
        standing.status.reason if standing else "",
        standing.depth.title if standing else "",
        line.nature.value,
        line.execution.value,
        line.frequency,
        line.owner,
        " ".join(line.criteria),
    )
