"""Versions of a policy's text, and what was decided about each digest."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from attestry.policies.models.policy import Policy
from attestry.policies.rules.standing import OPEN, Decision, VersionState


class PolicyVersion(models.Model):
    """One text of a policy. ``writers`` are the keys of those who wrote in it, with their names.

    ``clauses`` are the marks found in the text; ``exception`` is why it was published although
    a required one is missing. Once published, the text is never changed.
    """

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=20, choices=[(one.value, one.label) for one in VersionState], default=VersionState.DRAFT
    )
    text = models.TextField()
    digest = models.CharField(max_length=64)
    clauses = models.JSONField(default=list)
    writers = models.JSONField(default=dict)
    change_note = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=200)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    effective_on = models.DateField(null=True)
    superseded_at = models.DateTimeField(null=True)
    exception = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["policy", "-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "number"], name="version_number_once_per_policy"),
            models.UniqueConstraint(
                fields=["policy"], condition=Q(state=VersionState.PUBLISHED), name="one_published_version"
            ),
            models.UniqueConstraint(fields=["policy"], condition=Q(state__in=OPEN), name="one_open_version"),
        ]

    def __str__(self) -> str:
        return f"{self.policy}, version {self.number}"

    @property
    def standing(self) -> VersionState:
        """The state as one of the five."""
        return VersionState(self.state)


class Approval(models.Model):
    """What somebody decided about one digest of a version; never changed afterwards."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="approvals")
    digest = models.CharField(max_length=64)
    decision = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Decision])
    decider_key = models.CharField(max_length=300)
    decider_name = models.CharField(max_length=200)
    is_writer = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.decision} by {self.decider_name}"
