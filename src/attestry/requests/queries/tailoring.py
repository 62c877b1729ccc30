"""The requests of the library that fit an engagement."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.requests.content import LibraryRequest, library_groups
from attestry.requests.rules.tailoring import Ground, fits


@dataclass(frozen=True, slots=True)
class Fitting:
    """One request of the library, its group and its place in the whole list."""

    request: LibraryRequest
    group: str
    position: int


def fitting(engagement: Engagement) -> tuple[Fitting, ...]:
    """What fits the engagement, in the order of the library."""
    kind = engagement.the_kind
    ground = Ground(
        frozenset(one.reference for one in criteria_of(engagement)),
        has_period=kind.has_period,
        uses_ai=engagement.system.uses_ai,
    )
    every = [(group.title, one) for group in library_groups() for one in group.requests]
    return tuple(
        Fitting(one, title, place)
        for place, (title, one) in enumerate(every)
        if fits(one.kind, one.criteria, one.controls, ground)
    )


def library_count() -> int:
    """How many requests the library holds."""
    return sum(len(group.requests) for group in library_groups())
