"""Recovery and response plans, what tests of them measured; forecasts of capacity and load tests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from attestry.continuity.rules.measured import Verdict, verdict
from attestry.continuity.rules.plan import PlanKind
from attestry.evidence.models import Entry
from attestry.people.models import Person


class Versioned(models.Model):
    """What may be changed. ``version`` goes up with each change; a form says from which it was made."""

    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class RecoveryPlan(Versioned):
    """How a service comes back: within ``rto_minutes``, losing at most ``rpo_minutes`` of data.

    Or how the company answers an incident; that one has no targets. What was approved is one version.
    """

    kind = models.CharField(
        max_length=10, default=PlanKind.RECOVERY, choices=[(one.value, one.label) for one in PlanKind]
    )
    title = models.CharField(max_length=200)
    service = models.CharField(max_length=200, blank=True)
    covers = models.TextField()
    text = models.TextField(blank=True)
    document = models.CharField(max_length=500, blank=True)
    rto_minutes = models.PositiveIntegerField(null=True)
    rpo_minutes = models.PositiveIntegerField(null=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_plans")
    approved_version = models.PositiveIntegerField(null=True)
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True)
    next_review_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind="response") | Q(rto_minutes__gt=0, rpo_minutes__isnull=False),
                name="a_recovery_plan_has_targets",
            ),
            models.UniqueConstraint(Lower("title"), name="one_plan_of_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This plan as the subject of a journal entry."""
        return f"recovery_plan:{self.pk}"

    @property
    def is_approved(self) -> bool:
        """Whether somebody approved it as it stands now."""
        return self.approved_version == self.version

    @property
    def is_measured(self) -> bool:
        """Whether it has targets."""
        return PlanKind(self.kind).is_measured


class ActionNeeded(Versioned):
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

    class Meta:
        ordering: ClassVar[list[str]] = ["-tested_on", "-pk"]

    @property
    def subject(self) -> str:
        """This test as the subject of a journal entry."""
        return f"recovery_test:{self.pk}"

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


class CapacityForecast(Versioned):
    """The peak that is expected of a service until a day, and what it can carry today.

    The latest of a service counts, as long as it is not ``ended_on``: the service is gone.
    """

    service = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    expected_peak = models.DecimalField(max_digits=16, decimal_places=2)
    capacity = models.DecimalField(max_digits=16, decimal_places=2)
    until = models.DateField()
    basis = models.TextField()
    made_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expected_peak__gt=0), name="a_peak_is_more_than_nothing")
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.expected_peak.normalize():f} {self.unit}"

    @property
    def subject(self) -> str:
        """The service as the subject of a journal entry."""
        return f"capacity:{self.service.lower()}"


class LoadTest(ActionNeeded):
    """How much a service carried when it was tried, against a forecast."""

    forecast = models.ForeignKey(CapacityForecast, on_delete=models.PROTECT, related_name="load_tests")
    tested_on = models.DateField()
    reached = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering: ClassVar[list[str]] = ["-tested_on", "-pk"]
