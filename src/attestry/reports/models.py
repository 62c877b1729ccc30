"""Reports that were issued, each with the entry that seals its file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.reports.rules.file_format import FileFormat


class Report(models.Model):
    """One issued file. ``input_digest`` is of what it was built from, and printed in it."""

    kind = models.SlugField(max_length=40)
    format = models.CharField(
        max_length=4, choices=[(one.value, one.label) for one in FileFormat], default=FileFormat.PDF
    )
    title = models.CharField(max_length=200)
    is_final = models.BooleanField()
    as_of = models.DateTimeField()
    period_from = models.DateTimeField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)
    entry_seq = models.PositiveBigIntegerField(unique=True)
    digest = models.CharField(max_length=64)
    input_digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} as of {self.as_of:%Y-%m-%d}"

    @property
    def file_name(self) -> str:
        """What a download is called."""
        standing = "" if self.is_final else "-draft"
        return f"{self.kind}-{self.as_of:%Y-%m-%d}{standing}.{self.format}"
