"""One framework, item by item, with what supports each and how that stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.frameworks.queries.cards import frameworks
from attestry.frameworks.queries.glossary import terms_in
from attestry.readiness.queries.crosswalk import framework_support
from attestry.readiness.views.around import around
from attestry.ui.addresses import address
from attestry.ui.as_of import moment
from attestry.ui.csv_answer import csv_answer

_CSV = ("item", "title", "coverage", "outcome", "controls")


@require_safe
def framework(request: HttpRequest, key: str) -> HttpResponseBase:
    """A framework through the company's controls; also as CSV."""
    asked = moment(request.GET)
    found = framework_support(key, at=asked.at, known_at=asked.known_at)
    if request.GET.get("format") == "csv":
        items = (item for _, items in found.sections for item in items)
        rows = (
            (
                item.criterion.reference,
                item.criterion.title,
                item.coverage,
                item.outcome.value if item.outcome else "",
                " ".join(one.key for one in item.controls),
            )
            for item in items
        )
        return csv_answer(f"{key}.csv", _CSV, rows)
    family = found.card.family
    context = {
        "found": found,
        "editions": [one for one in frameworks() if one.family == family and one.key != key],
        "terms": terms_in(found.card.words),
        "breadcrumb": [("Frameworks", address("frameworks")), (found.card.short_title, "")],
    }
    return render(request, "readiness/framework.html", {**context, **around(request, asked)})
