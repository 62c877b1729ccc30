"""Courses with their versions, who owes them, who finished them; phishing campaigns and their results."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from attestry.people.rules.employment import Engagement
from attestry.training.rules.quiz import Question, read_questions
from attestry.training.rules.standing import Terms


class Course(models.Model):
    """What people have to learn. ``repeat_days`` None: once is enough; ``pass_score`` None: none is asked."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    topic = models.CharField(max_length=60)
    days_to_finish = models.PositiveIntegerField(default=30)
    repeat_days = models.PositiveIntegerField(null=True, default=365)
    pass_score = models.PositiveIntegerField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This course as the subject of a journal entry."""
        return f"course:{self.key}"

    @property
    def terms(self) -> Terms:
        """How soon it is owed, and how often again."""
        return Terms(self.days_to_finish, self.repeat_days)


class CourseVersion(models.Model):
    """The content of a course and its questions, as they were published once."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["course", "number"], name="a_version_once_per_course")
        ]

    def __str__(self) -> str:
        return f"{self.course}, version {self.number}"

    def quiz(self) -> tuple[Question, ...]:
        """What is asked at its end."""
        return read_questions(self.questions)


class CourseAssignment(models.Model):
    """Who owes a course since when: everybody, people of one footing, or one team."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="assignments")
    engagement = models.CharField(
        max_length=20, blank=True, choices=[(one.value, one.value) for one in Engagement]
    )
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, null=True, related_name="+")
    assigned_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["assigned_on", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Whom it is about, as a person would say it; reads the team."""
        who = f"every {self.engagement}" if self.engagement else "everybody"
        return f"{who} of {self.team.name}" if self.team else who


class Completion(models.Model):
    """One person finished one course. ``version`` None: the list that brought it named none."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(null=True)
    completed_on = models.DateField()
    score = models.PositiveIntegerField(null=True)
    is_passed = models.BooleanField(default=True)
    origin = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-completed_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["course", "person", "completed_on"], name="a_completion_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"


class QuizAttempt(models.Model):
    """One person answered the questions of one version; those that failed are kept too."""

    version = models.ForeignKey(CourseVersion, on_delete=models.PROTECT, related_name="attempts")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answers: models.JSONField[Any, Any] = models.JSONField()
    score = models.PositiveIntegerField()
    is_passed = models.BooleanField()
    attempted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-attempted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.score} of 100"


class PhishingCampaign(models.Model):
    """A trial with made-up bait."""

    name = models.CharField(max_length=200, unique=True)
    ran_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-ran_on", "-pk"]

    def __str__(self) -> str:
        return self.name


class PhishingResult(models.Model):
    """What one person did with the bait. ``has_entered``: gave away what it asked for."""

    campaign = models.ForeignKey(PhishingCampaign, on_delete=models.CASCADE, related_name="results")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    has_clicked = models.BooleanField()
    has_entered = models.BooleanField()
    has_reported = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["campaign", "person"], name="a_result_once_per_campaign"),
            models.CheckConstraint(
                condition=Q(has_entered=False) | Q(has_clicked=True), name="who_enters_has_clicked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.campaign}"
