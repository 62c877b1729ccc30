"""The ledger's entries, the segments they hold, signed checkpoints and their stamps: all append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class EntryKind(models.TextChoices):
    """What an entry seals."""

    SNAPSHOT = "snapshot"
    DOCUMENT = "document"
    RUN = "run"


class Entry(models.Model):
    """One line of the ledger. ``body`` is what is hashed; the other columns repeat it for search.

    ``observed_at``: when it was true of the source. ``recorded_at``: when we learned it.
    ``ordinal`` counts the entries of one stream from 0.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=EntryKind.choices, db_index=True)
    connection = models.ForeignKey(
        "connectors.Connection", null=True, on_delete=models.PROTECT, related_name="+"
    )
    stream = models.CharField(max_length=60)
    ordinal = models.PositiveBigIntegerField()
    observed_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_index=True)
    period_from = models.DateTimeField(null=True)
    period_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    row_count = models.PositiveBigIntegerField(default=0)
    body = models.TextField()
    leaf_hash = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["seq"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "stream", "ordinal"], name="one_entry_an_ordinal")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["connection", "stream", "-observed_at", "-ordinal"])
        ]

    def __str__(self) -> str:
        return f"entry {self.seq}: {self.title}"


class Segment(models.Model):
    """The sealed rows of one table that an entry brought: all of them (a keyframe) or the changed ones."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="segments")
    table = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    is_keyframe = models.BooleanField()
    row_count = models.PositiveBigIntegerField()
    shape = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["entry", "table"], name="one_segment_a_table_and_entry")
        ]

    def __str__(self) -> str:
        return f"{self.table} of entry {self.entry_id}"


class Checkpoint(models.Model):
    """The root of the log at a size, signed (C2SP tlog-checkpoint)."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    note = models.TextField()
    frontier = models.JSONField()

    class Meta:
        ordering: ClassVar[list[str]] = ["size"]

    def __str__(self) -> str:
        return f"checkpoint at {self.size}"


class Stamp(models.Model):
    """What a time-stamp authority answered over a checkpoint's signed note (RFC 3161).

    ``answer`` is the TimeStampResp as it came; ``certificates`` names the sealed PEM file of the
    root and the links that checking it takes. ``stamped_at`` repeats the answer for search.
    """

    checkpoint = models.OneToOneField(Checkpoint, on_delete=models.PROTECT, related_name="stamp")
    authority = models.CharField(max_length=500)
    answer = models.BinaryField()
    certificates = models.CharField(max_length=64)
    stamped_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["checkpoint_id"]

    def __str__(self) -> str:
        return f"stamp of the {self.checkpoint_id} entries"


class StampAttempt(models.Model):
    """A time that the authority was asked and gave no stamp that holds, and why."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="+")
    authority = models.CharField(max_length=500)
    at = models.DateTimeField(db_index=True)
    refusal = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "pk"]

    def __str__(self) -> str:
        return f"attempt for the {self.checkpoint_id} entries: {self.refusal}"
