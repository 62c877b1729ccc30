"""Excusals: who asked that an occurrence be excused, and who decided. Append-only, both."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Excusal(models.Model):
    """A reason why a control was not to be performed in [from_at, until_at); counts once it is accepted."""

    control = models.ForeignKey("controls.Control", on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=300)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-from_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("from_at")), name="excusal_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="excusal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"excusal of {self.control_id} from {self.from_at:%Y-%m-%d}"


class ExcusalDecision(models.Model):
    """The one decision on an excusal, by somebody other than who asked and other than the control's owner."""

    excusal = models.OneToOneField(Excusal, on_delete=models.PROTECT, related_name="decision")
    is_accepted = models.BooleanField()
    words = models.TextField(blank=True)
    decided_by = models.CharField(max_length=300)
    decided_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-decided_at"]

    def __str__(self) -> str:
        return f"{'accepted' if self.is_accepted else 'declined'} {self.excusal}"
