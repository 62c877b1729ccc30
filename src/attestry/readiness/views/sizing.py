"""Right-sizing: what each category, component and further system adds or takes away, and the lean profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from attestry.accounts.access import actor_of
from attestry.controls.queries.listing import categories_by_kind
from attestry.frameworks.rules import Category
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid
from attestry.readiness.actions.leaning import apply_lean_profile
from attestry.readiness.forms import WhatIfForm
from attestry.readiness.queries.leaning import policies_to_merge
from attestry.readiness.queries.sizing import Sized, sized
from attestry.readiness.rules.effort_assumptions import CURRENCY, QUANTITIES
from attestry.readiness.rules.lean import MERGED
from attestry.readiness.rules.sized import SizedControl
from attestry.readiness.rules.sizing import (
    Effect,
    effect,
    performed_on,
    performed_on_component,
    size,
    toggled,
    without,
)
from attestry.readiness.tables.controls import DROPPED
from attestry.readiness.tables.sizing import components_of
from attestry.scope.queries.categories import the_system
from attestry.scope.rules.system import ComponentKind
from attestry.ui.csv_answer import csv_answer
from attestry.ui.words import instant_words


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One thing that could be added or removed, and what that would change."""

    key: str
    title: str
    is_in: bool
    effect: Effect
    on_it: tuple[SizedControl, ...] = ()


@require_safe
def right_size(request: HttpRequest) -> HttpResponseBase:
    """What the scope takes, and what each thing would change; also as CSV, with every assumption."""
    system = the_system()
    found = sized(system, at=clock.now())
    table, rows = components_of(found.program.assumed.currency), list(_components(found))
    if request.GET.get("table") == "components" and (answered := table.as_csv(request.GET, rows)):
        return answered
    if request.GET.get("format") == "csv":
        return csv_answer("right-size.csv", ("what", "", "", ""), _csv_rows(found))
    components = [(str(one.pk), f"{one.kind.capitalize()}: {one.name}") for one in found.program.components]
    asked = "what" in request.GET
    initial = {"categories": sorted(found.now.chosen)}
    form = WhatIfForm(request.GET if asked else None, components=components, initial=initial)
    context = {
        "sized": found,
        "size": size(found.program, found.now),
        "categories": list(_categories(found)),
        "components": table.listing(request.GET, rows, {"table": "components"}),
        "further": list(_further(found)),
        "form": form,
        "what_if": effect(found.program, found.now, form.scope()) if asked and form.is_valid() else None,
        "kinds": [kind.value for kind in ComponentKind],
        "mapping": list(_mapping(found)),
        "quantities": QUANTITIES,
        "usual_currency": CURRENCY,
        "may": actor_of(request).may,
    }
    return render(request, "readiness/right_size.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lean(request: HttpRequest) -> HttpResponseBase:
    """The lean profile with everything that it changes; what goes also as CSV; a post applies it."""
    system = the_system()
    if request.method == "POST":
        asked = request.POST.get("dropping", "")
        try:
            profile = apply_lean_profile(
                actor_of(request),
                system,
                dropping=int(asked) if asked.isascii() and asked.isdigit() else -1,
                with_policies=request.POST.get("with_policies") == "on",
            )
        except (Invalid, Conflict) as refusal:
            messages.error(request, str(refusal))
        else:
            said = f"{len(profile.dropped)} controls are retired, {len(profile.reviews)} reviews are in use."
            messages.success(request, said)
        return redirect("lean_profile")
    found = sized(system, at=clock.now())
    if answered := DROPPED.as_csv(request.GET, found.lean.dropped):
        return answered
    context = {
        "sized": found,
        "listing": DROPPED.listing(request.GET, found.lean.dropped),
        "profile": found.lean,
        "merged": MERGED,
        "to_merge": policies_to_merge(system),
        "breadcrumb": [("Right-size", reverse("right_size")), ("Lean profile", "")],
        "may": actor_of(request).may,
    }
    return render(request, "readiness/lean.html", context)


def _categories(found: Sized) -> Iterator[WhatIf]:
    for one in Category:
        then = toggled(found.now, one.value)
        words = one.value.replace("_", " ").capitalize()
        yield WhatIf(one.value, words, one.value in found.now.chosen, effect(found.program, found.now, then))


def _components(found: Sized) -> Iterator[WhatIf]:
    before = size(found.program, found.now)
    for one in found.program.components:
        changed = effect(found.program, found.now, without(found.now, one.pk), before)
        on_it = performed_on_component(found.program, found.now, one)
        yield WhatIf(one.kind, one.name, is_in=True, effect=changed, on_it=on_it)


def _further(found: Sized) -> Iterator[WhatIf]:
    for kind in ComponentKind:
        then = replace(found.now, added=((kind.value, 1),))
        changed = effect(found.program, found.now, then)
        on_it = performed_on(found.program, found.now, kind.value)
        yield WhatIf(kind.value, f"One more of {kind.value}", is_in=False, effect=changed, on_it=on_it)
    one_more = effect(found.program, found.now, replace(found.now, systems=1))
    yield WhatIf("system", "One more system", is_in=False, effect=one_more)


def _mapping(found: Sized) -> Iterator[tuple[str, list[str], int]]:
    """Each kind of component with the library's categories of controls that are performed on it."""
    titles = categories_by_kind()
    for kind in ComponentKind:
        on_it = performed_on(found.program, found.now, kind.value)
        yield kind.value, titles.get(kind.value, []), len(on_it)


def _csv_rows(found: Sized) -> Iterator[tuple[object, ...]]:
    """The assumptions first, then who kept them, then each thing and what it would change."""
    currency = found.program.assumed.currency
    for one in QUANTITIES:
        unit = f"{currency} {one.unit}" if one.key == "rate" else one.unit
        yield one.title, found.program.assumed[one.key], unit, one.why
    said = found.said
    by = f"{said.by}, {instant_words(said.at)}" if said else "nobody: the product's own guesses"
    yield "Kept by", by, "", "An estimate of management's own, from assumptions. Nothing here was measured."
    yield ()
    yield (
        "what",
        "in now",
        "criteria",
        "controls",
        "items a year",
        "hours",
        f"cost ({currency})",
        "uncovers",
        "rests on",
    )
    for each in (*_categories(found), *_components(found), *_further(found)):
        changed = each.effect
        open_ones = " ".join(promise.key for promise in changed.uncovered)
        yield (
            *(each.title, "yes" if each.is_in else "no", changed.criteria, changed.controls, changed.items),
            *(
                changed.amount.hours,
                changed.amount.cost,
                open_ones,
                " ".join(one.key for one in each.on_it),
            ),
        )
