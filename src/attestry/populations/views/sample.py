"""Drawing a sample, and the sample: its items, what it supports, and what is added to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attestry.accounts.access import actor_of
from attestry.effectiveness.rules.selection import selection_key
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.kit.errors import NotFound
from attestry.populations.actions.adding import add_item, extend_sample, replace_item
from attestry.populations.actions.asking import ask_for_items
from attestry.populations.actions.drawing import draw_sample, reveal_seed
from attestry.populations.errors import UnknownPopulation
from attestry.populations.forms import AddForm, DrawForm, ExtendForm, ReplaceForm
from attestry.populations.models import Population, SampledItem
from attestry.populations.queries.evidence_links import item_address
from attestry.populations.queries.populations import population_of, population_page
from attestry.populations.queries.samples import SamplePage, sample_page
from attestry.populations.queries.sizes import Asked, size_seen, sizes_in_force
from attestry.populations.rules.method import Basis, Ground, Method, Risk
from attestry.populations.rules.sizing import Parameters, Size
from attestry.ui.acting import answer, kept
from attestry.ui.addresses import address
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Column, Listing, read_choice

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

PAGE = 100
_COLUMNS = (
    Column("place", "Place", sortable=False, numeric=True),
    Column("item", "Item", sortable=False),
    Column("at", "When", sortable=False),
    Column("how", "How it came", sortable=False),
    Column("state", "State", sortable=False),
)


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def sample_draw(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponse:
    """Choose how a sample is drawn and sized, and draw it."""
    found = population_of(engagement, pk)
    form = DrawForm(request.POST) if request.method == "POST" else DrawForm()
    seen: list[Size] = []
    if form.is_bound and "look" in request.POST:
        if form.is_valid():
            kept(form, lambda: seen.append(size_seen(found, asked_of(form.cleaned_data))))
    elif form.is_bound and form.is_valid() and kept(form, lambda: _draw(request, found, form)):
        messages.success(request, "The sample is drawn. Management does not see it until you ask for items.")
        return redirect("sample", engagement.pk, found.pk)
    crumbs = (*_crumbs(engagement, found), ("Draw", ""))
    context = {
        **page_facts(request, engagement, *crumbs),
        "page": population_page(found),
        "form": form,
        "in_force": sizes_in_force(engagement),
        "seen": seen[0] if seen else None,
    }
    return render(request, "populations/draw.html", context, status=422 if form.errors else 200)


def asked_of(said: Mapping[str, Any]) -> Asked:
    """What a form says of a draw."""
    return Asked(
        Method(said["method"]),
        Basis(said["basis"]),
        Risk(said["risk"]),
        said["frequency"],
        Parameters(said["confidence"], said["tolerable"], said["expected"]),
        said["size"],
        said["reason"].strip(),
    )


def _draw(request: HttpRequest, found: Population, form: Form) -> None:
    said = form.cleaned_data
    draw_sample(
        actor_of(request),
        found,
        **{
            **said,
            "method": Method(said["method"]),
            "basis": Basis(said["basis"]),
            "risk": Risk(said["risk"]),
        },
    )


@for_the_firm
@require_safe
def sample(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """The sample of a population, a page of it, or all of it as CSV."""
    found = population_of(engagement, pk)
    page = _drawn(found)
    if request.GET.get("format") == "csv":
        return _csv(page)
    return _page(request, engagement, page, {})


def _page(
    request: HttpRequest, engagement: Engagement, page: SamplePage, forms: Mapping[str, Form]
) -> HttpResponse:
    choice = read_choice(request.GET, _COLUMNS)
    wanted = choice.search.lower()
    lines = [one for one in page.lines if wanted in f"{one.item.item_id} {one.item.item_name}".lower()]
    shown = lines[(choice.page - 1) * PAGE : choice.page * PAGE]
    crumbs = (*_crumbs(engagement, page.population), ("Sample", ""))
    context: dict[str, Any] = {
        **page_facts(request, engagement, *crumbs),
        "page": page,
        "revealed": getattr(page.sample.commitment, "reveal", None),
        "listing": Listing(_COLUMNS, shown, len(lines), choice, page_size=PAGE),
        "addresses": {one.item.pk: item_address(page.population, one.item.item_id) for one in shown},
        "extend_form": ExtendForm(prefix="extend"),
        "add_form": AddForm(prefix="add"),
        "replace_form": ReplaceForm(prefix="replace"),
        **forms,
    }
    is_wrong = any(form.errors for form in forms.values())
    return render(request, "populations/sample.html", context, status=422 if is_wrong else 200)


@for_the_firm
@require_POST
def sample_act(request: HttpRequest, engagement: Engagement, pk: int, verb: str) -> HttpResponse:
    """Ask for items, tell the seed, or add items."""
    page = _drawn(population_of(engagement, pk))
    held, actor, back = page.sample, actor_of(request), ("sample", engagement.pk, pk)
    match verb:
        case "ask":
            wanted = [one.item for one in page.lines if str(one.item.pk) in request.POST.getlist("item")]
            words = request.POST.get("words", "")
            return answer(
                request,
                lambda: ask_for_items(actor, held, items=wanted, words=words),
                "Asked for. Management sees these items from now on.",
                *back,
            )
        case "reveal":
            return answer(
                request, lambda: reveal_seed(actor, held), "The seed is told, in the journal.", *back
            )
        case "extend":
            form: Form = ExtendForm(request.POST, prefix="extend")
            return _added(
                request, page, form, "extend_form", lambda: extend_sample(actor, held, **form.cleaned_data)
            )
        case "add":
            form = AddForm(request.POST, prefix="add")
            return _added(request, page, form, "add_form", lambda: add_item(actor, held, **form.cleaned_data))
        case "replace":
            form = ReplaceForm(request.POST, prefix="replace")
            return _added(request, page, form, "replace_form", lambda: _replace(request, page, form))
    raise NotFound("There is no such act.", next_step="See the sample.")


def _replace(request: HttpRequest, page: SamplePage, form: Form) -> None:
    said = form.cleaned_data
    item = _item_of(page, request.POST.get("item", ""))
    replace_item(actor_of(request), item, ground=Ground(said["ground"]), reason=said["reason"])


def _item_of(page: SamplePage, number: str) -> SampledItem:
    for one in page.lines:
        if str(one.item.pk) == number:
            return one.item
    raise NotFound("There is no such item in the sample.", next_step="Choose one of them.")


def _added(
    request: HttpRequest, page: SamplePage, form: Form, name: str, do: Callable[[], object]
) -> HttpResponse:
    engagement = page.population.engagement
    if form.is_valid() and kept(form, do):
        messages.success(request, "It is kept, with its reason.")
        return redirect("sample", engagement.pk, page.population.pk)
    return _page(request, engagement, page, {name: form})


def _drawn(found: Population) -> SamplePage:
    page = sample_page(found)
    if page is None:
        raise UnknownPopulation
    return page


def _crumbs(engagement: Engagement, found: Population) -> tuple[tuple[str, str], ...]:
    return (
        ("Populations", address("populations", engagement.pk)),
        (found.title, address("population", engagement.pk, found.pk)),
    )


def _csv(page: SamplePage) -> HttpResponseBase:
    seed = page.sample.commitment.seed
    rows = (
        (one.item.place, one.item.item_id, one.item.item_name, one.item.at, one.item.stratum, one.item.how,
         one.state.value, selection_key(seed, one.item.item_id))
        for one in page.lines
    )  # fmt: skip
    header = ("place", "item", "name", "at", "stratum", "how", "state", "ranked by")
    return csv_answer(f"population-{page.population.pk}-sample.csv", header, rows)
