"""The register of risks: heat map, list, and a further risk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of
from attestry.accounts.together import Together
from attestry.kit import clock
from attestry.risks.actions.assessing import identify_risk
from attestry.risks.actions.together import RISKS, edit_risks, undo_edit
from attestry.risks.forms import RiskForm, TogetherForm
from attestry.risks.models import Risk
from attestry.risks.queries.register import RiskLine, Stage, heat, people_here, risk_lines
from attestry.risks.rules.scale import IMPACTS, LIKELIHOODS, Level, level_of, score_of
from attestry.ui.acting import kept
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.filters import with_query
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("title", "Risk"),
    Column("level", "Remains"),
    Column("treatment", "Treatment"),
    Column("owner", "Owner"),
    Column("review", "Look again by"),
)
_HEADER = (
    "title", "owner_email", "description", "stage", "inherent_likelihood", "inherent_impact",
    "residual_likelihood", "residual_impact", "level", "treatment", "treatment_due_on", "treated_on",
    "review_on", "controls", "wanting", "retired_on", "retired_because",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One place of the heat map: how many risks lie there, and where they are listed."""

    count: int
    level: Level
    words: str
    href: str


@require_http_methods(["GET", "HEAD", "POST"])
def risks(request: HttpRequest) -> HttpResponseBase:
    """Every risk; a further one by POST; as CSV where asked for."""
    people = people_here()
    form = RiskForm(request.POST if request.method == "POST" else None)
    form.offer([(key, f"{one.name}, {one.email}") for key, one in people.items()])
    made: list[Risk] = []
    if form.is_valid() and kept(form, lambda: made.append(_identified(request, form, people))):
        messages.success(request, "The risk is written down. Next: how likely and how bad it is.")
        return redirect("risk", made[0].pk)
    look = _look(request.GET.dict())
    every, lines, chosen = look.every, look.standing, look.chosen
    choice, filters = look.choice, look.filters
    if request.GET.get("format") == "csv":
        return csv_answer("risks.csv", _HEADER, (_row(one) for one in chosen))
    is_residual = request.GET.get("before") != "yes"
    start = (choice.page - 1) * PAGE_SIZE
    context = {
        "lines": every,
        "standing": len(lines),
        "next": next(
            (one for one in _sorted(lines, Choice(sort="level", is_descending=True)) if one.next), None
        ),
        "form": form,
        "has_people": bool(people),
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "map": _map(lines, is_residual=is_residual),
        "impacts": IMPACTS,
        "is_residual": is_residual,
        "bulk": TOGETHER.bar(request) if lines else None,
        "grave": sum(one.level in (Level.HIGH, Level.CRITICAL) for one in lines),
        "wanting": sum(map(_is_wanting, lines)),
        "unevaluated": sum(one.stage is not Stage.EVALUATED for one in lines),
        "may": actor_of(request).may,
    }
    return render(request, "risks/risks.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a query of the page shows."""

    every: Sequence[RiskLine]
    standing: list[RiskLine]
    choice: Choice
    filters: tuple[Filter, ...]
    chosen: list[RiskLine]


def _look(query: Mapping[str, str]) -> _Look:
    every = risk_lines(clock.now().date())
    lines = [one for one in every if one.risk.retired_on is None]
    filters = _filters(lines, len(every) - len(lines))
    choice = read_choice(query, _COLUMNS, filters, sort="-level")
    shown = every if choice.filters.get("look") == "retired" else lines
    chosen = _sorted([one for one in shown if _fits(one, choice, query.get("at", ""))], choice)
    return _Look(every, lines, choice, filters, chosen)


def _shown(query: Mapping[str, str]) -> list[int]:
    return [one.risk.pk for one in _look(query).chosen]


TOGETHER = Together(
    "risks.edit_risk",
    BulkList(
        "risk",
        "risks",
        "risks_change",
        "risks_undo",
        lambda query: [one.risk.pk for one in _look(query).chosen],
    ),
    RISKS,
    TogetherForm,
    lambda actor, chosen, given: edit_risks(actor, risks=chosen, **given),
    undo_edit,
)
risks_change, risks_undo = TOGETHER.views()


def _identified(request: HttpRequest, form: RiskForm, people: Mapping[str, Any]) -> Risk:
    said = form.cleaned_data
    return identify_risk(
        actor_of(request), title=said["title"], owner=people[said["owner"]], description=said["description"]
    )


def _map(lines: Sequence[RiskLine], *, is_residual: bool) -> list[tuple[str, list[HeatCell]]]:
    """Rows from the most likely down; each cell says in words what its place and colour say."""
    found = heat(lines, residual=is_residual)
    rows = []
    for likelihood in sorted(LIKELIHOODS, reverse=True):
        cells = []
        for impact in IMPACTS:
            count, level = found.get((likelihood, impact), 0), level_of(score_of(likelihood, impact))
            words = f"{count} risks, {LIKELIHOODS[likelihood]} and {IMPACTS[impact]}: {level}"
            at = {"at": f"{likelihood}-{impact}", **({} if is_residual else {"before": "yes"})}
            cells.append(HeatCell(count, level, words, with_query("", at)))
        rows.append((LIKELIHOODS[likelihood], cells))
    return rows


def _filters(lines: Sequence[RiskLine], retired: int) -> tuple[Filter, ...]:
    levels, stages = Counter(one.level for one in lines), Counter(one.stage for one in lines)
    return (
        Filter("level", "Remains", tuple(_option(one, levels[one]) for one in Level)),
        Filter("stage", "Stage", tuple(_option(one, stages[one]) for one in Stage)),
        Filter(
            "look",
            "Look",
            (
                Option("wanting", "Something wanting", sum(map(_is_wanting, lines))),
                Option("retired", "Retired", retired),
            ),
        ),
    )


def _option(one: Level | Stage, count: int) -> Option:
    return Option(one.value, one.value.capitalize(), count)


def _is_wanting(one: RiskLine) -> bool:
    return bool(one.wanting)


def _fits(one: RiskLine, choice: Choice, at: str) -> bool:
    level, stage, look = (choice.filters.get(key) for key in ("level", "stage", "look"))
    risk = one.risk
    places = {
        f"{risk.residual_likelihood}-{risk.residual_impact}",
        f"{risk.inherent_likelihood}-{risk.inherent_impact}",
    }
    return (
        choice.search.lower() in risk.title.lower()
        and level in (None, one.level)
        and stage in (None, one.stage)
        and (look != "wanting" or bool(one.wanting))
        and (look != "retired" or risk.retired_on is not None)
        and (not at or at in places)
    )


def _sorted(lines: list[RiskLine], choice: Choice) -> list[RiskLine]:
    order = list(Level)
    keys = {
        "title": lambda one: one.risk.title.lower(),
        "level": lambda one: order.index(one.level) if one.level else -1,
        "treatment": lambda one: one.risk.treatment,
        "owner": lambda one: one.risk.owner.name.lower(),
        "review": lambda one: one.risk.review_on or date.max,
    }
    return sorted(lines, key=keys[choice.sort or "level"], reverse=choice.is_descending)


def _row(one: RiskLine) -> tuple[object, ...]:
    risk = one.risk
    return (
        risk.title, risk.owner.email, risk.description, one.stage, risk.inherent_likelihood,
        risk.inherent_impact, risk.residual_likelihood, risk.residual_impact, one.level or "", risk.treatment,
        risk.treatment_due_on or "", risk.treated_on or "",
        risk.review_on or "", " ".join(one.control_keys), "; ".join(one.wanting), risk.retired_on or "",
        risk.retired_because,
    )  # fmt: skip
