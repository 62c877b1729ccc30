"""The glossary, one anchor a term."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.middleware import for_everyone
from attestry.frameworks.queries.glossary import Term, glossary_terms


@for_everyone
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term by its first letter, or those that hold what was searched for."""
    search = request.GET.get("q", "").strip()[:200]
    found = glossary_terms(search=search)
    letters: dict[str, list[Term]] = {}
    for term in found:
        letters.setdefault(term.title[:1].upper(), []).append(term)
    context = {"letters": letters, "search": search, "count": len(found)}
    return render(request, "frameworks/glossary.html", context)
