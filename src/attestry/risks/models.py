"""Risks, and who accepted what remains of each until when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.risks.rules.scale import Level, Treatment, level_of, score_of


def _on_scale(field: str) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gte": 1, f"{field}__lte": 5})


class Risk(models.Model):
    """Something that may happen and would harm. It is identified, then analysed, then evaluated.

    Inherent is before what is done about it, residual after: once the treatment is carried out, which is
    on ``treated_on``. One that cannot happen any more is retired and kept.
    """

    title = models.CharField(max_length=200, unique=True)
    description = models.TextField(blank=True)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    controls = models.ManyToManyField("controls.Control", related_name="+")
    identified_on = models.DateField()
    analysed_on = models.DateField(null=True)
    evaluated_on = models.DateField(null=True)
    inherent_likelihood = models.PositiveSmallIntegerField(null=True)
    inherent_impact = models.PositiveSmallIntegerField(null=True)
    residual_likelihood = models.PositiveSmallIntegerField(null=True)
    residual_impact = models.PositiveSmallIntegerField(null=True)
    treatment = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Treatment]
    )
    treatment_plan = models.TextField(blank=True)
    treatment_due_on = models.DateField(null=True)
    treated_on = models.DateField(null=True)
    review_on = models.DateField(null=True, db_index=True)
    retired_on = models.DateField(null=True)
    retired_because = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=_on_scale("inherent_likelihood")
                & _on_scale("inherent_impact")
                & _on_scale("residual_likelihood")
                & _on_scale("residual_impact"),
                name="risks_are_on_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(evaluated_on=None) | ~Q(analysed_on=None), name="no_risk_skips_its_analysis"
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None) | ~Q(retired_because=""), name="no_risk_is_retired_for_nothing"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """This risk as the subject of a journal entry."""
        return f"risk:{self.pk}"

    def record(self) -> dict[str, Any]:
        """What it is called, how it comes about and whose it is; reads its owner."""
        return {"title": self.title, "description": self.description, "owner": self.owner.email}

    def digest(self) -> str:
        """The digest of what the form of a change shows, by which a change between is found."""
        return sha256_hex(canonical_json(self.record()))

    @property
    def inherent_level(self) -> Level | None:
        """How bad it is before treatment; None: not analysed."""
        if self.inherent_likelihood is None or self.inherent_impact is None:
            return None
        return level_of(score_of(self.inherent_likelihood, self.inherent_impact))

    @property
    def residual_level(self) -> Level | None:
        """How bad it is after treatment; None: not evaluated."""
        if self.residual_likelihood is None or self.residual_impact is None:
            return None
        return level_of(score_of(self.residual_likelihood, self.residual_impact))


class RiskAcceptance(models.Model):
    """Somebody senior to the owner takes what remains of a risk upon the company, until a day."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="acceptances")
    accepted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    score = models.PositiveSmallIntegerField()
    accepted_at = models.DateTimeField()
    accepted_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-accepted_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("accepted_on")), name="no_acceptance_is_over_at_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.risk} until {self.expires_on}"

    def holds(self, on: date) -> bool:
        """Whether it covers a day; the last day counts."""
        return self.accepted_on <= on <= self.expires_on

    def record(self) -> dict[str, Any]:
        """What the journal says of it."""
        return {
            "accepted_by": self.accepted_by.email,
            "reason": self.reason,
            "score": self.score,
            "expires_on": str(self.expires_on),
        }
