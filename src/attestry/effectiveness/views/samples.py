"""The page of a sample beside the whole population of a control test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import shows_evidence
from attestry.effectiveness.errors import SampleRefused
from attestry.effectiveness.queries.sample_beside_population import (
    SHOWN,
    SampleBesidePopulation,
    sample_beside_population,
)
from attestry.effectiveness.rules.selection import selection_key
from attestry.scope.queries.naming import system_name
from attestry.ui.addresses import address
from attestry.ui.as_of import Moment, moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import Choice, Column, Listing, read_choice

USUAL_SIZE = 25
_SIZES = (25, 40, 60)
_SIZE_DIGITS = 9
_SEED_LENGTH = 300
_COLUMNS = (
    Column("place", "Drawn", sortable=False, numeric=True),
    Column("item", "Item", sortable=False),
    Column("outcome", "Outcome", sortable=False),
    Column("reason", "Why", sortable=False),
)
_CSV = ("drawn", "item", "name", "outcome", "reason", "ranked by")


@dataclass(frozen=True, slots=True)
class SampleAsked:
    """The size and the seed that an address asks for; without a seed it follows from the population."""

    size: int
    seed: str

    @property
    def pairs(self) -> dict[str, str]:
        """The pairs that ask for it again."""
        return {"size": str(self.size), **({"seed": self.seed} if self.seed else {})}


def sample_asked(query: Mapping[str, str]) -> SampleAsked:
    """The sample that ``?size=&seed=`` asks for. Raises SampleRefused, which names the field."""
    size, seed = query.get("size", "").strip() or str(USUAL_SIZE), query.get("seed", "").strip()
    is_number = size.isascii() and size.isdigit() and len(size) <= _SIZE_DIGITS
    if not is_number or int(size) < 1:
        raise SampleRefused(
            f"size: “{size[:40]}” is no size of a sample.", next_step="Write a whole number from 1 on."
        )
    if len(seed) > _SEED_LENGTH or not seed.isprintable():
        raise SampleRefused(
            f"seed: what was given is longer than {_SEED_LENGTH} characters, or not of letters and signs.",
            next_step="Write one line of text, or leave it empty: it then follows from the population.",
        )
    return SampleAsked(int(size), seed)


@shows_evidence("test:{test_id}", "items of a sample")
@require_safe
def control_test_sample(request: HttpRequest, test_id: str) -> HttpResponseBase:
    """Both results side by side, and the items of the sample. Raises TestUnknown, SampleRefused."""
    asked, wanted = moment(request.GET), sample_asked(request.GET)
    choice = read_choice(request.GET, _COLUMNS)
    if request.GET.get("format") == "csv":
        return _csv(_found(test_id, asked, wanted, offset=0, limit=wanted.size))
    found = _found(test_id, asked, wanted, offset=(choice.page - 1) * SHOWN, limit=SHOWN)
    context = {
        "found": found,
        "asked": wanted,
        "sizes": [(size, {**asked.carried, **replace(wanted, size=size).pairs}) for size in _SIZES],
        "listing": _listing(found, choice, {**wanted.pairs, **asked.carried}),
        "moment": asked,
        "system_name": system_name(),
        "breadcrumb": [
            ("Control tests", address("control_tests")),
            (found.title, address("control_test", test_id)),
            ("A sample beside it", ""),
        ],
        **asked.chosen(),
    }
    return render(request, "effectiveness/sample.html", context)


def _found(
    test_id: str, asked: Moment, wanted: SampleAsked, *, offset: int, limit: int
) -> SampleBesidePopulation:
    return sample_beside_population(
        test_id,
        at=asked.at,
        size=wanted.size,
        seed=wanted.seed,
        known_at=asked.known_at,
        offset=offset,
        limit=limit,
    )


def _listing(found: SampleBesidePopulation, choice: Choice, kept: Mapping[str, str]) -> Listing:
    held = replace(choice, filters={**choice.filters, **kept})
    return Listing(_COLUMNS, found.items, found.sample.total, held, page_size=SHOWN)


def _csv(found: SampleBesidePopulation) -> HttpResponseBase:
    rows = (
        (one.place, one.item_id, one.item_name, one.outcome.value, one.reason,
         selection_key(found.seed, one.item_id))
        for one in found.items
    )  # fmt: skip
    return csv_answer(f"{found.test_id}-sample.csv", _CSV, rows)
