"""What did not hold: the deviation, the marks that it is made of, and whether it is one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.controls.models import Control
from attestry.deviations.rules.ground import Ground
from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.workpapers.models import ItemMark, Workpaper, Written


class Deviation(Written):
    """An instance, or several of one kind, in which a control did not work as described.

    It comes from marks of a workpaper, or from a fact that an entry of the ledger shows.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="+")
    workpaper = models.ForeignKey(Workpaper, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    words = models.TextField()

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["engagement", "number"], name="one_deviation_a_number"),
            models.CheckConstraint(
                condition=Q(workpaper__isnull=False) | Q(entry__isnull=False),
                name="a_deviation_comes_from_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What both sides call it."""
        return f"DEV-{self.number}"

    @property
    def subject(self) -> str:
        """This deviation as the subject of a journal entry, once it is shared."""
        return f"deviation:{self.engagement_id}/{self.number}"


class DeviatingMark(models.Model):
    """A mark of a workpaper that a deviation is made of."""

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="marks")
    mark = models.ForeignKey(ItemMark, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deviation", "mark"], name="a_mark_deviates_once")
        ]

    def __str__(self) -> str:
        return f"{self.deviation}: {self.mark}"


class NoDeviation(Written):
    """Why a mark that deviates is no deviation."""

    mark = models.OneToOneField(ItemMark, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Ground])
    words = models.TextField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(ground=Ground.EVIDENCE_SEEN.value) | Q(entry__isnull=False),
                name="evidence_that_was_seen_is_named",
            )
        ]

    def __str__(self) -> str:
        return self.ground


class Confirmation(Written):
    """Whether it is a deviation, with the answers that say why; the last version counts."""

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="confirmations")
    version = models.PositiveIntegerField()
    is_deviation = models.BooleanField()
    on_evidence = models.TextField()
    on_population = models.TextField()
    on_timing = models.TextField()

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deviation", "version"], name="one_confirmation_a_version")
        ]

    def __str__(self) -> str:
        return "a deviation" if self.is_deviation else "none"
