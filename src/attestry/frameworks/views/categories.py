"""The five categories explained, and one of them with its criteria."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.frameworks.queries.criteria import category_pages
from attestry.kit.errors import NotFound
from attestry.ui.addresses import address


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """What each category means, and which criteria it adds."""
    return render(request, "frameworks/categories.html", {"pages": category_pages()})


@require_safe
def category(request: HttpRequest, key: str) -> HttpResponse:
    """One category with its own criteria."""
    page = next((one for one in category_pages() if one.key == key), None)
    if page is None:
        raise NotFound(f"There is no category “{key}”.", next_step="See the five categories.")
    sections: dict[str, list[object]] = {}
    for line in page.criteria:
        sections.setdefault(line.section, []).append(line)
    breadcrumb = [("Categories", address("categories")), (page.title, "")]
    context = {"page": page, "sections": sections, "breadcrumb": breadcrumb}
    return render(request, "frameworks/category.html", context)
