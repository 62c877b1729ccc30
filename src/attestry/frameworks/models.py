"""Frameworks and their parts, as synced from the library's files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from attestry.frameworks.rules import CriterionText, Kind


class Framework(models.Model):
    """One edition of one framework."""

    key = models.SlugField(max_length=60, unique=True)
    family = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    publisher = models.CharField(max_length=200)
    version = models.CharField(max_length=200)
    effective_on = models.DateField(null=True)
    standing = models.TextField()
    summary = models.TextField()
    notice = models.TextField()
    digest = models.CharField(max_length=64)
    synced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]

    def __str__(self) -> str:
        return self.short_title


class Category(models.Model):
    """A group of criteria that a company may choose or leave."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="categories")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    explanation = models.TextField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["framework", "key"], name="category_once_per_framework")
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A heading under which criteria stand: a series, a chapter, an annex."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="sections")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="sections")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["framework", "key"], name="section_once_per_framework")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class Criterion(models.Model):
    """What a control is judged against; withdrawn, not deleted, when an edition drops it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="criteria")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="criteria")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    statement = models.TextField(blank=True)
    note = models.TextField(blank=True)
    deadline = models.TextField(blank=True)
    applies_to = models.CharField(max_length=20, blank=True)
    designation = models.CharField(max_length=20, blank=True)
    coso_principle = models.PositiveSmallIntegerField(null=True)
    privacy_roles = models.JSONField(default=list)
    official_points_of_focus = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["framework", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["framework", "reference"], name="criterion_once_per_framework")
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def text(self) -> CriterionText:
        """What this edition says; reads the points of focus, so prefetch them for a list."""
        points = tuple(point.text for point in self.points_of_focus.all())
        return CriterionText(self.reference, self.title, self.statement, points)


class PointOfFocus(models.Model):
    """An aid to judging a criterion; not a requirement by itself."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="points_of_focus")
    text = models.TextField()
    is_ours = models.BooleanField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["criterion", "position"]

    def __str__(self) -> str:
        return self.text
