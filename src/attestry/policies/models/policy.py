"""A policy or procedure of the organization, and its reviews."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.policies.rules.standing import PolicyKind


class Policy(models.Model):
    """What is expected, or how it is done; its text stands in its versions.

    ``acknowledge_again_months`` of 0: one acknowledgement of each version is enough.
    """

    key = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in PolicyKind], default=PolicyKind.POLICY
    )
    templates = models.ManyToManyField("policies.PolicyTemplate", related_name="policies")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    owner_role = models.CharField(max_length=100, blank=True)
    is_for_everyone = models.BooleanField(default=True)
    teams = models.ManyToManyField("people.Team", related_name="+")
    acknowledge_within_days = models.PositiveSmallIntegerField(default=14)
    acknowledge_again_months = models.PositiveSmallIntegerField(default=12)
    review_months = models.PositiveSmallIntegerField(default=12)
    next_review_on = models.DateField(null=True)
    criteria = models.JSONField(default=list)
    controls = models.JSONField(default=list)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["title", "pk"]
        verbose_name_plural = "policies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(retired_at=None) | ~models.Q(retired_reason=""),
                name="policy_retired_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This policy as the subject of a journal entry."""
        return f"policy:{self.key}"

    def settings_record(self) -> dict[str, Any]:
        """What is settled around the text, as the journal writes it down; reads owner and teams."""
        return {
            "title": self.title,
            "owner": self.owner.email if self.owner else None,
            "owner_role": self.owner_role,
            "for_everyone": self.is_for_everyone,
            "teams": sorted(team.name for team in self.teams.all()),
            "acknowledge_within_days": self.acknowledge_within_days,
            "acknowledge_again_months": self.acknowledge_again_months,
            "review_months": self.review_months,
            "controls": list(self.controls),
        }

    def settings_digest(self) -> str:
        """What says whether somebody else settled it otherwise meanwhile."""
        return sha256_hex(canonical_json(self.settings_record()))


class PolicyReview(models.Model):
    """Somebody looked whether a published version still holds, and said so."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="reviews")
    version_number = models.PositiveIntegerField()
    reviewer_key = models.CharField(max_length=300)
    reviewer_name = models.CharField(max_length=200)
    reviewed_at = models.DateTimeField()
    finding = models.TextField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-reviewed_at", "-pk"]

    def __str__(self) -> str:
        return f"review of {self.policy} on {self.reviewed_at:%Y-%m-%d}"
