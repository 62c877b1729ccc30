"""What user entities map and ask, and what management answers. Every table only grows.

A mapping is the user entity's own: no page of management shows it, and the journal holds a commitment alone.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.opinions.models import IssuedReport
from attestry.readers.models import Reader, UserEntity
from attestry.reliance.rules.kinds import MappingState, QuestionKind


class MappedControl(models.Model):
    """What a user entity said of one control that a report assumes of it; the last of a text counts.

    ``text_digest`` is that of the control's text, by which a reissued report carries the mapping over.
    """

    user_entity = models.ForeignKey(UserEntity, on_delete=models.PROTECT, related_name="mapped_controls")
    report = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="mapped_controls")
    content_digest = models.CharField(max_length=64)
    control_key = models.CharField(max_length=100)
    text_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=[(one.value, one.label) for one in MappingState])
    words = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    evidence = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    by = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user_entity", "report"], name="reliance_mapped_of_an_entity")
        ]

    def __str__(self) -> str:
        return f"{self.control_key} of {self.user_entity}"


class ReaderQuestion(models.Model):
    """What a reader asked about a report, or that a bridge letter is asked for."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="reader_questions")
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="questions")
    user_entity = models.ForeignKey(UserEntity, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=10, choices=[(one.value, one.label) for one in QuestionKind])
    words = models.TextField()
    salt = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_reader_asks_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.user_entity}"

    @property
    def subject(self) -> str:
        """This question as the subject of a journal entry."""
        return f"reader_question:{self.key}"


class ReaderAnswer(models.Model):
    """What management answered; the last counts. ``published_as``: the question as every reader sees it."""

    question = models.ForeignKey(ReaderQuestion, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    published_as = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_reader_is_answered_in_words"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
