"""Workpapers and everything that is written in them, each line once and never changed.

Every row but the workpaper's own carries a salt and a digest of what it says; the journal, which
management reads, holds the digest alone.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.controls.models import Control
from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.populations.models import Population, SampledItem
from attestry.workpapers.rules.aspect import Aspect, Nature
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.grid import Mark


class Workpaper(models.Model):
    """The firm's work on one aspect of one control in one engagement, and the population that it tests."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="+")
    aspect = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Aspect])
    population = models.ForeignKey(Population, on_delete=models.PROTECT, null=True, related_name="+")
    opened_by = models.CharField(max_length=200)
    opened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["control__category__position", "control__key", "aspect"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["engagement", "control", "aspect"], name="one_workpaper_an_aspect"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What the firm calls it."""
        return f"{self.the_aspect.letter}-{self.control.key}"

    @property
    def subject(self) -> str:
        """This workpaper as the subject of a journal entry."""
        return f"workpaper:{self.engagement_id}/{self.pk}"

    @property
    def the_aspect(self) -> Aspect:
        """What it is about."""
        return Aspect(self.aspect)


class Written(models.Model):
    """What every line of a workpaper says of itself: who wrote it and when, with its commitment."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["pk"]


class Procedure(Written):
    """A version of how the control is tested: the steps, their nature, and the attributes of each item.

    ``control_text`` is what the control said when the procedure was written.
    """

    workpaper = models.ForeignKey(Workpaper, on_delete=models.PROTECT, related_name="procedures")
    version = models.PositiveIntegerField()
    text = models.TextField()
    natures = models.JSONField()
    attributes = models.JSONField(default=list)
    control_text = models.TextField()
    reason = models.TextField(blank=True)

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workpaper", "version"], name="one_procedure_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class WorkNote(Written):
    """One piece of work: whom the firm asked, what it watched, read, or did again. ``said`` is by nature."""

    workpaper = models.ForeignKey(Workpaper, on_delete=models.PROTECT, related_name="notes")
    nature = models.CharField(max_length=15, choices=[(one.value, one.label) for one in Nature])
    is_walkthrough = models.BooleanField(default=False)
    said = models.JSONField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.nature


class ItemMark(Written):
    """What was found of one attribute of one sampled item; the last counts, earlier ones stay."""

    workpaper = models.ForeignKey(Workpaper, on_delete=models.PROTECT, related_name="marks")
    item = models.ForeignKey(SampledItem, on_delete=models.PROTECT, related_name="+")
    attribute = models.CharField(max_length=1)
    mark = models.CharField(max_length=15, choices=[(one.value, one.label) for one in Mark])
    words = models.TextField(blank=True)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(mark__in=[Mark.PASS.value, Mark.NOT_APPLICABLE.value]) | ~Q(words=""),
                name="what_deviates_is_described",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attribute}: {self.mark}"


class Conclusion(Written):
    """What the firm concludes of the aspect, from which entries of the ledger; the last version counts.

    ``newest_evidence_at``: when the youngest of the entries came to be known. A conclusion is younger.
    """

    workpaper = models.ForeignKey(Workpaper, on_delete=models.PROTECT, related_name="conclusions")
    version = models.PositiveIntegerField()
    verdict = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Verdict])
    words = models.TextField()
    entries = models.JSONField(default=list)
    newest_evidence_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["workpaper", "version"], name="one_conclusion_a_version"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NOT_TESTED.value) | Q(at__gte=F("newest_evidence_at")),
                name="evidence_comes_before_the_conclusion",
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NOT_TESTED.value) | ~Q(entries=[]),
                name="a_conclusion_cites_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.verdict}"


class Review(Written):
    """What somebody else of the firm says of a conclusion: it stands, or what it lacks."""

    conclusion = models.OneToOneField(Conclusion, on_delete=models.PROTECT, related_name="review")
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stands = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(by=F("prepared_by")), name="preparer_never_reviews"),
            models.CheckConstraint(
                condition=Q(stands=True) | ~Q(words=""), name="returned_with_what_is_wanting"
            ),
        ]

    def __str__(self) -> str:
        return "stands" if self.stands else "returned"
