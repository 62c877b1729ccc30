"""The standard that engagements name, as it was set, each with the day that it counts from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class StandardSetting(models.Model):
    """A standard and its version, as reports name it from a day on. Never changed: a newer one counts."""

    text = models.CharField(max_length=300)
    effective_on = models.DateField()
    reason = models.TextField()
    set_by = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-effective_on", "-pk"]

    def __str__(self) -> str:
        return self.text
