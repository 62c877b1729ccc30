"""Access reviews with their frozen items, and the systems that are critical."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from attestry.access_reviews.rules.review import Decision


class AccessReview(models.Model):
    """The accounts of one system as one entry has them; ``disabled_count`` more could not sign in."""

    name = models.CharField(max_length=200, unique=True)
    system = models.CharField(max_length=200)
    connection = models.CharField(max_length=100)
    table = models.CharField(max_length=100)
    entry_seq = models.PositiveBigIntegerField()
    observed_at = models.DateTimeField()
    population_digest = models.CharField(max_length=64)
    disabled_count = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=200, blank=True)
    decisions_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """This review as the subject of a journal entry."""
        return f"access_review:{self.name}"


class ReviewItem(models.Model):
    """One account, frozen, with the decision and what proves that it was carried out."""

    review = models.ForeignKey(AccessReview, on_delete=models.CASCADE, related_name="items")
    account_id = models.CharField(max_length=500)
    account_name = models.CharField(max_length=300)
    person_email = models.CharField(max_length=254, blank=True)
    is_privileged = models.BooleanField(null=True)
    rights = models.TextField(blank=True)
    last_used_at = models.DateTimeField(null=True)
    flags: models.JSONField[Any, Any] = models.JSONField(default=list)
    decision = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Decision]
    )
    reason = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_by_email = models.CharField(max_length=254, blank=True)
    proved_seq = models.PositiveBigIntegerField(null=True)
    proved_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["account_name", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "account_id"], name="an_account_once_per_review"),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_at__isnull=False), name="a_decision_has_its_instant"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by_email=models.F("person_email")) | Q(decided_by_email=""),
                name="nobody_reviews_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.account_name


class CriticalSystem(models.Model):
    """A system of a sealed list of accounts that somebody marked as critical; others have no row."""

    connection = models.CharField(max_length=100)
    system = models.CharField(max_length=200)
    reason = models.CharField(max_length=500, blank=True)
    marked_at = models.DateTimeField()
    marked_by_name = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["system", "connection"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["connection", "system"], name="a_system_is_critical_once")
        ]

    def __str__(self) -> str:
        return self.system or self.connection
