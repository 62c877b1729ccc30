"""Journal entries, one row each, append-only by trigger; and bulk edits, while they can be undone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from attestry.journal.rules import ChainedRecord
from attestry.kit.clock import to_text


class JournalEntry(models.Model):
    """One act: actor, act, subject, before and after, chained to the entry before."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_key = models.CharField(max_length=200, db_index=True)
    actor_name = models.CharField(max_length=200)
    act = models.CharField(max_length=100, db_index=True)
    subject = models.CharField(max_length=300, db_index=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"

    def record(self) -> dict[str, Any]:
        """What the hash is taken over."""
        return {
            "seq": self.seq,
            "at": to_text(self.at),
            "actor": self.actor_key,
            "actor_name": self.actor_name,
            "act": self.act,
            "subject": self.subject,
            "before": self.before,
            "after": self.after,
        }

    def chained(self) -> ChainedRecord:
        """The entry as a line of the chain."""
        return ChainedRecord(self.record(), self.previous_hash, self.hash)

    def change(self) -> list[tuple[str, str]]:
        """Each thing that the act changed, and how: ``role``, ``employee → auditor``."""
        before, after = self.before or {}, self.after or {}
        return [(key, _step(before.get(key), after.get(key))) for key in {**before, **after}]


class BulkEdit(models.Model):
    """Several records of one kind changed by one act, with what stood before, so that it can be undone.

    ``items`` has for each record its number, the columns before, the digest of its row after, and what
    the journal says of it before and after. ``beside`` is what the act made besides.
    """

    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    actor_key = models.CharField(max_length=200)
    actor_name = models.CharField(max_length=200)
    said = models.CharField(max_length=300)
    items = models.JSONField()
    beside = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "actor_key", "-at"], name="bulk_edits_of_somebody")
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def subject(self) -> str:
        """This bulk edit as the subject of a journal entry."""
        return f"bulk_edit:{self.pk}"


def _step(before: Any, after: Any) -> str:
    if before is None:
        return str(after)
    return f"{before} → {'nothing' if after is None else after}"
