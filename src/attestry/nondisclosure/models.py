"""Versions of the agreement, who signed which, and agreements on paper."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from attestry.readers.models import ENDED_SAYS_WHY, Ending, Reader, UserEntity


class Agreement(models.Model):
    """A version of the text, as it was published; never changed.

    ``wants_signing_again`` ends what was signed before it; otherwise earlier signatures bind on.
    """

    version = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    wants_signing_again = models.BooleanField()
    why = models.TextField(blank=True)
    published_by = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-version"]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def subject(self) -> str:
        """This version as the subject of a journal entry."""
        return f"agreement:{self.version}"


class Signing(models.Model):
    """A reader signed a version: who, for whom, when, from where, and the digest of the very text.

    ``ticket`` is the one form that it came by, so that it is not sent twice. ``handed_by`` names who of
    management made the link that the reader came in by; empty where the mailbox alone had it. ``digest``
    is of the PDF that both sides keep, sealed in the ledger at ``entry_seq``.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="signings")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signings")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    company = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    origin = models.CharField(max_length=64)
    text_digest = models.CharField(max_length=64)
    handed_by = models.CharField(max_length=200, blank=True)
    ticket = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    entry_seq = models.PositiveBigIntegerField(unique=True)
    seal = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reader", "agreement"], name="a_version_is_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} by {self.name}"

    @property
    def subject(self) -> str:
        """This signature as the subject of a journal entry."""
        return f"signing:{self.key}"


class PaperAgreement(Ending):
    """An agreement that was signed elsewhere and binds every reader of a company; its file is evidence."""

    user_entity = models.ForeignKey(UserEntity, on_delete=models.PROTECT, related_name="paper_agreements")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    entry_seq = models.PositiveBigIntegerField(unique=True)
    signed_on = models.DateField()
    ends_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    kept_by = models.CharField(max_length=200)
    kept_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-kept_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=ENDED_SAYS_WHY, name="an_ended_paper_says_why")
        ]

    def __str__(self) -> str:
        return f"Agreement on paper with {self.user_entity}"

    @property
    def subject(self) -> str:
        """This paper as the subject of a journal entry."""
        return f"paper_agreement:{self.pk}"
