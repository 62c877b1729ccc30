"""The pages of control tests: the list, one test, one item of its population."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of, shows_evidence
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.bars import bar_of
from attestry.effectiveness.queries.item_page import item_page
from attestry.effectiveness.queries.populations import items
from attestry.effectiveness.queries.test_page import TestPage, test_page
from attestry.effectiveness.queries.tests import BAR_DAYS, TestLine, test_list
from attestry.effectiveness.rules.days import days
from attestry.effectiveness.views.bearings import of_observation
from attestry.kit import clock
from attestry.kit.errors import NotFound
from attestry.scope.queries.naming import system_name
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Choice, Column, Filter, Listing, Option, read_choice
from attestry.ui.periods import period_of
from attestry.ui.words import OUTCOMES

_COLUMNS = (
    Column("test", "Test"),
    Column("outcome", "Outcome"),
    Column("days", f"Last {BAR_DAYS} days", sortable=False),
    Column("failing", "Fail", numeric=True),
    Column("items", "Items", numeric=True),
    Column("controls", "Controls", sortable=False),
    Column("asked", "Last asked"),
)
_ITEM_COLUMNS = (
    Column("item", "Item", sortable=False),
    Column("outcome", "Outcome", sortable=False),
    Column("reason", "Why", sortable=False),
    Column("since", "Since", sortable=False),
)
_TOPICS = {"aws": "Amazon Web Services", "host": "Machines", "git": "Repository", "files": "Handed in"}
_ALL_ITEMS = 1_000_000
_ITEM_PAGE = 20


@require_safe
def control_tests(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Every control test, worst first."""
    asked = moment(request.GET)
    found = test_list(asked.at, asked.known_at)
    filters = _filters(found.lines)
    choice = read_choice(request.GET, _COLUMNS, filters)
    choice = _carried(choice, asked, control=request.GET.get("control", "").strip().upper())
    chosen = _sorted([line for line in found.lines if _fits(line, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("control-tests.csv", _CSV, (_csv_row(line) for line in chosen))
    listing = _page(chosen, choice, _COLUMNS, filters)
    start = asked.at - timedelta(days=BAR_DAYS)
    bars = {
        line.test_id: bar_of(line.spans, from_at=start, until_at=asked.at, name=line.title, linked=False)
        for line in listing.rows
        if line.was_asked
    }
    context = {"found": found, "listing": listing, "bars": bars, "topics": _TOPICS}
    context["bearings"] = of_observation(found)
    return render(request, "effectiveness/control_tests.html", {**context, **_around(asked)})


@shows_evidence("test:{test_id}", "items")
@require_safe
def control_test(request: HttpRequest, test_id: str) -> HttpResponse | StreamingHttpResponse:
    """One control test."""
    asked = moment(request.GET)
    over = period_of(request.GET, asked)
    page = test_page(test_id, at=asked.at, from_at=over.from_at, known_at=asked.known_at)
    filters = (_item_filter(page),)
    choice = _carried(read_choice(request.GET, _ITEM_COLUMNS, filters), asked)
    if request.GET.get("format") == "csv":
        return _items_csv(test_id, choice, asked)
    context = {
        "page": page,
        "period": over,
        "bar": bar_of(page.spans, from_at=over.from_at, until_at=over.until_at, name=page.title),
        "days": days(page.spans),
        "listing": _items(test_id, choice, asked, filters),
        "may_set": actor_of(request).may("control_tests.set_parameters"),
        "breadcrumb": [("Control tests", address("control_tests")), (page.title, "")],
        **_around(asked),
    }
    return render(request, "effectiveness/control_test.html", context)


@shows_evidence("test:{test_id}", "one item")
@require_safe
def control_test_item(request: HttpRequest, test_id: str) -> HttpResponse:
    """One item of a test's population."""
    asked = moment(request.GET)
    item_id = request.GET.get("item", "")
    if not item_id:
        raise NotFound("The address names no item.", next_step="Choose one from the test's page.")
    over = period_of(request.GET, asked, item=item_id)
    page = item_page(test_id, item_id, from_at=over.from_at, at=asked.at)
    context = {
        "page": page,
        "period": over,
        "bar": bar_of(page.spans, from_at=over.from_at, until_at=over.until_at, name=page.item_name),
        "breadcrumb": [
            ("Control tests", address("control_tests")),
            (page.definition.meaning.title, address("control_test", test_id)),
            (page.item_name, ""),
        ],
        **_around(asked),
    }
    return render(request, "effectiveness/item.html", context)


def _around(asked: Moment) -> dict[str, object]:
    return {"moment": asked, "system_name": system_name(), **asked.chosen()}


def _carried(choice: Choice, asked: Moment, **kept: str) -> Choice:
    more = {name: text for name, text in {**asked.carried, **kept}.items() if text}
    return replace(choice, filters={**choice.filters, **more})


def _filters(lines: Sequence[TestLine]) -> tuple[Filter, ...]:
    by_outcome = {kind: sum(one.was_asked and one.outcome == kind for one in lines) for kind in OUTCOMES}
    by_topic: dict[str, int] = {}
    for one in lines:
        by_topic[one.topic] = by_topic.get(one.topic, 0) + 1
    waiting = sum(not one.was_asked for one in lines)
    options = [Option(kind, OUTCOMES[kind], count) for kind, count in by_outcome.items() if count]
    if waiting:
        options.append(Option("waiting", "Waits for a connection", waiting))
    topics = [
        Option(key, _TOPICS.get(key, key.replace("_", " ").capitalize()), n)
        for key, n in sorted(by_topic.items())
    ]
    return (Filter("outcome", "Outcome", tuple(options)), Filter("topic", "About", tuple(topics)))


def _fits(line: TestLine, choice: Choice) -> bool:
    held = choice.filters
    wanted = held.get("outcome")
    if wanted and (not line.was_asked if wanted != "waiting" else line.was_asked):
        return False
    if wanted and wanted != "waiting" and line.outcome != wanted:
        return False
    if held.get("topic") not in (None, line.topic):
        return False
    control = held.get("control")
    if control and control not in line.controls and control not in line.criteria:
        return False
    said = f"{line.test_id} {line.title} {' '.join(line.controls)} {' '.join(line.criteria)}".lower()
    return all(word in said for word in choice.search.lower().split())


def _sorted(lines: list[TestLine], choice: Choice) -> list[TestLine]:
    match choice.sort:
        case "test":
            lines.sort(key=lambda one: one.title.lower(), reverse=choice.is_descending)
        case "outcome":
            lines.sort(key=lambda one: one.rank, reverse=choice.is_descending)
        case "failing":
            lines.sort(key=lambda one: one.counts.failed, reverse=choice.is_descending)
        case "items":
            lines.sort(key=lambda one: one.counts.total, reverse=choice.is_descending)
        case "asked":
            lines.sort(
                key=lambda one: one.asked_at.timestamp() if one.asked_at else 0.0,
                reverse=choice.is_descending,
            )
    return lines


def _page(
    lines: Sequence[TestLine], choice: Choice, columns: tuple[Column, ...], filters: tuple[Filter, ...]
) -> Listing:
    empty = Listing(columns, (), len(lines), choice, filters)
    choice = replace(choice, page=min(choice.page, empty.page_count))
    start = (choice.page - 1) * empty.page_size
    return Listing(columns, lines[start : start + empty.page_size], len(lines), choice, filters)


_CSV = ("test", "title", "outcome", "reason", "pass", "fail", "unknown", "not applicable", "controls",
        "criteria", "asked at", "entry")  # fmt: skip


def _csv_row(line: TestLine) -> tuple[object, ...]:
    counts = line.counts
    return (
        line.test_id,
        line.title,
        line.outcome.value if line.was_asked else "not asked",
        line.reason,
        counts.passed,
        counts.failed,
        counts.unknown,
        counts.not_applicable,
        " ".join(line.controls),
        " ".join(line.criteria),
        clock.to_text(line.asked_at) if line.asked_at else "",
        "" if line.entry_seq is None else line.entry_seq,
    )


def _item_filter(page: TestPage) -> Filter:
    counts = page.result.counts if page.result else None
    by_outcome = {
        "fail": counts.failed if counts else 0,
        "unknown": counts.unknown if counts else 0,
        "pass": counts.passed if counts else 0,
        "not_applicable": counts.not_applicable if counts else 0,
    }
    options = tuple(Option(kind, OUTCOMES[kind], n) for kind, n in by_outcome.items() if n)
    return Filter("outcome", "Outcome", options)


def _items(test_id: str, choice: Choice, asked: Moment, filters: tuple[Filter, ...]) -> Listing:
    empty = Listing(_ITEM_COLUMNS, (), 0, choice, filters, _ITEM_PAGE)
    held = choice.filters.get("outcome")
    found = items(
        test_id,
        at=asked.at,
        known_at=asked.known_at,
        outcome=Outcome(held) if held else None,
        search=choice.search,
        offset=(choice.page - 1) * empty.page_size,
        limit=empty.page_size,
    )
    return replace(empty, rows=found.items, total=found.total)


def _items_csv(test_id: str, choice: Choice, asked: Moment) -> StreamingHttpResponse:
    held = choice.filters.get("outcome")
    outcome = Outcome(held) if held else None
    found = items(
        test_id,
        at=asked.at,
        known_at=asked.known_at,
        outcome=outcome,
        search=choice.search,
        limit=_ALL_ITEMS,
    ).items
    names = sorted({name for one in found for name in one.details})
    rows: Iterable[Sequence[object]] = (
        (
            one.item_id,
            one.item_name,
            one.outcome.value,
            one.reason,
            clock.to_text(one.since),
            one.entry_seq,
            *(one.details.get(name, "") for name in names),
        )
        for one in found
    )
    header = ("item", "name", "outcome", "reason", "since", "entry", *names)
    return csv_answer(f"{test_id}-items.csv", header, rows)
