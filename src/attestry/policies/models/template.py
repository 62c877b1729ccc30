"""The library's templates, as they were last read from their files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.policies.rules.clauses import Clause


class PolicyTemplate(models.Model):
    """A policy to begin with: its text, and the clauses that it has to keep.

    ``clauses`` is a list of ``{"id", "title"}``; ``is_for_everyone``: everybody acknowledges it.
    """

    key = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    text = models.TextField()
    clauses = models.JSONField(default=list)
    owner_role = models.CharField(max_length=100)
    approver_role = models.CharField(max_length=100)
    review_months = models.PositiveSmallIntegerField()
    applies_when = models.CharField(max_length=30)
    is_for_everyone = models.BooleanField()
    audience = models.CharField(max_length=200)
    criteria = models.JSONField(default=list)
    controls = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    synced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"

    @property
    def subject(self) -> str:
        """This template as the subject of a journal entry."""
        return f"policy_template:{self.key}"

    def required(self) -> tuple[Clause, ...]:
        """The clauses that a policy from this template has to keep."""
        return tuple(Clause(one["id"], one["title"]) for one in self.clauses)
