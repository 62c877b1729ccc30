"""Incidents with their timeline, notices, steps and follow-ups, and the exercises that rehearse them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.incidents.rules.standing import IncidentKind, IncidentState, Severity, state_of
from attestry.incidents.rules.telling import Duty
from attestry.people.models import Person


class Incident(models.Model):
    """Something that went wrong. ``detected_at`` starts every clock; what is None is not known, or not yet.

    ``updated_at`` is what a form says it was made from, so that nobody writes over somebody else.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(one.value, one.label) for one in IncidentKind])
    severity = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Severity])
    summary = models.TextField()
    reported_by = models.CharField(max_length=200)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="led_incidents")
    happened_at = models.DateTimeField(null=True)
    detected_at = models.DateTimeField()
    contained_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    affects_personal_data = models.BooleanField(null=True)
    affects_confidential_data = models.BooleanField(null=True)
    affects_customers = models.BooleanField(null=True)
    notification_decision = models.TextField(blank=True)
    notification_decided_at = models.DateTimeField(null=True)
    root_cause = models.TextField(blank=True)
    lessons = models.TextField(blank=True)
    reviewed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-detected_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This incident as the subject of a journal entry."""
        return f"incident:{self.pk}"

    @property
    def state(self) -> IncidentState:
        """How far it got."""
        return state_of(self.contained_at, self.resolved_at, self.closed_at)


class TimelineEntry(models.Model):
    """One thing that happened or was done, told by somebody."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    words = models.TextField()
    by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]


class IncidentNotice(models.Model):
    """Somebody who has to be told, by when, and what they were told. ``sent_at`` None: not yet."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="notices")
    duty = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Duty])
    audience = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    message = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"{self.audience}: {self.incident}"


class MandatoryStep(models.Model):
    """A step that incidents of this kind may not leave out, and when it was done."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incident", "key"], name="one_step_of_a_key_for_an_incident")
        ]

    def __str__(self) -> str:
        return self.title


class Exercise(models.Model):
    """A rehearsal: what was played, by whom, and what it showed. ``version`` goes up with each change."""

    title = models.CharField(max_length=200)
    form = models.CharField(
        max_length=12,
        choices=[("tabletop", "Tabletop"), ("simulation", "Simulation"), ("drill", "Drill")],
    )
    held_on = models.DateField()
    scenario = models.TextField()
    findings = models.TextField()
    has_leadership = models.BooleanField(default=False)
    participants = models.ManyToManyField(Person, related_name="exercises")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This exercise as the subject of a journal entry."""
        return f"incident_exercise:{self.pk}"


class FollowUp(models.Model):
    """What an incident or an exercise taught us to do, by whom and when. It is a gap until it is done."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="follow_ups")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, null=True, related_name="follow_ups")
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="incident_follow_ups")
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(incident=None) ^ Q(exercise=None), name="a_follow_up_comes_from_one_place"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def source(self) -> Incident | Exercise:
        """Where it comes from. Raises LookupError where the constraint of the table was got round."""
        found = self.incident or self.exercise
        if found is None:
            raise LookupError(f"follow-up {self.pk} comes from nowhere")
        return found
