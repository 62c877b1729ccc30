"""Vendors, and names that other lists hold and the register does not."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, Tier, review_due_on


class Vendor(models.Model):
    """Somebody who supplies us. ``tier`` follows from data, access and dependence.

    ``method`` is set for a subservice organization: carved out of our report, or included.
    """

    name = models.CharField(max_length=200, unique=True)
    service = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    data_held = models.CharField(max_length=20, choices=[(one.value, one.value) for one in DataHeld])
    access = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Access])
    dependence = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Dependence])
    tier = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Tier])
    method = models.CharField(
        max_length=10, blank=True, choices=[("carve_out", "carve-out"), ("inclusive", "inclusive")]
    )
    expected_controls = models.TextField(blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_how = models.TextField(blank=True)
    reviewed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="no_vendor_ends_before_the_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This vendor as the subject of a journal entry."""
        return f"vendor:{self.name}"

    @property
    def review_due_on(self) -> date | None:
        """The day by which it is to be reviewed; None: it need not be."""
        if self.ended_on is not None:
            return None
        return review_due_on(Tier(self.tier), self.started_on, self.reviewed_on)

    def record(self) -> dict[str, Any]:
        """The vendor as the journal writes it down; reads its owner."""
        return {
            "service": self.service,
            "owner": self.owner.email if self.owner else "",
            "data_held": str(self.data_held),
            "access": str(self.access),
            "dependence": str(self.dependence),
            "tier": str(self.tier),
            "method": self.method,
            "expected_controls": self.expected_controls,
            "started_on": str(self.started_on),
        }

    def digest(self) -> str:
        """The digest of what a form shows, by which a change between is found."""
        return sha256_hex(canonical_json(self.record()))


class VendorProposal(models.Model):
    """A name that a list of sign-ins, suppliers or spending holds and the register does not."""

    plain_name = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    found_in = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    found_at = models.DateTimeField()
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, null=True, related_name="proposals")
    dismissed_because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-found_at", "name"]

    def __str__(self) -> str:
        return self.name
