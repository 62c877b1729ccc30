"""The system, its chosen categories, and what it provides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.frameworks.rules import Category
from attestry.scope.rules.choices import choices


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
    category = models.CharField(max_length=30, choices=choices(Category))
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
