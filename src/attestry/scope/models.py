"""The system, what it promises, and what it is made of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from attestry.frameworks.rules import Category
from attestry.scope.rules import ComponentKind, Encryption, StoreFacts, Verdict


def _choices(values: type[Category | ComponentKind | Encryption | Verdict]) -> list[tuple[str, str]]:
    return [(value.value, value.value.replace("_", " ")) for value in values]


class System(models.Model):
    """What a report is about."""

    name = models.CharField(max_length=200, unique=True)
    uses_ai = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.name


class ChosenCategory(models.Model):
    """The decision about one trust services category, with its reason."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(max_length=30, choices=_choices(Category))
    is_chosen = models.BooleanField()
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "category"], name="category_decided_once"),
            models.CheckConstraint(
                condition=~models.Q(category=Category.SECURITY.value, is_chosen=False, reason=""),
                name="security_left_out_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {'in' if self.is_chosen else 'out'}"


class DataClass(models.Model):
    """How sensitive information is, and so how it is handled."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="data_classes")
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=100)
    handling = models.TextField(blank=True)
    is_confidential = models.BooleanField()
    is_personal = models.BooleanField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "key"], name="data_class_once_per_system")
        ]

    def __str__(self) -> str:
        return self.title


class Service(models.Model):
    """What customers are provided with, and the kinds of their data that it holds."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    customers = models.TextField(blank=True)
    data_classes = models.ManyToManyField(DataClass, related_name="services")

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "name"], name="service_once_per_system")
        ]

    def __str__(self) -> str:
        return self.name


class DataStore(models.Model):
    """A place where information is kept. What is not known stays empty and is a finding."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="data_stores")
    name = models.CharField(max_length=200)
    data_class = models.ForeignKey(DataClass, on_delete=models.PROTECT, null=True, related_name="stores")
    location = models.CharField(max_length=200, blank=True)
    encryption = models.CharField(max_length=20, choices=_choices(Encryption), default=Encryption.UNKNOWN)
    access = models.TextField(blank=True)
    retention = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["system", "name"], name="data_store_once_per_system")
        ]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> StoreFacts:
        """What is written down about the store; reads its data class."""
        return StoreFacts(
            data_class=self.data_class.title if self.data_class else "",
            location=self.location,
            encryption=self.encryption,
            access=self.access,
            retention=self.retention,
            is_confidential=bool(self.data_class and self.data_class.is_confidential),
        )

    def record(self) -> dict[str, Any]:
        """The store as the journal writes it down."""
        return {
            "data_class": self.data_class.key if self.data_class else None,
            "location": self.location,
            "encryption": str(self.encryption),
            "access": self.access,
            "retention": self.retention,
        }


class Component(models.Model):
    """A part of the system's surroundings, of one of five kinds, in or out with a reason."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="components")
    kind = models.CharField(max_length=20, choices=_choices(ComponentKind))
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    verdict = models.CharField(max_length=20, choices=_choices(Verdict))
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


class DiscoveredResource(models.Model):
    """Something that a source reported; part of the system until somebody decides otherwise."""

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="resources")
    source = models.CharField(max_length=60)
    item_id = models.CharField(max_length=500)
    first_seen_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=_choices(Verdict), default=Verdict.UNDECIDED)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

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
