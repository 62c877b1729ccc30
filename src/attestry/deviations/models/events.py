"""What the firm asks about the days after the period, what management answers, and what that means."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.deviations.rules.events import EventEffect, Topic
from attestry.engagements.models import Engagement
from attestry.evidence.models import Entry
from attestry.workpapers.models import Written


class EventInquiry(Written):
    """A question of the firm about one topic; the last of a topic counts."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Topic])
    question = models.TextField()

    def __str__(self) -> str:
        return self.topic


class EventAnswer(Written):
    """Management's answer: whether something happened, what, up to which day, and who said it."""

    inquiry = models.ForeignKey(EventInquiry, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField()
    has_occurred = models.BooleanField()
    words = models.TextField()
    until_on = models.DateField()
    said_by = models.CharField(max_length=200)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["inquiry", "version"], name="one_answer_a_version"),
            models.CheckConstraint(
                condition=Q(has_occurred=False) | Q(entry__isnull=False),
                name="what_happened_is_shown",
            ),
        ]

    def __str__(self) -> str:
        return "it happened" if self.has_occurred else "nothing happened"


class EventWeighing(Written):
    """What the firm makes of an answer, for the report."""

    answer = models.OneToOneField(EventAnswer, on_delete=models.PROTECT, related_name="weighing")
    effect = models.CharField(max_length=10, choices=[(one.value, one.label) for one in EventEffect])
    words = models.TextField()

    def __str__(self) -> str:
        return self.effect
