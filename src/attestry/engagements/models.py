"""Firms, engagements, who works on them, and what was signed before they began."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.state import State
from attestry.scope.models import System


class Firm(models.Model):
    """A CPA firm: its licence and its peer review, each with the entry that holds the proof and its expiry.

    The product keeps what the firm says of itself; it vouches for nothing.
    """

    name = models.CharField(max_length=200, unique=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=100, blank=True)
    licence_jurisdiction = models.CharField(max_length=100, blank=True)
    licence_number = models.CharField(max_length=100, blank=True)
    licence_expires_on = models.DateField(null=True)
    licence_entry_seq = models.PositiveBigIntegerField(null=True)
    peer_review = models.CharField(max_length=200, blank=True)
    peer_review_expires_on = models.DateField(null=True)
    peer_review_entry_seq = models.PositiveBigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This firm as the subject of a journal entry."""
        return f"firm:{self.pk}"


class Engagement(models.Model):
    """One examination of one system: what it speaks of, by which standard and criteria, and how far it got.

    A Type 1 speaks of ``until_on`` alone; every other kind of ``from_on`` to ``until_on``, both included.
    ``categories`` and ``inapplicable`` are as agreed when the work began; ``standard`` is a text of its own,
    so that a later setting changes no engagement that was issued.
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
    from_on = models.DateField(null=True)
    until_on = models.DateField()
    period_reason = models.TextField(blank=True)
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, null=True, related_name="engagements")
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="renewal")
    created_by = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)

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


class TeamMember(models.Model):
    """Somebody of the firm who works on an engagement, since when and until when."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Duty])
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["joined_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["engagement", "user"], condition=Q(left_at=None), name="on_a_team_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.duty})"


class IndependenceNote(models.Model):
    """What a member of the team signed about the firm's independence, with its digest. Never changed.

    ``services`` are the nonattest services that the firm gave, and ``safeguards`` what answers them.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="independence_notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    services = models.TextField(blank=True)
    safeguards = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["signed_at", "pk"]

    def __str__(self) -> str:
        return f"independence of {self.signed_by}"
