"""The versions of a firm's own tables of sizes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.engagements.models import Firm


class SizeTable(models.Model):
    """A version of a firm's tables of sizes; the last one is in force, earlier ones stay."""

    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    by_frequency = models.JSONField()
    by_population = models.JSONField()
    reason = models.TextField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    kept_by = models.CharField(max_length=200)
    kept_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["firm", "-version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["firm", "version"], name="one_size_table_a_version"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.firm}"
