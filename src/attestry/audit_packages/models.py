"""The packages that were asked for here, and how far each has come."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from django.db import models

from attestry.audit_packages.rules.period import Period


class PackageState(models.TextChoices):
    """How far a package has come."""

    REQUESTED = "requested", "asked for"
    BUILDING = "building", "being written"
    READY = "ready", "ready"
    FAILED = "failed", "failed"


class AuditPackage(models.Model):
    """One package: the half-open period, the signed root it is made under, and the finished file.

    ``for_key`` names the auditor it is written for, as far as they may read; it is empty where it is whole.
    """

    period_from = models.DateTimeField()
    period_until = models.DateTimeField()
    ledger_size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=PackageState.choices, default=PackageState.REQUESTED)
    progress = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=200)
    for_key = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    path = models.CharField(max_length=1000)
    bytes = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    detail = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"package {self.pk} of {self.period_from:%Y-%m-%d} to {self.period_until:%Y-%m-%d}"

    @property
    def days(self) -> str:
        """The period in days, both in it."""
        return str(Period(self.period_from, self.period_until))

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return Path(self.path).name

    @property
    def is_pending(self) -> bool:
        """Whether it is still to be written, or to be written on after its writer was killed."""
        return self.state in (PackageState.REQUESTED, PackageState.BUILDING)
