"""Letters of an engagement: signed copies, each an entry of the ledger."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.engagements.models.engagement import Engagement
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.side import Side


class Letter(models.Model):
    """A signed copy that was handed in: whose letter, who signed it as what, and the entry that holds it.

    Never changed: a newer copy of its kind stands beside it, and the newest counts.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in LetterKind])
    signatory = models.CharField(max_length=200)
    signatory_title = models.CharField(max_length=200)
    countersigned_by = models.CharField(max_length=200, blank=True)
    dated_on = models.DateField()
    entry_seq = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200)
    side = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Side])
    handed_in_by = models.CharField(max_length=200)
    handed_in_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{LetterKind(self.kind).label} of {self.dated_on:%Y-%m-%d}"
