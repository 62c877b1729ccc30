"""Connections, and each reading of their streams."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Connection(models.Model):
    """One system that is read: a source, its settings, its sealed secrets."""

    name = models.SlugField(max_length=80, unique=True)
    source = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    settings = models.JSONField(default=dict)
    sealed_secrets = models.TextField(blank=True)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.title


class CollectionState(models.TextChoices):
    """How far a reading got."""

    REQUESTED = "requested"
    RUNNING = "running"
    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"
    ABANDONED = "abandoned"


ENDED = (
    CollectionState.COMPLETE,
    CollectionState.PARTIAL,
    CollectionState.FAILED,
    CollectionState.ABANDONED,
)


class Collection(models.Model):
    """One reading of one stream, from request to end."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="collections")
    stream = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=CollectionState.choices)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    row_count = models.PositiveBigIntegerField(default=0)
    gap_count = models.PositiveBigIntegerField(default=0)
    entry_seq = models.PositiveBigIntegerField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    detail = models.TextField(blank=True)
    coverage = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-requested_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["connection", "stream"],
                condition=Q(state="running"),
                name="one_running_collection_a_stream",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["connection", "stream", "-ended_at"])]

    def __str__(self) -> str:
        return f"{self.connection}: {self.stream} ({self.state})"
