"""The marks of an engagement that count, found by the database: a grid may hold very many that hold."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from attestry.engagements.models import Engagement
from attestry.workpapers.models import ItemMark
from attestry.workpapers.rules.grid import Mark


def standing_marks(engagement: Engagement, *kinds: Mark) -> QuerySet[ItemMark]:
    """Marks of these kinds: the last of their cell, of items that were not replaced; as they were written."""
    found = ItemMark.objects.filter(workpaper__engagement=engagement, item__replacement=None)
    return last_of_their_cells(found.filter(mark__in=kinds)).select_related("item").order_by("pk")


def last_of_their_cells(marks: QuerySet[ItemMark]) -> QuerySet[ItemMark]:
    """Those of some marks after which nobody wrote another one of the same item and attribute."""
    later = ItemMark.objects.filter(
        workpaper=OuterRef("workpaper"),
        item=OuterRef("item"),
        attribute=OuterRef("attribute"),
        pk__gt=OuterRef("pk"),
    )
    return marks.filter(~Exists(later))
