"""What contracts ask for and nobody fulfils, found by itself: commitments have to be kept (CC2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from attestry.controls.rules.gap import Gap, GapKind
from attestry.customers.models import Stage
from attestry.customers.queries.portfolio import ObligationLine, portfolio
from attestry.customers.rules.report import Standing
from attestry.kit.remembered import of_the_day
from attestry.ui.addresses import address
from attestry.ui.words import day_words

_CONTROLS = ("COM-02",)


@of_the_day
def gaps(at: datetime) -> Iterator[Gap]:
    """Broken contracts, what is due or too old soon, and reviews that are overdue; three queries."""
    for line in portfolio(at.date()).lines:
        if line.customer.stage != Stage.CUSTOMER:
            continue
        for one in line.obligations:
            yield from _of(one)


def _of(one: ObligationLine) -> Iterator[Gap]:
    obligation = one.obligation
    name, url = obligation.customer.name, address("customer", obligation.customer_id)
    if one.met is not None and (one.met.standing.is_breach or one.met.standing is Standing.LAPSES_SOON):
        yield Gap(
            key=f"customer:{obligation.pk}:report",
            title=f"{name} is owed a report: {one.met.standing.label}",
            why=f"{one.met.why}. {obligation.consequence}".strip(),
            kind=GapKind.MISSING if one.met.standing is Standing.MISSING else GapKind.INADEQUATE,
            controls=_CONTROLS,
            url=url,
        )
    if one.is_overdue and obligation.due_on:
        yield Gap(
            key=f"customer:{obligation.pk}:overdue",
            title=f"{name} is owed something since {day_words(obligation.due_on)}",
            why=f"{obligation.clause} {obligation.consequence}".strip(),
            kind=GapKind.NOT_OPERATING,
            controls=_CONTROLS,
            url=url,
        )
    if one.is_due_soon and obligation.due_on:
        yield Gap(
            key=f"customer:{obligation.pk}:soon",
            title=f"{name} is owed something by {day_words(obligation.due_on)}",
            why=f"{obligation.clause} {obligation.consequence}".strip(),
            kind=GapKind.INADEQUATE,
            controls=_CONTROLS,
            url=url,
        )
    if one.is_review_overdue and obligation.next_review_on:
        yield Gap(
            key=f"customer:{obligation.pk}:review",
            title=f"An obligation to {name} was not read again in time",
            why=f"It was due on {day_words(obligation.next_review_on)}.",
            kind=GapKind.NOT_OPERATING,
            controls=_CONTROLS,
            url=url,
        )
