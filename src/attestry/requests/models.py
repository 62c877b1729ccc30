"""Requests of an engagement, what answers them, and everything that was said and done about each."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side
from attestry.evidence.models import Entry
from attestry.requests.rules.kind import Frequency, RequestKind
from attestry.requests.rules.state import RequestState


class Request(models.Model):
    """One thing that the firm asks for, who owes it and by when."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="requests")
    number = models.CharField(max_length=20)
    group = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in RequestKind])
    frequency = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Frequency])
    criteria = models.JSONField(default=list)
    controls = models.JSONField(default=list)
    state = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in RequestState], default=RequestState.OPEN
    )
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    position = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["engagement", "position", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["engagement", "number"], name="request_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def subject(self) -> str:
        """This request as the subject of a journal entry."""
        return f"request:{self.engagement_id}/{self.number}"

    @property
    def the_state(self) -> RequestState:
        """The state with where it may go."""
        return RequestState(self.state)

    def is_overdue(self, on: date) -> bool:
        """Whether it is owed and its day is over."""
        return self.the_state.is_owed and self.due_on < on


class RequestStep(models.Model):
    """A request went from one state to another: who took the step, on which side, and why. Never changed."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    side = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Side])
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class RequestComment(models.Model):
    """What one side told the other about a request. Never changed."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField()
    side = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Side])
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"comment by {self.by}"


class RequestEvidence(models.Model):
    """An entry of the ledger that answers a request; one entry may answer many.

    ``is_handed_in``: it was sealed for this answer, so that auditors of other engagements do not see it.

    What was once shown to the firm is taken back, with a reason, and never removed.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="evidence")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    is_handed_in = models.BooleanField(default=False)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=200, blank=True)
    taken_back_why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]
        verbose_name_plural = "request evidence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["request", "entry"], condition=Q(taken_back_at=None), name="entry_answers_once"
            )
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id} for {self.request_id}"
