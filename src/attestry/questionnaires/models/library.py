"""The library: an answer, and its versions with what each rests on and who let it stand."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.questionnaires.rules.state import VersionState, is_expired
from attestry.questionnaires.rules.verdict import Verdict


class Answer(models.Model):
    """One question that customers ask, with what we answer; its words stand in its versions.

    ``common`` is the id of the library's question that it answers, where it answers one.
    """

    common = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def subject(self) -> str:
        """This answer as the subject of a journal entry."""
        return f"answer:{self.pk}"


class AnswerVersion(models.Model):
    """What is answered, by whom it was written and who let it stand: never the same person.

    It holds up to and including ``review_on``. ``evidence`` are keys as ``rules.proof`` reads them.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=[(one.value, one.label) for one in VersionState])
    question = models.TextField()
    words = models.TextField()
    verdict = models.CharField(max_length=15, choices=[(one.value, one.label) for one in Verdict])
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300, blank=True)
    review_on = models.DateField()
    evidence = models.JSONField(default=list)
    change_note = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    written_by = models.CharField(max_length=300)
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    decided_by = models.CharField(max_length=300, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["answer", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_version_once"),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state=VersionState.IN_FORCE.value), name="one_answer_in_force"
            ),
            models.UniqueConstraint(
                fields=["answer"], condition=Q(state=VersionState.WAITING.value), name="one_answer_waiting"
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("written_by")), name="answer_approved_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.IN_FORCE.value) | ~Q(decided_by=""),
                name="answer_in_force_was_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question[:80]} (version {self.number})"

    @property
    def standing(self) -> VersionState:
        """The state as one of the four."""
        return VersionState(self.state)

    @property
    def verdict_label(self) -> str:
        """The verdict as one says it."""
        return Verdict(self.verdict).label

    def is_expired(self, on: date) -> bool:
        """Whether its day of review is over."""
        return is_expired(self.review_on, on)

    def record(self) -> dict[str, Any]:
        """What is digested and journalled; reads the owner."""
        return {
            "question": self.question,
            "answer": self.words,
            "verdict": self.verdict,
            "owner": self.owner.email,
            "source": self.source,
            "review_on": str(self.review_on),
            "evidence": list(self.evidence),
        }

    def reckon_digest(self) -> str:
        """The digest of what it says."""
        return sha256_hex(canonical_json(self.record()))
