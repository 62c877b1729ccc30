"""Questionnaires that customers sent, their questions with suggestions, and the answers as they were sent."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.questionnaires.rules.state import QuestionnaireState, QuestionState
from attestry.questionnaires.rules.verdict import Verdict


class Questionnaire(models.Model):
    """A file of questions from a customer. The file is sealed; ``layout`` says where its columns stand."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    received_on = models.DateField()
    due_on = models.DateField()
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.label) for one in QuestionnaireState],
        default=QuestionnaireState.RECEIVED,
    )
    file_name = models.CharField(max_length=200)
    file_format = models.CharField(max_length=4)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    entry_seq = models.PositiveBigIntegerField()
    layout = models.JSONField(default=list)
    suggested_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=200, blank=True)
    sent_digest = models.CharField(max_length=64, blank=True)
    sent_entry_seq = models.PositiveBigIntegerField(null=True)
    withdrawn_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state=QuestionnaireState.SENT.value)
                | (Q(sent_at__isnull=False, sent_entry_seq__isnull=False) & ~Q(sent_digest="")),
                name="sent_questionnaire_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This questionnaire as the subject of a journal entry."""
        return f"questionnaire:{self.pk}"

    @property
    def standing(self) -> QuestionnaireState:
        """The state as one of the five."""
        return QuestionnaireState(self.state)

    def is_overdue(self, on: date) -> bool:
        """Whether it is owed, and its day is over."""
        return self.standing.is_open and self.due_on < on


class Question(models.Model):
    """One question of a questionnaire, the cell it stands in, and its answer. Who answers never reviews."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="questions")
    ordinal = models.PositiveIntegerField()
    sheet = models.CharField(max_length=40, blank=True)
    row = models.PositiveIntegerField()
    reference = models.CharField(max_length=80, blank=True)
    section = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    assigned = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.label) for one in QuestionState],
        default=QuestionState.OPEN,
    )
    verdict = models.CharField(max_length=15, blank=True, choices=[(one.value, one.label) for one in Verdict])
    words = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    taken_version = models.ForeignKey(
        "questionnaires.AnswerVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_question = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    answered_by = models.CharField(max_length=300, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=300, blank=True)
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["questionnaire", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["questionnaire", "ordinal"], name="question_once_in_its_place"),
            models.CheckConstraint(
                condition=Q(reviewed_by="") | ~Q(reviewed_by=F("answered_by")),
                name="answerer_never_reviews",
            ),
            models.CheckConstraint(
                condition=~Q(state=QuestionState.REVIEWED.value) | ~Q(reviewed_by=""),
                name="reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.reference or f"question {self.ordinal}"

    @property
    def standing(self) -> QuestionState:
        """The state as one of the four."""
        return QuestionState(self.state)

    @property
    def verdict_label(self) -> str:
        """The verdict as one says it; empty where none was given."""
        return Verdict(self.verdict).label if self.verdict else ""

    def answer_record(self) -> dict[str, Any]:
        """What is answered, as it is digested and journalled."""
        return {"verdict": self.verdict, "answer": self.words, "evidence": list(self.evidence)}

    def answer_digest(self) -> str:
        """By which a change between is found."""
        return sha256_hex(canonical_json({"state": str(self.state), **self.answer_record()}))


class Suggestion(models.Model):
    """What is already written and comes close to a question, with the passage as it stood then.

    ``kind`` is answer, sent, or one of ``rules.proof``; ``key`` names the source.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="suggestions")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=120)
    title = models.TextField()
    passage = models.TextField()
    verdict = models.CharField(max_length=15, blank=True)
    score = models.FloatField()
    version = models.ForeignKey(
        "questionnaires.AnswerVersion", on_delete=models.CASCADE, null=True, related_name="+"
    )
    source = models.ForeignKey(Question, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["question", "rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["question", "rank"], name="suggestion_once_a_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SentAnswer(models.Model):
    """An answer as it was sent; append-only. ``evidence`` holds key, title and mark of what it rests on."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="sent")
    verdict = models.CharField(max_length=15, blank=True)
    words = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    version_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"sent answer to {self.question_id}"

    def reckon_digest(self, question: str) -> str:
        """The digest of question and answer with what it rests on."""
        said = {
            "question": question,
            "verdict": self.verdict,
            "answer": self.words,
            "evidence": self.evidence,
            "version": self.version_digest,
        }
        return sha256_hex(canonical_json(said))
