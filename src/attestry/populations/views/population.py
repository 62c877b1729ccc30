"""The populations of an engagement, and one with the steps that lead to a frozen list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.journal.rules import Actor
from attestry.kit.errors import NotFound
from attestry.populations.actions.checking import accept_population, check_population, reconcile_population
from attestry.populations.actions.defining import extract_population
from attestry.populations.actions.drawing import commit_seed
from attestry.populations.actions.freezing import freeze_population
from attestry.populations.forms import CheckForm, ReconcileForm
from attestry.populations.models import Population
from attestry.populations.queries.check_facts import facts_seen
from attestry.populations.queries.populations import (
    PopulationLine,
    population_of,
    population_page,
    populations_of,
)
from attestry.populations.rules.check import CheckKind
from attestry.populations.rules.state import PopulationState
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Column, Listing, read_choice

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

PAGE = 50
_LIST = (
    Column("title", "Population", sortable=False),
    Column("origin", "Comes from", sortable=False),
    Column("items", "Items", sortable=False, numeric=True),
    Column("sample", "Sample", sortable=False, numeric=True),
    Column("state", "State", sortable=False),
)


@for_the_firm
@require_safe
def populations(request: HttpRequest, engagement: Engagement) -> HttpResponseBase:
    """Every population of the engagement."""
    found = populations_of(engagement)
    if request.GET.get("format") == "csv":
        return _lines_csv(found)
    choice = read_choice(request.GET, _LIST)
    wanted = choice.search.lower()
    shown = [one for one in found if wanted in one.population.title.lower()]
    page = shown[(choice.page - 1) * PAGE : choice.page * PAGE]
    context = {
        **page_facts(request, engagement, ("Populations", "")),
        "listing": Listing(_LIST, page, len(shown), choice, page_size=PAGE),
        "total": len(found),
    }
    return render(request, "populations/populations.html", context)


def _lines_csv(found: list[PopulationLine]) -> HttpResponseBase:
    rows = (
        (one.population.pk, one.population.title, one.population.unit, one.population.the_origin.label,
         one.population.from_on, one.population.until_on, ", ".join(one.controls), one.item_count or "",
         one.sample_size or "", one.population.the_state.label)
        for one in found
    )  # fmt: skip
    header = ("number", "title", "unit", "origin", "from", "until", "controls", "items", "sample", "state")
    return csv_answer("populations.csv", header, rows)


@for_the_firm
@require_safe
def population(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:
    """One population: where it comes from, what was checked, and the one next act."""
    return _page(request, engagement, population_of(engagement, pk), {})


def _page(
    request: HttpRequest,
    engagement: Engagement,
    found: Population,
    forms: Mapping[str, Form],
    more: Mapping[str, Any] = MappingProxyType({"seen": {}, "looked": ""}),
) -> HttpResponse:
    page = population_page(found)
    context = {
        **page_facts(
            request, engagement, ("Populations", address("populations", engagement.pk)), (found.title, "")
        ),
        "page": page,
        "kinds": list(CheckKind),
        "is_open": page.population.the_state is PopulationState.EXTRACTED,
        "check_form": CheckForm(prefix="check"),
        "reconcile_form": ReconcileForm(prefix="second"),
        **forms,
        **more,
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "populations/population.html", context, status=422 if is_wrong else 200)


@for_the_firm
@require_POST
def population_act(request: HttpRequest, engagement: Engagement, pk: int, verb: str) -> HttpResponse:
    """Take the population a step further."""
    found, actor = population_of(engagement, pk), actor_of(request)
    if verb in ("check", "reconcile") and "look" in request.POST:
        return _looked(request, engagement, found, is_second=verb == "reconcile")
    match verb:
        case "check":
            form: Form = CheckForm(request.POST, prefix="check")
            return _checked(request, engagement, found, form, "check_form", _check(actor, found, form))
        case "reconcile":
            form = ReconcileForm(request.POST, prefix="second")
            return _checked(
                request, engagement, found, form, "reconcile_form", _reconcile(actor, found, form)
            )
    words = request.POST.get("words", "")
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "extract": (lambda: extract_population(actor, found), "The list is taken."),
        "accept": (lambda: accept_population(actor, found, words=words), "The list is accepted."),
        "freeze": (
            lambda: freeze_population(actor, found),
            "The list is frozen and stands in the ledger. Management sees it from now on.",
        ),
        "commit-seed": (
            lambda: commit_seed(actor, found, words=words),
            "The seed is fixed, and its digest stands in the journal.",
        ),
    }
    if verb not in acts:
        raise NotFound("There is no such act.", next_step="See the population.")
    do, said = acts[verb]
    return answer(request, do, said, "population", engagement.pk, found.pk)


def _check(actor: Actor, found: Population, form: Form) -> Callable[[], object]:
    def check() -> None:
        said = form.cleaned_data
        check_population(
            actor,
            found,
            kind=CheckKind(said["kind"]),
            holds=said["holds"] == "yes",
            words=said["words"],
            items=said["items"],
        )

    return check


def _reconcile(actor: Actor, found: Population, form: Form) -> Callable[[], object]:
    def reconcile() -> None:
        reconcile_population(
            actor, found, **{**form.cleaned_data, "holds": form.cleaned_data["holds"] == "yes"}
        )

    return reconcile


def _looked(
    request: HttpRequest, engagement: Engagement, found: Population, *, is_second: bool
) -> HttpResponse:
    """What would be reckoned, before anybody says what they make of it; nothing is kept."""
    form: Form = (
        ReconcileForm(request.POST, prefix="second") if is_second else CheckForm(request.POST, prefix="check")
    )
    form.is_valid()
    for said_later in ("holds", "words"):
        form.errors.pop(said_later, None)
    seen: dict[str, Any] = {}

    def look() -> None:
        seen.update(facts_seen(actor_of(request), found, form.cleaned_data))

    if not form.errors:
        kept(form, look, also=(NotFound,))
    name = "reconcile_form" if is_second else "check_form"
    return _page(request, engagement, found, {name: form}, {"seen": seen, "looked": name})


def _checked(
    request: HttpRequest,
    engagement: Engagement,
    found: Population,
    form: Form,
    name: str,
    do: Callable[[], object],
) -> HttpResponse:
    if form.is_valid() and kept(form, do, also=(NotFound,)):
        return redirect("population", engagement.pk, found.pk)
    return _page(request, engagement, found, {name: form})
