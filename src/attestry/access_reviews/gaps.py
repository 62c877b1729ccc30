"""The gaps that access reviews show by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from attestry.access_reviews.queries.factors import factor_coverage
from attestry.access_reviews.queries.reviews import late_removals, reviews
from attestry.access_reviews.rules.factors import Standing
from attestry.access_reviews.rules.review import REVIEW_EVERY
from attestry.controls.rules.gap import Gap, GapKind
from attestry.ui.words import counted_words


def gaps(at: datetime) -> Iterator[Gap]:
    """Critical systems without a second factor; no review within a quarter, late ones, unproved removals."""
    yield from _factors()
    everything = list(reviews())
    recent = [one for one in everything if one.opened_at > at - REVIEW_EVERY]
    if not recent:
        yield Gap(
            "access_reviews:none",
            "No access review was opened within a quarter",
            "Rights pile up unseen; a quarterly look at every account is what takes them away.",
            GapKind.NOT_OPERATING if everything else GapKind.MISSING,
            controls=("IAM-07",),
            url=reverse("access_reviews"),
        )
    for one in everything:
        if one.closed_at is None and one.due_on < at.date():
            yield Gap(
                f"access_reviews:{one.pk}:overdue",
                f"The access review “{one.name}” is overdue",
                f"It was due on {one.due_on}.",
                GapKind.NOT_OPERATING,
                controls=("IAM-07",),
                url=reverse("access_review", args=[one.pk]),
            )
    for item in late_removals(at):
        yield Gap(
            f"access_reviews:item:{item.pk}:unproved",
            f"Nothing proves that {item.account_name} lost the access it was to lose",
            f"“{item.review.name}” decided so, and no sealed list shows it done.",
            GapKind.NOT_OPERATING,
            controls=("IAM-07", "IAM-05"),
            url=reverse("access_review", args=[item.review_id]),
            since=item.decided_at,
        )


def _factors() -> Iterator[Gap]:
    for one in factor_coverage().standing(Standing.LACKING):
        people = counted_words(len(one.lacking), "person", "people")
        yield Gap(
            f"access_reviews:critical:{one.connection}/{one.system}",
            f"{one.name} lets {people} in without a second factor",
            f"The system is critical. Without a strong second factor: {', '.join(one.lacking[:5])}.",
            GapKind.NOT_OPERATING,
            controls=("IAM-02",),
            url=reverse("critical_systems"),
        )
