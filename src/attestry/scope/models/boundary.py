"""Where the boundary runs: components, environments, rules, and what sources discovered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from attestry.scope.models.system import System
from attestry.scope.rules.boundary_rules import ResourceFacts, RuleKind
from attestry.scope.rules.choices import choices
from attestry.scope.rules.system import ComponentKind, Verdict


class Component(models.Model):
    """A part of the system's surroundings, of one of five kinds, in or out with a reason."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="components")
    kind = models.CharField(max_length=20, choices=choices(ComponentKind))
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, choices=choices(Verdict))
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "kind", "name"], name="component_once_per_system"),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.OUT.value, reason=""), name="component_out_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


class Environment(models.Model):
    """Production, development and the like. ``reaches_production_data`` is None where nobody has looked."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="environments")
    name = models.CharField(max_length=100)
    is_production = models.BooleanField()
    reaches_production_data = models.BooleanField(null=True)
    route = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, choices=choices(Verdict), default=Verdict.UNDECIDED)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-is_production", "name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "name"], name="environment_once_per_system"),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.OUT.value, reason=""),
                name="environment_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def record(self) -> dict[str, Any]:
        """The environment as the journal writes it down."""
        return {
            "is_production": self.is_production,
            "reaches_production_data": self.reaches_production_data,
            "route": self.route,
            "verdict": str(self.verdict),
            "reason": self.reason,
            "approved_by": self.approved_by,
        }


class BoundaryRule(models.Model):
    """What decides for discovered resources that no person has decided on; the first that fits does."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="boundary_rules")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=choices(RuleKind))
    pattern = models.CharField(max_length=300)
    verdict = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in (Verdict.IN, Verdict.OUT)]
    )
    reason = models.TextField()
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "kind", "pattern"], name="boundary_rule_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="boundary_rule_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pattern}: {self.verdict}"


class DiscoveredResource(models.Model):
    """Something that a source reported; part of the system until somebody decides otherwise."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="resources")
    source = models.CharField(max_length=60)
    item_id = models.CharField(max_length=500)
    account = models.CharField(max_length=200, blank=True)
    project = models.CharField(max_length=200, blank=True)
    repository = models.CharField(max_length=300, blank=True)
    tags = models.JSONField(default=list)
    first_seen_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=choices(Verdict), default=Verdict.UNDECIDED)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    rule = models.ForeignKey(BoundaryRule, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["source", "item_id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["system", "verdict"], name="resources_by_verdict")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "source", "item_id"], name="resource_once_per_system"),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.OUT.value, reason=""), name="resource_out_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.item_id}"

    @property
    def subject(self) -> str:
        """This resource as the subject of a journal entry, which is at most 300 characters long."""
        return f"resource:{self.item_id}"[:300]

    def facts(self) -> ResourceFacts:
        """What rules look at."""
        return ResourceFacts(self.account, self.project, self.repository, tuple(self.tags))

    @property
    def is_decided_by_a_person(self) -> bool:
        """Whether a person's verdict stands, which no rule changes."""
        return self.verdict != Verdict.UNDECIDED and self.rule_id is None
