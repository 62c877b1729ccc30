"""What is promised and by whom: commitments and requirements, subservice organizations, user entities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from attestry.frameworks.rules import Category
from attestry.scope.models.boundary import Component
from attestry.scope.models.system import System
from attestry.scope.rules.choices import choices
from attestry.scope.rules.promises import CommitmentKind, Method, Source, UserControlKind


class Commitment(models.Model):
    """A principal service commitment, or a system requirement that follows from one (DC 2)."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="commitments")
    key = models.CharField(max_length=12)
    kind = models.CharField(max_length=20, choices=choices(CommitmentKind))
    text = models.TextField()
    source = models.CharField(max_length=20, choices=choices(Source))
    source_reference = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True)
    category = models.CharField(max_length=30, choices=choices(Category))
    is_for_all = models.BooleanField(default=True)
    follows_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="requirements")
    components = models.ManyToManyField(Component, related_name="commitments")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "key"], name="commitment_key_once_per_system"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | ~models.Q(withdrawal_reason=""),
                name="commitment_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:80]}"

    @property
    def subject(self) -> str:
        """This commitment as the subject of a journal entry."""
        return f"commitment:{self.key}"

    def record(self) -> dict[str, Any]:
        """The commitment as the journal writes it down, components excepted."""
        return {
            "kind": str(self.kind),
            "text": self.text,
            "source": str(self.source),
            "source_reference": self.source_reference,
            "source_on": self.source_on.isoformat() if self.source_on else None,
            "category": str(self.category),
            "is_for_all": self.is_for_all,
            "follows_from": self.follows_from.key if self.follows_from else None,
        }


class SubserviceOrganization(models.Model):
    """A supplier whose controls are needed, with ours, to keep the commitments (DC 7)."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="subservice_organizations")
    name = models.CharField(max_length=200)
    service = models.TextField()
    data = models.TextField(blank=True)
    method = models.CharField(max_length=20, choices=choices(Method))
    why_needed = models.TextField()
    monitoring = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "name"], name="subservice_once_per_system")
        ]

    def __str__(self) -> str:
        return self.name

    def record(self) -> dict[str, Any]:
        """The organization as the journal writes it down."""
        return {
            "service": self.service,
            "data": self.data,
            "method": str(self.method),
            "why_needed": self.why_needed,
            "monitoring": self.monitoring,
        }


class ExpectedControl(models.Model):
    """A kind of control that is expected of a subservice organization, and the criteria that it supports."""

    organization = models.ForeignKey(
        SubserviceOrganization, on_delete=models.CASCADE, related_name="expected_controls"
    )
    text = models.TextField()
    criteria = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["organization", "pk"]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def said(self) -> str:
        """The kind of control with the criteria that it supports."""
        return f"{self.text} ({', '.join(self.criteria)})" if self.criteria else self.text


class UserEntityControl(models.Model):
    """What a user entity does: a control that ours presuppose, or a mere responsibility (DC 6)."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="user_entity_controls")
    key = models.CharField(max_length=12)
    kind = models.CharField(max_length=20, choices=choices(UserControlKind))
    text = models.TextField()
    criteria = models.JSONField(default=list)
    commitment = models.ForeignKey(Commitment, on_delete=models.SET_NULL, null=True, related_name="+")
    without_it = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "key"], name="user_entity_control_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.text[:80]}"
