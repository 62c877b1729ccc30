"""What a renewed engagement was handed over from the one before it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.engagements.models.engagement import Engagement
from attestry.engagements.rules.carried import MatterKind


class CarriedMatter(models.Model):
    """Something that was open, or had changed, when an engagement was renewed; until somebody settles it."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="carried")
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in MatterKind])
    key = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    carried_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["engagement", "key"], name="a_matter_is_carried_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="a_settled_matter_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.title
