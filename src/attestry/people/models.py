"""The workforce: people, their teams and their checklists."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.people.rules.checklist import ChecklistKind
from attestry.people.rules.employment import Engagement
from attestry.people.rules.facts import PersonFacts


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

    def facts(self) -> PersonFacts:
        """What is written down; reads team and manager."""
        return PersonFacts(
            email=self.email,
            name=self.name,
            started_on=self.started_on,
            engagement=str(self.engagement),
            title=self.title,
            team=self.team.name if self.team else "",
            manager_email=self.manager.email if self.manager else "",
            ended_on=self.ended_on,
        )


class Checklist(models.Model):
    """What has to be done because somebody joins, moves or leaves. ``owner`` sees that it is done.

    ``withdrawn_at`` closes one whose reason went away, such as a leaver who stays after all.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checklists")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ChecklistKind])
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="owned_checklists")
    from_on = models.DateField()
    due_on = models.DateField(db_index=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.person}"

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.closed_at is None and self.withdrawn_at is None


class ChecklistStep(models.Model):
    """One thing to do. ``is_waived``: it was not needed, and the note says why."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=200, blank=True)
    is_waived = models.BooleanField(default=False)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(is_waived=True, note=""), name="a_step_is_waived_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title
