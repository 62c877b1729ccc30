"""Runs of the control tests, their results, and what an organization set for a test."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.control_tests.rules.mutation import share
from attestry.control_tests.rules.outcome import Counts, Outcome


class Aspect(models.TextChoices):
    """Which of the three audit questions a result speaks to."""

    DESIGN = "design"
    IMPLEMENTATION = "implementation"
    OPERATION = "operation"


class Run(models.Model):
    """One pass over the control tests, as of an instant, sealed as one entry."""

    ordinal = models.PositiveBigIntegerField(primary_key=True)
    entry_seq = models.PositiveBigIntegerField(unique=True)
    as_of = models.DateTimeField(db_index=True)
    recorded_at = models.DateTimeField()
    segment = models.CharField(max_length=64, blank=True)
    change_count = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["ordinal"]

    def __str__(self) -> str:
        return f"run {self.ordinal} as of {self.as_of:%Y-%m-%d %H:%M} UTC"


class Result(models.Model):
    """What one control test answered in one run; or what a person found, sealed in the same way."""

    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="results")
    entry_seq = models.PositiveBigIntegerField()
    test_id = models.CharField(max_length=120)
    version = models.CharField(max_length=64)
    aspect = models.CharField(max_length=14, choices=Aspect.choices, default=Aspect.IMPLEMENTATION)
    control_id = models.CharField(max_length=40, blank=True, db_index=True)
    performed_by = models.CharField(max_length=200, blank=True)
    conclusion = models.TextField(blank=True)
    as_of = models.DateTimeField()
    recorded_at = models.DateTimeField()
    holds_until = models.DateTimeField()
    verdict = models.CharField(max_length=14)
    passed = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    unknown = models.PositiveBigIntegerField(default=0)
    not_applicable = models.PositiveBigIntegerField(default=0)
    unseen = models.JSONField(default=list)
    error = models.TextField(blank=True)
    inputs = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["test_id", "as_of"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["test_id", "-as_of"])]

    def __str__(self) -> str:
        return f"{self.test_id}: {self.verdict}"

    @property
    def outcome(self) -> Outcome:
        """The verdict as an outcome."""
        return Outcome(self.verdict)

    @property
    def counts(self) -> Counts:
        """How many items have each outcome."""
        return Counts(self.passed, self.failed, self.unknown, self.not_applicable)


class TestSetting(models.Model):
    """The thresholds that the organization chose for a test, and whether the test is run."""

    __test__ = False
    test_id = models.CharField(max_length=120, primary_key=True)
    parameters = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"settings of {self.test_id}"


class MutationScore(models.Model):
    """How many faults a test noticed when they were put into its passing cases, and which it let through.

    ``basis`` is the digest of the version and the cases that were measured.
    """

    test_id = models.CharField(max_length=120)
    version = models.CharField(max_length=64)
    basis = models.CharField(max_length=64)
    noticed = models.PositiveIntegerField()
    injected = models.PositiveIntegerField()
    survivors = models.JSONField(default=list)
    measured_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["test_id", "measured_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["test_id", "basis"], name="one_mutation_score_a_basis")
        ]

    def __str__(self) -> str:
        return f"{self.test_id} noticed {self.noticed} of {self.injected} faults"

    @property
    def share(self) -> float:
        """The part of the faults that was noticed."""
        return share(self.noticed, self.injected)
