"""The description of a system for one engagement: passages, comments, final versions, and assertions."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from attestry.engagements.models import Engagement


class Passage(models.Model):
    """A version of what management writes for one description criterion. Never changed; the last counts.

    ``none_because`` stands where there is nothing of its kind, and says how that is known.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    criterion = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    none_because = models.TextField(blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["criterion", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["engagement", "criterion", "version"], name="one_passage_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"DC {self.criterion}, version {self.version}"


class DescriptionComment(models.Model):
    """What the firm says of a passage: stored apart, and never printed in the description."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    criterion = models.PositiveSmallIntegerField()
    text = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"comment on DC {self.criterion}"


class FinalDescription(models.Model):
    """A description that management made final: its text and facts as they stood, and their digest."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["engagement", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["engagement", "version"], name="one_final_a_version"),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class Assertion(models.Model):
    """What management claims of a final description, signed by an officer in their own name."""

    description = models.OneToOneField(FinalDescription, on_delete=models.PROTECT, related_name="assertion")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=200)
    signer_title = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"assertion of {self.signer_name}"
