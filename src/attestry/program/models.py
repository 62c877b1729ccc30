"""Closings of the program's steps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.program.rules.steps import Closed
from attestry.scope.rules.condition import Step


class StepClosing(models.Model):
    """A step was closed, by its conditions or against them; it stands until it is opened again.

    ``failing`` are the titles of the conditions that did not hold, ``responsible`` who answers for that.
    """

    system = models.ForeignKey("scope.System", on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Step])
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=200)
    is_override = models.BooleanField()
    responsible = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    failing = models.JSONField(default=list)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.CharField(max_length=200, blank=True)
    reopened_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-closed_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["system", "step"],
                condition=models.Q(reopened_at=None),
                name="step_closed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(is_override=False) | ~(models.Q(reason="") | models.Q(responsible="")),
                name="override_has_a_reason_and_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} closed {self.closed_at:%Y-%m-%d}"

    def standing(self) -> Closed:
        """The closing as rules read it."""
        return Closed(
            Step(self.step),
            self.closed_at,
            self.closed_by,
            self.is_override,
            self.responsible,
            self.reason,
            tuple(self.failing),
        )
