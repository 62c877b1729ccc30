"""Reports that vendors send: what they cover, what they except, and what they expect of us."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.vendors.rules.assurance import Gap, Opinion, ReportKind, gap_until, is_current


class VendorReport(models.Model):
    """A report on a vendor. A Type 1 speaks of ``ends_on`` alone; ``carve_outs`` are whom it leaves out.

    ``entry_seq`` is the entry of the ledger that holds the file. A typing mistake is corrected by another
    version, which ``corrects`` it; from then on it is ``superseded_at`` and kept as it was.
    """

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=[(one.value, one.label) for one in ReportKind])
    categories = models.JSONField(default=list)
    from_on = models.DateField(null=True)
    ends_on = models.DateField()
    issued_on = models.DateField()
    opinion = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Opinion])
    auditor = models.CharField(max_length=200, blank=True)
    carve_outs = models.JSONField(default=list)
    entry_seq = models.PositiveBigIntegerField(null=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    corrected_because = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True)
    bridged_until = models.DateField(null=True)
    bridge_signed_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    conclusion = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-ends_on", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(from_on__lt=F("ends_on")),
                name="no_vendor_report_ends_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{ReportKind(self.kind).label} of {self.vendor}, until {self.ends_on}"

    def record(self) -> dict[str, Any]:
        """The report as the journal writes it down."""
        return {
            "report": str(self.kind),
            "from": str(self.from_on or ""),
            "until": str(self.ends_on),
            "issued": str(self.issued_on),
            "opinion": str(self.opinion),
            "entry": self.entry_seq,
            "corrected because": self.corrected_because,
        }

    def gap(self, on: date) -> Gap:
        """What neither it nor its letter covers on a day."""
        return gap_until(on, self.ends_on, self.bridged_until)

    def is_current(self, on: date) -> bool:
        """Whether it still counts on a day."""
        return is_current(on, self.ends_on, self.bridged_until)


class ReportException(models.Model):
    """A deviation that a vendor's auditor reports, and what it means for us once somebody said so."""

    report = models.ForeignKey(VendorReport, on_delete=models.PROTECT, related_name="exceptions")
    text = models.TextField()
    effect = models.TextField(blank=True)
    assessed_at = models.DateTimeField(null=True)
    assessed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class ComplementaryControl(models.Model):
    """A control that a vendor expects us to run: met by one of ours, or without bearing for a reason."""

    report = models.ForeignKey(VendorReport, on_delete=models.PROTECT, related_name="complementary")
    text = models.TextField()
    control = models.ForeignKey("controls.Control", on_delete=models.PROTECT, null=True, related_name="+")
    not_needed_because = models.TextField(blank=True)
    mapped_at = models.DateTimeField(null=True)
    mapped_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_mapped(self) -> bool:
        """Whether somebody said what meets it, or why nothing has to."""
        return self.control_id is not None or bool(self.not_needed_because)
