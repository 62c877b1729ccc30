"""The frameworks as a list, and what one edition changes against another."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.frameworks.queries.cards import framework_detail
from attestry.frameworks.queries.cards import frameworks as all_frameworks
from attestry.frameworks.queries.editions import edition_delta
from attestry.frameworks.queries.glossary import terms_in
from attestry.ui.addresses import address


@require_safe
def frameworks(request: HttpRequest) -> HttpResponse:
    """Every framework: voluntary ones apart from law."""
    found = all_frameworks()
    context = {
        "voluntary": [one for one in found if not one.is_law],
        "law": [one for one in found if one.is_law],
        "terms": terms_in(*(one.words for one in found)),
    }
    return render(request, "frameworks/frameworks.html", context)


@require_safe
def framework_delta(request: HttpRequest, earlier: str, later: str) -> HttpResponse:
    """What moving from one edition to another asks one to look at."""
    before, after = framework_detail(earlier).card, framework_detail(later).card
    context = {
        "earlier": before,
        "later": after,
        "delta": edition_delta(earlier, later),
        "breadcrumb": [("Frameworks", address("frameworks")), (f"{before.short_title}: what changes", "")],
    }
    return render(request, "frameworks/delta.html", context)
