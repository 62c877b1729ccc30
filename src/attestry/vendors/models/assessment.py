"""What a vendor answered, what was concluded of it, and what is to be put right."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.vendors.rules.questions import Conclusion, Severity


class VendorAssessment(models.Model):
    """The answers of one day, and what somebody concluded of them. Never changed."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="assessments")
    answers = models.JSONField()
    conclusion = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Conclusion])
    note = models.TextField(blank=True)
    assessed_at = models.DateTimeField()
    assessed_by = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["-assessed_at", "-pk"]

    def __str__(self) -> str:
        return f"assessment of {self.vendor} on {self.assessed_at:%Y-%m-%d}"


class VendorFinding(models.Model):
    """Something that a vendor lacks, until it is put right."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="findings")
    assessment = models.ForeignKey(
        VendorAssessment, on_delete=models.PROTECT, null=True, related_name="findings"
    )
    title = models.CharField(max_length=300)
    severity = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Severity])
    due_on = models.DateField()
    found_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    resolution = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title
