"""Recovery plans and what tests of them measured; forecasts of capacity and load tests."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.continuity.rules.measured import Verdict, headroom_percent, verdict
from attestry.evidence.models import Entry
from attestry.people.models import Person


class RecoveryPlan(models.Model):
    """How a service comes back: within ``rto_minutes``, losing at most ``rpo_minutes`` of data."""

    title = models.CharField(max_length=200, unique=True)
    covers = models.TextField()
    rto_minutes = models.PositiveIntegerField()
    rpo_minutes = models.PositiveIntegerField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_plans")
    retired_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This plan as the subject of a journal entry."""
        return f"recovery_plan:{self.title}"


class ActionNeeded(models.Model):
    """What has to be done because a test fell short: what, by whom, by when. Empty where it did not."""

    action = models.CharField(max_length=300, blank=True)
    action_owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    action_due_on = models.DateField(null=True)
    action_done_on = models.DateField(null=True)

    class Meta:
        abstract = True


class RecoveryTest(ActionNeeded):
    """A restore or a failover that was tried. Its targets are those of that day. ``evidence`` is sealed."""

    plan = models.ForeignKey(RecoveryPlan, on_delete=models.PROTECT, related_name="tests")
    kind = models.CharField(max_length=10, choices=[("restore", "Restore"), ("failover", "Failover")])
    tested_on = models.DateField()
    rto_minutes = models.PositiveIntegerField()
    rpo_minutes = models.PositiveIntegerField()
    recovery_minutes = models.PositiveIntegerField(null=True)
    loss_minutes = models.PositiveIntegerField(null=True)
    is_whole = models.BooleanField()
    findings = models.TextField(blank=True)
    evidence = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-tested_on", "-pk"]

    @property
    def verdict(self) -> Verdict:
        """How it came out."""
        return verdict(
            self.rto_minutes,
            self.rpo_minutes,
            self.recovery_minutes,
            self.loss_minutes,
            is_whole=self.is_whole,
        )


class CapacityForecast(models.Model):
    """The peak that is expected of a service until a day, and what it can carry today."""

    service = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    expected_peak = models.DecimalField(max_digits=16, decimal_places=2)
    capacity = models.DecimalField(max_digits=16, decimal_places=2)
    until = models.DateField()
    basis = models.TextField()
    made_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expected_peak__gt=0), name="a_peak_is_more_than_nothing")
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.expected_peak.normalize():f} {self.unit}"


class LoadTest(ActionNeeded):
    """How much a service carried when it was tried, against a forecast."""

    forecast = models.ForeignKey(CapacityForecast, on_delete=models.PROTECT, related_name="load_tests")
    tested_on = models.DateField()
    reached = models.DecimalField(max_digits=16, decimal_places=2)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-tested_on", "-pk"]

    @property
    def headroom(self) -> Decimal:
        """In percent of the expected peak; below 0: it does not suffice."""
        return headroom_percent(self.reached, self.forecast.expected_peak)
