"""Assessments with their ratings and what froze them, and the plans of a report and of a year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.readiness.rules.assessment import Adequacy, Answers
from attestry.readiness.rules.assumptions import MONTHS
from attestry.readiness.rules.judgement import Assessor, Judgement
from attestry.readiness.rules.report_decision import ReportDates
from attestry.readiness.rules.report_type import ReportType


class Assessment(models.Model):
    """A readiness assessment from its beginning: who assesses, and how independent they are.

    It is open until it has a finalisation or was discarded; a system has one open at a time.
    """

    system = models.ForeignKey("scope.System", on_delete=models.CASCADE, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=200)
    assessor = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Assessor])
    assessed_by = models.CharField(max_length=200)
    independence = models.TextField()
    period_from = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    discarded_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-begun_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["system"], condition=models.Q(ended_at=None), name="one_open_assessment_per_system"
            ),
            models.CheckConstraint(
                condition=~models.Q(assessed_by="") & ~models.Q(independence="") & ~models.Q(assessor=""),
                name="an_assessment_says_who_and_how_independent",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment begun {self.begun_at:%Y-%m-%d}"

    @property
    def subject(self) -> str:
        """This assessment as the subject of a journal entry."""
        return f"assessment:{self.pk}"


class Finalisation(models.Model):
    """The end of an assessment: its exact content, frozen, and the digest of that content."""

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="finalisation")
    finalised_at = models.DateTimeField()
    finalised_by = models.CharField(max_length=200)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["-finalised_at"]

    def __str__(self) -> str:
        return f"finalised {self.finalised_at:%Y-%m-%d}"


class Rating(models.Model):
    """What a person says of one criterion in an assessment; what was said before stands in the journal.

    ``owns`` are the controls speaking to it that the person owned when they said it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="ratings")
    reference = models.CharField(max_length=40)
    design = models.CharField(max_length=14, choices=[(one.value, one.label) for one in Adequacy])
    implementation = models.CharField(max_length=14, choices=[(one.value, one.label) for one in Adequacy])
    operation = models.CharField(max_length=14, choices=[(one.value, one.label) for one in Adequacy])
    judgement = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Judgement])
    reason = models.TextField(blank=True)
    owns = models.JSONField(default=list)
    rated_by = models.CharField(max_length=200)
    rated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["reference"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "reference"], name="criterion_rated_once"),
            models.CheckConstraint(
                condition=models.Q(judgement=Judgement.MET.value) | ~models.Q(reason=""),
                name="rating_other_than_met_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.judgement}"

    def answers(self) -> Answers:
        """The three answers."""
        return Answers(Adequacy(self.design), Adequacy(self.implementation), Adequacy(self.operation))


class ReportPlan(models.Model):
    """What was last said and assumed on the way to a report; what was before stands in the journal."""

    system = models.ForeignKey("scope.System", on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    assumptions = models.JSONField(null=True)
    months = models.PositiveSmallIntegerField(default=MONTHS)
    assumed_by = models.CharField(max_length=200, blank=True)
    assumed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system"], name="report_planned_once_per_system")
        ]

    def __str__(self) -> str:
        return f"report plan of {self.system}"


class EffortPlan(models.Model):
    """What was last assumed of a year's effort; what was before stands in the journal."""

    system = models.ForeignKey("scope.System", on_delete=models.CASCADE, related_name="+")
    assumptions = models.JSONField()
    assumed_by = models.CharField(max_length=200)
    assumed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system"], name="effort_planned_once_per_system")
        ]

    def __str__(self) -> str:
        return f"effort plan of {self.system}"


class QuickStart(models.Model):
    """A schedule to a Type 1 as it was laid: its as-of date, its steps, and the facts it stood on."""

    system = models.ForeignKey("scope.System", on_delete=models.CASCADE, related_name="+")
    as_of_on = models.DateField()
    steps = models.JSONField()
    counts = models.JSONField()
    assumptions = models.JSONField()
    latest_on = models.DateField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"quick start to {self.as_of_on}"


class ReportDecision(models.Model):
    """Which report is sought and what it is to speak of; the newest counts, earlier ones stay.

    ``from_on`` is None for a Type 1. ``warnings`` are what spoke against it when it was decided.
    """

    system = models.ForeignKey("scope.System", on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=10, choices=[(one.value, one.label) for one in ReportType])
    from_on = models.DateField(null=True)
    until_on = models.DateField()
    reason = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(type=ReportType.TYPE_1.value, from_on=None)
                | models.Q(type=ReportType.TYPE_2.value, from_on__lt=models.F("until_on")),
                name="type_2_has_a_period",
            ),
            models.CheckConstraint(
                condition=models.Q(warnings=[]) | ~models.Q(reason=""), name="decided_against_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.dates().words

    def dates(self) -> ReportDates:
        """The type and the dates."""
        return ReportDates(ReportType(self.type), self.from_on, self.until_on)
