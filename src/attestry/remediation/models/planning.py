"""What is kept beside the tasks: how much a team can carry, and days of reminders."""

from __future__ import annotations

from django.db import models


class TeamCapacity(models.Model):
    """How many hours of remediation a month a team can carry; above it a warning is shown."""

    team = models.OneToOneField("people.Team", on_delete=models.CASCADE, related_name="+")
    hours_a_month = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.hours_a_month} hours a month for team {self.team_id}"


class ReminderRound(models.Model):
    """A day on which reminders were made."""

    on = models.DateField(unique=True)
    made_count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"reminders of {self.on:%Y-%m-%d}"
