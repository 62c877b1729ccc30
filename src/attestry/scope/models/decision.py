"""What was decided about the scope: answers, drivers, tracks, criteria left out, and what was signed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from attestry.frameworks.rules import Category
from attestry.scope.models.system import System
from attestry.scope.rules.choices import choices
from attestry.scope.rules.decision import DriverKind


class Driver(models.Model):
    """Who asks for a category: a contract, a prospect, a regulator or the board."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="drivers")
    category = models.CharField(max_length=30, choices=choices(Category))
    kind = models.CharField(max_length=20, choices=choices(DriverKind))
    words = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["category", "kind", "words"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["system", "category", "kind", "words"], name="driver_once_per_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


class ScopeAnswers(models.Model):
    """What was last answered in the scope wizard; what was before stands in the journal."""

    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="scope_answers")
    answers = models.JSONField()
    answered_by = models.CharField(max_length=200)
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "scope answers"

    def __str__(self) -> str:
        return f"answers of {self.system_id}"


class FrameworkTrack(models.Model):
    """A framework besides SOC 2 that the organization works on, since when and why."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="tracks")
    family = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    started_by = models.CharField(max_length=200)
    started_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["family"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "family"], name="track_once_per_system")
        ]

    def __str__(self) -> str:
        return self.family


class InapplicableCriterion(models.Model):
    """A criterion of the chosen categories that is not relevant to the system, and why (DC 8)."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="inapplicable_criteria")
    reference = models.CharField(max_length=40)
    reason = models.TextField()
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["reference"]
        verbose_name_plural = "inapplicable criteria"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "reference"], name="inapplicable_once_per_system"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="inapplicable_with_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reference


class ScopeDecision(models.Model):
    """One signed version of the scope: its exact text, its digest, who signed it and when. Never changed."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    statements = models.JSONField()
    note = models.TextField(blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "number"], name="decision_numbered_once")
        ]

    def __str__(self) -> str:
        return f"scope decision {self.number}"
