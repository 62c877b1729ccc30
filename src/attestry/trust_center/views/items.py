"""What is shown of a kind, what backs it, and choosing it or withholding it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.accounts.rules import READ
from attestry.kit import clock
from attestry.trust_center.actions.publishing import publish, publish_and_offer, withhold
from attestry.trust_center.errors import UnknownItem
from attestry.trust_center.forms import SubprocessorForm
from attestry.trust_center.queries.world import the_world
from attestry.trust_center.rules.items import ItemKind
from attestry.ui.acting import answer

_BEGINNINGS = {
    ItemKind.SYSTEM: ("Describe a system", "scope"),
    ItemKind.REPORT: ("See the engagements", "engagements"),
    ItemKind.FRAMEWORK: ("See the frameworks", "frameworks"),
    ItemKind.CONTROL: ("See the controls", "controls"),
    ItemKind.POLICY: ("Write a policy", "policies"),
    ItemKind.SUBPROCESSOR: ("See the vendors", "vendors"),
    ItemKind.LETTER: ("Write a bridge letter", "bridge_letters"),
}


@requires(READ)
@require_http_methods(["GET", "HEAD", "POST"])
def trust_center_items(request: HttpRequest, kind: str) -> HttpResponse:
    """Every item of a kind: whether it is shown, and what backs it. By POST, some are shown or withheld."""
    if kind not in set(ItemKind):
        raise Http404
    of = ItemKind(kind)
    if request.method == "POST":
        return _decided(request, of)
    context = {
        "kind": of,
        "lines": the_world(clock.now()).of(of),
        "form": SubprocessorForm(),
        "may": actor_of(request).may,
        "begin": _begin(of),
        "is_subprocessor": of is ItemKind.SUBPROCESSOR,
        "breadcrumb": [("Trust center", reverse("trust_center")), (of.label, "")],
    }
    return render(request, "trust_center/items.html", context)


def _begin(kind: ItemKind) -> tuple[str, str]:
    """Where the first of a kind comes about: the words of a button, and where it leads."""
    words, name = _BEGINNINGS[kind]
    return words, reverse(name)


def _decided(request: HttpRequest, kind: ItemKind) -> HttpResponse:
    keys = request.POST.getlist("key")
    if request.POST.get("all"):
        keys = [one.key for one in the_world(clock.now()).of(kind) if not one.missing]
    if request.POST.get("withhold"):
        return answer(
            request,
            lambda: withhold(actor_of(request), kind=kind, keys=keys),
            "The world does not see it any more.",
            "trust_center_items",
            kind.value,
            also=(UnknownItem,),
        )
    if kind is ItemKind.REPORT and request.POST.get("offer"):
        return answer(
            request,
            lambda: publish_and_offer(actor_of(request), keys=keys),
            "It is shown, and strangers can ask for what stands.",
            "trust_center_items",
            kind.value,
            also=(UnknownItem,),
        )
    purpose, place = request.POST.get("purpose", ""), request.POST.get("place", "")
    return answer(
        request,
        lambda: publish(actor_of(request), kind=kind, keys=keys, purpose=purpose, place=place),
        "It is shown.",
        "trust_center_items",
        kind.value,
        also=(UnknownItem,),
    )
