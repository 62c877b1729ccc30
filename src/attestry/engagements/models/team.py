"""Who of the firm works on an engagement, and what each signed about independence."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from attestry.engagements.models.engagement import Engagement
from attestry.engagements.rules.side import Duty


class TeamMember(models.Model):
    """Somebody of the firm who works on an engagement, since when and until when."""

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Duty])
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["joined_at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["engagement", "user"], condition=Q(left_at=None), name="on_a_team_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.duty})"


class IndependenceNote(models.Model):
    """What a member of the team signed about the firm's independence, with its digest. Never changed.

    ``services`` are the nonattest services that the firm gave, and ``safeguards`` what answers them.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="independence_notes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    services = models.TextField(blank=True)
    safeguards = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["signed_at", "pk"]

    def __str__(self) -> str:
        return f"independence of {self.signed_by}"
