"""Engagements side by side, by what is kept of each; rooms above add theirs.

A room that knows more offers ``engagement_facts.py: facts(engagements) -> Mapping[int, Mapping[Row, str]]``:
by the engagement's number, cells that stand in place of this room's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.db.models import Count, Q

import attestry
from attestry.engagements.models import Engagement
from attestry.engagements.rules.comparison import Compared, Row, cells
from attestry.frameworks.queries.criteria import criteria_in_scope

Facts = Callable[[Sequence[Engagement]], Mapping[int, Mapping[Row, str]]]


@cache
def _providers() -> tuple[Facts, ...]:
    return tuple(
        import_module(f"{room.name}.engagement_facts").facts
        for room in iter_modules(attestry.__path__, "attestry.")
        if room.ispkg and find_spec(f"{room.name}.engagement_facts")
    )


def comparison(engagements: Sequence[Engagement]) -> dict[int, dict[Row, str]]:
    """The six cells of each engagement, by its number."""
    numbers = [one.pk for one in engagements]
    team = dict(
        Engagement.objects.filter(pk__in=numbers)
        .annotate(members=Count("team", filter=Q(team__left_at=None)))
        .values_list("pk", "members")
    )
    found = {one.pk: cells(_compared(one, team.get(one.pk, 0))) for one in engagements}
    for provide in _providers():
        for number, said in provide(engagements).items():
            found[number] |= {row: words for row, words in said.items() if words}
    return found


def _compared(engagement: Engagement, team: int) -> Compared:
    in_scope = criteria_in_scope(engagement.categories, on=engagement.until_on)
    return Compared(
        kind=engagement.the_kind,
        from_on=engagement.from_on,
        until_on=engagement.until_on,
        categories=tuple(engagement.categories),
        criteria=len(in_scope) - len(engagement.inapplicable),
        team=team,
        begun_on=engagement.begun_at.date() if engagement.begun_at else None,
        report_dated_on=engagement.report_dated_on,
        firm=engagement.firm.name if engagement.firm else "",
    )
