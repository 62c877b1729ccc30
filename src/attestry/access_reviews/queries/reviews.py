"""Reads: access reviews with their counts, and the items of one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from attestry.access_reviews.errors import ReviewUnknown
from attestry.access_reviews.models import AccessReview, ReviewItem
from attestry.access_reviews.rules.review import REMOVED_WITHIN

_AWAY = Q(items__decision__in=("remove", "change"))


def reviews() -> QuerySet[AccessReview]:
    """Every review with how many items it has, are undecided, go, and are not proved yet."""
    return AccessReview.objects.select_related("reviewer").annotate(
        item_count=Count("items"),
        undecided_count=Count("items", filter=Q(items__decision="")),
        away_count=Count("items", filter=_AWAY),
        unproved_count=Count("items", filter=_AWAY & Q(items__proved_seq=None)),
    )


def review_numbered(pk: int) -> AccessReview:
    """One review with its counts. Raises ReviewUnknown."""
    found = reviews().filter(pk=pk).first()
    if found is None:
        raise ReviewUnknown
    return found


def items_found(review: AccessReview, *, state: str = "", words: str = "") -> QuerySet[ReviewItem]:
    """The items of a review, narrowed by what is given."""
    found = review.items.all()
    if state == "undecided":
        found = found.filter(decision="")
    elif state == "flagged":
        found = found.exclude(flags=[])
    elif state == "not proved":
        found = found.filter(decision__in=("remove", "change"), proved_seq=None)
    elif state:
        found = found.filter(decision=state)
    for word in words.split():
        found = found.filter(
            Q(account_name__icontains=word) | Q(person_email__icontains=word) | Q(rights__icontains=word)
        )
    return found


def unflagged(review: AccessReview, own: Collection[str]) -> list[int]:
    """The undecided accounts that nothing speaks against and that are none of somebody's own."""
    found = review.items.filter(decision="", flags=[]).exclude(person_email__in=own)
    return list(found.values_list("pk", flat=True))


def roles_of(review: AccessReview) -> list[tuple[str, int, int]]:
    """The role catalogue: each right in the frozen population, how many hold it, and how many keep it."""
    held: dict[str, list[int]] = {}
    for rights, decision in review.items.values_list("rights", "decision"):
        for right in filter(None, (one.strip() for one in rights.split(","))):
            counts = held.setdefault(right, [0, 0])
            counts[0] += 1
            counts[1] += decision == "keep"
    return sorted((right, holders, kept) for right, (holders, kept) in held.items())


def late_removals(at: datetime) -> QuerySet[ReviewItem]:
    """What was decided to go or change longer ago than it may take, and nothing proves yet."""
    found = ReviewItem.objects.filter(decision__in=("remove", "change"), proved_seq=None)
    return found.filter(decided_at__lt=at - REMOVED_WITHIN).select_related("review")
