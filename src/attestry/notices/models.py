"""The outbox of notices, and the chat channels that some of them go to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.notices.rules.waiting import ChannelKind, NoticeState


class Channel(models.Model):
    """A chat channel's incoming webhook. Its address lets anybody write there, so it is kept sealed."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in ChannelKind])
    host = models.CharField(max_length=255)
    sealed_address = models.TextField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This channel as the subject of a journal entry."""
        return f"channel:{self.name}"


class Notice(models.Model):
    """One message to one recipient. ``key`` says what it is about: the same is never told twice to one.

    ``recipient`` is a mail address or, with a channel, its name; ``path`` is the page to open.
    ``next_at`` is when it is tried (again); None once it is delivered or given up. What is for the recipient
    alone, such as a link that signs in, is ``sealed``: nobody reads it in the outbox, and it is forgotten
    once it was delivered. So is ``sealed_leave``, the address at which one POST ends mails of this kind.
    """

    key = models.CharField(max_length=200)
    recipient = models.CharField(max_length=254)
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, related_name="notices")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True)
    sealed_leave = models.TextField(blank=True)
    state = models.CharField(
        max_length=12, choices=[(one.value, one.label) for one in NoticeState], default=NoticeState.WAITING
    )
    attempts = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(db_index=True)
    next_at = models.DateTimeField(null=True, db_index=True)
    ended_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "recipient"], name="nobody_is_told_the_same_twice"),
            models.CheckConstraint(
                condition=Q(state="waiting", next_at__isnull=False, ended_at=None)
                | Q(~Q(state="waiting"), next_at=None, ended_at__isnull=False),
                name="a_notice_waits_or_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.recipient}"
