"""Bridge letters: versions of their text, answers for changes, reviews, what was signed, what was withdrawn.

Every table only grows. A letter is what its last version and its last answers say, until it is signed.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.bridge_letters.rules.change import Answer
from attestry.opinions.models import IssuedReport


class BridgeLetter(models.Model):
    """A letter of management about the days since the last one that an issued report speaks of."""

    report = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="bridge_letters")
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"bridge letter {self.pk}"

    @property
    def subject(self) -> str:
        """This letter as the subject of a journal entry."""
        return f"bridge_letter:{self.pk}"


class LetterText(models.Model):
    """One version of what management writes."""

    letter = models.ForeignKey(BridgeLetter, on_delete=models.PROTECT, related_name="texts")
    version = models.PositiveIntegerField()
    from_on = models.DateField()
    until_on = models.DateField()
    is_no_material_change = models.BooleanField()
    statement = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    next_report_on = models.DateField(null=True)
    acknowledges_length = models.BooleanField()
    by_key = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["letter", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["letter", "version"], name="one_letter_text_a_version"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="no_letter_ends_before_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class ChangeAnswer(models.Model):
    """What somebody said of a change that the records tell; the last one of a key counts."""

    letter = models.ForeignKey(BridgeLetter, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=300)
    change_digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Answer])
    words = models.TextField()
    by_key = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(words=""), name="a_change_is_answered_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.answer}"


class LetterReview(models.Model):
    """Somebody who did not write it found that it says what the records say: of exactly these contents."""

    letter = models.ForeignKey(BridgeLetter, on_delete=models.PROTECT, related_name="reviews")
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    by_key = models.CharField(max_length=200)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"reviewed by {self.by_name}"


class SignedLetter(models.Model):
    """The letter as an officer signed it: frozen contents, the sealed PDF, and where the ledger then stood.

    ``companion`` is its signed form for machines, ``seal`` what is said of the PDF's. ``ledger_size`` and
    ``ledger_root`` are those of the signed root that the facts rest on, ``journal_seq`` and ``journal_hash``
    the journal's end.
    """

    letter = models.OneToOneField(BridgeLetter, on_delete=models.PROTECT, related_name="signed")
    from_on = models.DateField()
    until_on = models.DateField()
    content = models.JSONField()
    content_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    entry_seq = models.PositiveBigIntegerField(unique=True)
    ledger_size = models.PositiveBigIntegerField()
    ledger_root = models.CharField(max_length=64)
    journal_seq = models.PositiveBigIntegerField()
    journal_hash = models.CharField(max_length=64)
    companion = models.JSONField()
    seal = models.JSONField()
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-until_on", "-pk"]

    def __str__(self) -> str:
        return f"signed by {self.signer_name}"

    @property
    def file_name(self) -> str:
        """What a download is called."""
        return f"bridge-letter-{self.from_on:%Y-%m-%d}-to-{self.until_on:%Y-%m-%d}.pdf"


class LetterWithdrawal(models.Model):
    """A letter that management stands by no more, and why. What was signed stays as it was."""

    letter = models.OneToOneField(BridgeLetter, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawn_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawn: {self.reason[:80]}"
