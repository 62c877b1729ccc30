"""Opinions of the firm and their approval, drafts that it shared, reports that it issued."""

from __future__ import annotations

from datetime import date
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


class SharedDraft(models.Model):
    """A draft of the report as the firm showed it to management: its contents as they stood."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"draft of {self.at:%Y-%m-%d}"


class DraftComment(models.Model):
    """What somebody of either side says of a draft that was shown, before the report is issued."""

    draft = models.ForeignKey(SharedDraft, on_delete=models.PROTECT, related_name="comments")
    words = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    is_firms = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_comment_on_a_draft_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.words[:80]}"


class IssuedReport(models.Model):
    """A report that the firm issued: frozen contents, the digest of its sealed PDF, signed companions.

    One that ``replaces`` another says why; the other stays, and says that it was replaced.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="issued_reports")
    version = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    why = models.TextField(blank=True)
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    entry_seq = models.PositiveBigIntegerField(unique=True)
    companion = models.JSONField()
    oscal = models.JSONField(null=True)
    seal = models.JSONField(null=True)
    report_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["engagement", "version"], name="one_report_a_version"),
            models.CheckConstraint(
                condition=Q(version=1, replaces=None) | (Q(replaces__isnull=False) & ~Q(why="")),
                name="a_reissue_names_the_old_one_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.report_on:%Y-%m-%d}"

    @property
    def file_name(self) -> str:
        """What a download is called."""
        return pdf_name(self.content["kind"], self.report_on, self.version)


def pdf_name(kind: str, report_on: date, version: int) -> str:
    """What the PDF of a report is called."""
    return f"{kind.replace('_', '-')}-report-{report_on:%Y-%m-%d}-v{version}.pdf"


class ReportWithdrawal(models.Model):
    """The firm stands by a report no more, and says why: nobody may rely on it. What was issued stays."""

    report = models.OneToOneField(IssuedReport, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_report_is_withdrawn_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawn: {self.reason[:80]}"
