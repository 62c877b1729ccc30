"""The pages that show what a conclusion stands on: the proof walk, and the answer as of a date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of, shows_evidence
from attestry.effectiveness.queries.as_of import on_date
from attestry.effectiveness.queries.as_read import as_read_by
from attestry.effectiveness.queries.proof import prove as walk_of
from attestry.effectiveness.rules.limits import LIMITS_AS_OF_A_DATE
from attestry.effectiveness.tables import CONTROLS, CRITERIA
from attestry.kit.errors import Broken
from attestry.scope.queries.naming import system_name
from attestry.ui.addresses import address
from attestry.ui.as_of import moment
from attestry.ui.rows import Rows


@shows_evidence("proof:{reference}", "page")
@require_safe
def prove(request: HttpRequest, reference: str) -> HttpResponse:
    """From a criterion or a control down to the sealed bytes, checked while it is asked."""
    asked = moment(request.GET)
    walk = walk_of(reference, at=asked.at, known_at=asked.known_at)
    context = {
        "walk": walk,
        "moment": asked,
        "breadcrumb": [
            ("Control tests", address("control_tests")),
            (f"Proof of {walk.reference.upper()}", ""),
        ],
        "system_name": system_name(),
        **asked.chosen(),
    }
    return render(request, "effectiveness/prove.html", context, status=200)


@require_safe
def as_of(request: HttpRequest) -> HttpResponseBase:
    """Which controls were in place on a date, with the evidence seen by then; both tables also as CSV.

    Raises Broken where the page came out without the notice of its limits.
    """
    asked = moment(request.GET)
    answer = as_read_by(actor_of(request), on_date(asked.at, asked.known_at))
    tables: tuple[tuple[str, Rows[Any], Sequence[Any]], ...] = (
        ("controls", CONTROLS, answer.controls),
        ("criteria", CRITERIA, answer.criteria),
    )
    chosen = request.GET.get("table", "controls")
    queries = {name: request.GET if name == chosen else {} for name, _, _ in tables}
    for name, table, rows in tables:
        if answered := table.as_csv(queries[name], rows):
            return answered
    context = {
        "answer": answer,
        "listings": {
            name: table.listing(queries[name], rows, {**asked.carried, "table": name})
            for name, table, rows in tables
        },
        "limits": LIMITS_AS_OF_A_DATE,
        "moment": asked,
        "asked_of": asked.chosen()["as_of"] or asked.at,
        "asked_on": asked.chosen()["known_on"],
    }
    page = render(request, "effectiveness/as_of.html", context)
    if LIMITS_AS_OF_A_DATE not in page.content.decode():
        raise Broken("The page of a date came out without the notice of its limits.")
    return page


@require_safe
def prove_something(request: HttpRequest) -> HttpResponse:
    """The form's way to a proof: ``?of=CC6.1``."""
    return redirect("prove", reference=request.GET.get("of", "").strip() or "CC6.1")
