"""Defining a population: choose what it is taken from, then say what of it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.engagements.header import page_facts
from attestry.engagements.wall import for_the_firm
from attestry.kit.errors import NotFound
from attestry.populations.actions.defining import define_population
from attestry.populations.errors import PopulationRefused
from attestry.populations.forms import DefineForm
from attestry.populations.models import Population
from attestry.populations.queries.sources import source_columns, sources_offered
from attestry.populations.rules.state import Origin
from attestry.ui.acting import kept
from attestry.ui.addresses import address

if TYPE_CHECKING:
    from attestry.engagements.models import Engagement

_SEARCH = 200


@for_the_firm
@require_safe
def population_choose(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """What a population may be taken from."""
    search = request.GET.get("q", "").strip()[:_SEARCH]
    context = {
        **page_facts(
            request, engagement, ("Populations", address("populations", engagement.pk)), ("Choose", "")
        ),
        "offered": sources_offered(actor_of(request), search),
        "search": search,
    }
    return render(request, "populations/choose.html", context)


@for_the_firm
@require_http_methods(["GET", "HEAD", "POST"])
def population_define(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Say what of the source is meant. Raises PopulationRefused for an address that names no source."""
    origin, entry_seq = _asked(request)
    table, test_id = request.GET.get("table", ""), request.GET.get("test", "")
    columns = source_columns(actor_of(request), origin, entry_seq, table=table, test_id=test_id)
    initial = {
        "entry_seq": entry_seq,
        "from_on": engagement.begins_on,
        "until_on": engagement.until_on,
        "controls": [],
    }
    form = DefineForm(
        request.POST if request.method == "POST" else None, columns=columns, origin=origin, initial=initial
    )
    made: list[Population] = []

    def define() -> None:
        said: dict[str, Any] = {**form.cleaned_data, "controls": list(form.cleaned_data["controls"])}
        made.append(
            define_population(
                actor_of(request), engagement, origin=origin, table=table, test_id=test_id, **said
            )
        )

    if form.is_bound and form.is_valid() and kept(form, define, also=(NotFound,)):
        return redirect("population", engagement.pk, made[0].pk)
    crumbs = (("Populations", address("populations", engagement.pk)), ("Define", ""))
    context = {
        **page_facts(request, engagement, *crumbs),
        "form": form,
        "columns": columns,
        "origin": origin,
        "table": table,
    }
    return render(request, "populations/define.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest) -> tuple[Origin, int]:
    said, seq = request.GET.get("origin", ""), request.GET.get("entry", "")
    if said not in set(Origin) or not (seq.isascii() and seq.isdigit() and len(seq) <= 18):
        raise PopulationRefused("origin", "Choose what the population is taken from.")
    return Origin(said), int(seq)
