"""Engagements, and the steps that each took."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.engagements.models.firm import Firm
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.state import State
from attestry.scope.models import System


class Engagement(models.Model):
    """One examination of one system: what it speaks of, by which standard and criteria, and how far it got.

    A Type 1 speaks of ``until_on`` alone; every other kind of ``from_on`` to ``until_on``, both included.
    ``categories`` and ``inapplicable`` are as agreed when the work began; ``standard`` is a text of its own,
    so that a later setting changes no engagement that was issued. ``report_entry_seq`` is the ledger's entry
    of the report, once it is issued.
    """

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="engagements")
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in EngagementKind])
    title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in State], default=State.PLANNING
    )
    categories = models.JSONField()
    inapplicable = models.JSONField(default=dict)
    edition = models.CharField(max_length=100)
    standard = models.CharField(max_length=300)
    standard_since_on = models.DateField(null=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField()
    period_reason = models.TextField(blank=True)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, null=True, related_name="engagements")
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="renewal")
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    report_dated_on = models.DateField(null=True)
    report_entry_seq = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-until_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(from_on=None, kind=EngagementKind.SOC_2_TYPE_1.value)
                | (~Q(kind=EngagementKind.SOC_2_TYPE_1.value) & Q(from_on__lt=F("until_on"))),
                name="engagement_of_a_day_or_of_a_period",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This engagement as the subject of a journal entry."""
        return f"engagement:{self.pk}"

    @property
    def the_kind(self) -> EngagementKind:
        """The kind with what it may hold."""
        return EngagementKind(self.kind)

    @property
    def the_state(self) -> State:
        """The state with where it may go."""
        return State(self.state)

    @property
    def begins_on(self) -> date:
        """The first day that it speaks of."""
        return self.from_on or self.until_on


class EngagementStep(models.Model):
    """An engagement went from one state to another: who took the step, when and why. Never changed."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
