"""What is kept beside the tasks: how much a team can carry, bulk edits, and days of reminders."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TeamCapacity(models.Model):
    """How many hours of remediation a month a team can carry; above it a warning is shown."""

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, related_name="+")
    hours_a_month = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.hours_a_month} hours a month for team {self.team_id}"


class BulkEdit(models.Model):
    """Several tasks changed at once, with what stood before, so that it can be taken back."""

    at = models.DateTimeField()
    actor_key = models.CharField(max_length=300)
    actor_name = models.CharField(max_length=200)
    said = models.CharField(max_length=300)
    before = models.JSONField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.said


class ReminderRound(models.Model):
    """A day on which reminders were made."""

    on = models.DateField(unique=True)
    made_count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"reminders of {self.on:%Y-%m-%d}"
