"""Opinions of the firm, version by version, and the partner's approval of each. Never changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.engagements.models import Engagement
from attestry.opinions.rules.opinion import Cause, OpinionKind, Subject


class Opinion(models.Model):
    """A version of what the firm says of one subject matter; behind the wall until it is issued."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    subject_matter = models.CharField(max_length=15, choices=[(one.value, one.value) for one in Subject])
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=15, choices=[(one.value, one.label) for one in OpinionKind])
    cause = models.CharField(max_length=15, blank=True, choices=[(one.value, one.label) for one in Cause])
    is_pervasive = models.BooleanField(null=True)
    criteria = models.JSONField(default=list)
    matter = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    change_reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["subject_matter", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["engagement", "subject_matter", "version"], name="one_opinion_a_version"
            ),
            models.CheckConstraint(
                condition=Q(kind=OpinionKind.UNMODIFIED.value) | (~Q(matter="") & ~Q(reasons="")),
                name="modified_with_matter_and_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_matter}: {self.kind}"


class OpinionApproval(models.Model):
    """The reviewing partner, who did not write it, lets an opinion stand."""

    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="approval")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(by=F("written_by")), name="writer_never_approves"),
        ]

    def __str__(self) -> str:
        return f"approved by {self.by_name}"
