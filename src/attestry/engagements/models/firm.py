"""A firm that examines: its licence and its peer review."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Firm(models.Model):
    """A CPA firm: its licence and its peer review, each with the entry that holds the proof and its expiry.

    The product keeps what the firm says of itself; it vouches for nothing.
    """

    name = models.CharField(max_length=200, unique=True)
    city = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=100, blank=True)
    licence_jurisdiction = models.CharField(max_length=100, blank=True)
    licence_number = models.CharField(max_length=100, blank=True)
    licence_expires_on = models.DateField(null=True)
    licence_entry_seq = models.PositiveBigIntegerField(null=True)
    peer_review = models.CharField(max_length=200, blank=True)
    peer_review_expires_on = models.DateField(null=True)
    peer_review_entry_seq = models.PositiveBigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This firm as the subject of a journal entry."""
        return f"firm:{self.pk}"
