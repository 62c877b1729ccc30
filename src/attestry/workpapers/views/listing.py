"""The firm's workpapers of an engagement."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.ui.acting import answer
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice
from attestry.workpapers.actions.opening import open_workpapers, wanted_keys
from attestry.workpapers.queries.listing import PaperLine, counts, paper_lines, unopened
from attestry.workpapers.rules.aspect import Aspect
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.state import PaperState

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_COLUMNS = (
    Column("control", "Control"),
    Column("aspect", "Of what"),
    Column("state", "State"),
    Column("verdict", "Conclusion"),
)
_HEADER = ("reference", "control", "title", "aspect", "criteria", "state", "conclusion")


@for_the_firm
@require_safe
def workpapers(request: HttpRequest, engagement: Engagement) -> HttpResponseBase:
    """Every control with its two papers, and how far they got."""
    lines = paper_lines(engagement)
    filters = _filters(lines)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="control")
    chosen = _sorted([one for one in lines if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("workpapers.csv", _HEADER, map(_row, chosen))
    start = (choice.page - 1) * PAGE_SIZE
    counted = counts(lines)
    context = {
        **page_facts(request, engagement, ("Workpapers", "")),
        "lines": lines,
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "counted": counted,
        "states": PaperState,
        "unopened": unopened(engagement, wanted_keys(engagement)),
    }
    return render(request, "workpapers/workpapers.html", context)


@for_the_firm
@require_POST
def workpapers_open(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Open a paper for each aspect of each control that speaks to the engagement's criteria."""
    return answer(
        request,
        lambda: open_workpapers(actor_of(request), engagement),
        "The workpapers are open.",
        "workpapers",
        engagement.pk,
    )


def _filters(lines: tuple[PaperLine, ...]) -> tuple[Filter, ...]:
    counted = counts(lines)
    return (
        Filter(
            "state",
            "State",
            tuple(Option(one, one.label, counted[one]) for one in PaperState if counted[one]),
        ),
        Filter("aspect", "Of what", tuple(Option(one, one.label) for one in Aspect)),
        Filter("verdict", "Conclusion", (Option(Verdict.NOT_EFFECTIVE, "Not effective"),)),
    )


def _fits(one: PaperLine, choice: Choice) -> bool:
    state, aspect, verdict = (choice.filters.get(key) for key in ("state", "aspect", "verdict"))
    words = f"{one.paper.reference} {one.paper.control.title} {' '.join(one.criteria)}".lower()
    return (
        choice.search.lower() in words
        and state in (None, one.state)
        and aspect in (None, one.paper.aspect)
        and verdict in (None, one.verdict)
    )


def _sorted(lines: list[PaperLine], choice: Choice) -> list[PaperLine]:
    states = list(PaperState)
    keys: dict[str, Callable[[PaperLine], Any]] = {
        "control": lambda one: (one.paper.control.key, one.paper.aspect),
        "aspect": lambda one: (one.paper.aspect, one.paper.control.key),
        "state": lambda one: (states.index(one.state), one.paper.control.key),
        "verdict": lambda one: (one.verdict or "", one.paper.control.key),
    }
    return sorted(lines, key=keys[choice.sort or "control"], reverse=choice.is_descending)


def _row(one: PaperLine) -> tuple[object, ...]:
    paper = one.paper
    return (
        paper.reference, paper.control.key, paper.control.title, paper.the_aspect.label,
        " ".join(one.criteria), one.state.label, one.verdict_words,
    )  # fmt: skip
