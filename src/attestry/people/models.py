"""The workforce: people and the teams that they are in."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.people.rules.employment import Engagement


class Team(models.Model):
    """People who work together and share tasks."""

    name = models.CharField(max_length=100, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works or worked here. ``ended_on`` is the last day; None: still here.

    ``user`` is the account that the person signs in with, where there is one.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    engagement = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Engagement], default=Engagement.EMPLOYEE
    )
    title = models.CharField(max_length=200, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="people")
    manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reports")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="person"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="nobody_ends_before_the_start",
            ),
            models.CheckConstraint(
                condition=Q(manager=None) | ~Q(manager=F("pk")), name="nobody_manages_themselves"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This person as the subject of a journal entry."""
        return f"person:{self.email}"
