"""Customers, what they are owed, and the reports that are held or planned."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from attestry.customers.rules.report import Held, Needed, Opinion, Report
from attestry.kit.digest import canonical_json, sha256_hex


class Stage(models.TextChoices):
    """How far the business with somebody got."""

    PROSPECT = "prospect", "Prospect"
    CUSTOMER = "customer", "Customer"
    ENDED = "ended", "Ended"


class Customer(models.Model):
    """Somebody who buys, or may. ``annual_value`` is in the currency of the books."""

    name = models.CharField(max_length=200, unique=True)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.CUSTOMER)
    annual_value = models.DecimalField(
        max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This customer as the subject of a journal entry."""
        return f"customer:{self.name}"


class Obligation(models.Model):
    """One clause of a contract: a report that is owed, or, where ``report`` is empty, something else.

    ``due_on`` is the day from which it has to be fulfilled; None: from the beginning.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="obligations")
    contract = models.CharField(max_length=200, blank=True)
    clause = models.TextField()
    consequence = models.TextField(blank=True)
    report = models.CharField(max_length=20, blank=True, choices=[(one.value, one.label) for one in Report])
    categories = models.JSONField(default=list)
    max_age_months = models.PositiveSmallIntegerField(null=True)
    wants_unmodified = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    fulfilled_on = models.DateField(null=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="obligations"
    )
    next_review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["customer__name", "pk"]

    def __str__(self) -> str:
        return f"{self.customer}: {self.clause[:80]}"

    def record(self) -> dict[str, Any]:
        """The clause as the journal writes it down; reads its owner."""
        return {
            "clause": self.clause,
            "contract": self.contract,
            "consequence": self.consequence,
            "report": self.report,
            "categories": list(self.categories),
            "max_age_months": self.max_age_months,
            "wants_unmodified": self.wants_unmodified,
            "due_on": str(self.due_on or ""),
            "next_review_on": str(self.next_review_on or ""),
            "owner": self.owner.email if self.owner else "",
        }

    def digest(self) -> str:
        """The digest of what a form shows, by which a change between is found."""
        return sha256_hex(canonical_json(self.record()))

    @property
    def needed(self) -> Needed | None:
        """The report that it asks for; None where it asks for something else."""
        if not self.report:
            return None
        return Needed(
            Report(self.report),
            frozenset(self.categories),
            self.max_age_months,
            self.wants_unmodified,
            self.due_on,
        )


class HeldReport(models.Model):
    """A report on this organization: issued, with its opinion, or planned, with the day it is hoped for."""

    title = models.CharField(max_length=200)
    report = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Report])
    categories = models.JSONField(default=list)
    period_from = models.DateField(null=True)
    period_until = models.DateField()
    available_on = models.DateField()
    opinion = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Opinion])
    deviations = models.PositiveIntegerField(default=0)
    withdrawn_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-period_until", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_from__lte=F("period_until")),
                name="no_report_ends_before_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def held(self) -> Held:
        """As the rules read it."""
        return Held(
            self.pk,
            Report(self.report),
            frozenset(self.categories),
            self.period_until,
            self.available_on,
            Opinion(self.opinion) if self.opinion else None,
            self.title,
        )
