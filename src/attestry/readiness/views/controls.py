"""The controls as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.together import Together
from attestry.controls.actions.owning import CONTROLS, assign_owners, undo_owners
from attestry.controls.queries.listing import (
    ControlFilters,
    ControlLine,
    control_categories,
    control_numbers,
    possible_owners,
)
from attestry.controls.rules.control import Execution, State
from attestry.effectiveness.queries.bars import bar_of
from attestry.effectiveness.rules.status import Depth
from attestry.readiness.forms import OwnersForm
from attestry.readiness.queries.controls import OUT_OF_USE, ControlRow, ControlRows, control_rows
from attestry.readiness.queries.criterion import spans_of
from attestry.readiness.views.around import around
from attestry.ui.as_of import Moment, moment
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.interval_bar import IntervalBar
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice
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
    found, chosen, choice, held = _look(request.GET.dict())
    filters = _filters(found)
    if request.GET.get("format") == "csv":
        return csv_answer("controls.csv", _CSV, (_csv_row(row) for row in chosen))
    listing = _page(chosen, choice, filters)
    context = {
        "found": found,
        "listing": listing,
        "bars": _bars(listing.rows, asked),
        "categories": control_categories(),
        "owners": possible_owners(),
        "held": held,
        "bulk": OWNED_TOGETHER.bar(request),
        "numbers": control_numbers(row.line.key for row in listing.rows),
    }
    return render(request, "readiness/controls.html", {**context, **around(request, asked)})


def _look(query: Mapping[str, str]) -> tuple[ControlRows, list[ControlRow], Choice, dict[str, str]]:
    """Every control that was narrowed to, those that a query of the page shows, and how it asks for them."""
    asked = moment(query)
    held = {name: text for name in _NARROWED if (text := query.get(name, "").strip())}
    search = query.get("q", "").strip()[:200]
    found = control_rows(_narrowing(held, search), at=asked.at, known_at=asked.known_at)
    choice = read_choice(query, _COLUMNS, _filters(found))
    choice = replace(choice, filters={**choice.filters, **held, **asked.carried})
    wanted = choice.filters.get("outcome")
    depth = choice.filters.get("depth")
    fitting = [row for row in found.rows if wanted in (None, row.outcome) and depth in (None, row.depth_name)]
    return found, _sorted(fitting, choice), choice, held


def _numbers(query: Mapping[str, str]) -> list[int]:
    return list(control_numbers(row.line.key for row in _look(query)[1]).values())


OWNED_TOGETHER = Together(
    "controls.assign_owner",
    BulkList("control", "controls", "control_owners", "control_owners_undo", _numbers),
    CONTROLS,
    OwnersForm,
    lambda actor, chosen, given: assign_owners(actor, controls=chosen, **given),
    undo_owners,
)
control_owners, control_owners_undo = OWNED_TOGETHER.views()


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
