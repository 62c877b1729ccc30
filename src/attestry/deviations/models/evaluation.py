"""What a deviation means, in versions, and what somebody else of the firm says of each."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from attestry.deviations.models.deviation import Confirmation, Deviation
from attestry.deviations.rules.weighing import Effect, Extension, Pattern, Severity
from attestry.incidents.models import Incident
from attestry.workpapers.models import Conclusion, Written


class Evaluation(Written):
    """A version of what a deviation means; the last counts, earlier ones stay.

    ``tested``, ``deviating``, ``population`` and ``limits`` are reckoned from the grid as it stood;
    none of them where there is no sample.
    """

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="evaluations")
    confirmation = models.ForeignKey(Confirmation, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    pattern = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Pattern])
    is_intentional = models.BooleanField()
    is_override = models.BooleanField()
    cause = models.TextField()
    tested = models.PositiveIntegerField(null=True)
    deviating = models.PositiveIntegerField(null=True)
    population = models.PositiveIntegerField(null=True)
    limits = models.JSONField(default=list)
    extension = models.CharField(max_length=12, choices=[(one.value, one.label) for one in Extension])
    extension_words = models.TextField()
    compensating_words = models.TextField()
    pervasiveness = models.TextField()
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="+")
    incident_words = models.TextField()
    severity = models.CharField(max_length=20, choices=[(one.value, one.label) for one in Severity])
    reason = models.TextField(blank=True)

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deviation", "version"], name="one_evaluation_a_version"),
            models.CheckConstraint(
                condition=Q(deviating=None) | Q(deviating__lte=F("tested")),
                name="no_more_deviate_than_were_tested",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.severity}"

    @property
    def rate_words(self) -> str:
        """How many of how many, for a person; empty where there is no sample."""
        return f"{self.deviating} of {self.tested}" if self.tested else ""


class CriterionEffect(models.Model):
    """What an evaluation says that a deviation means for one criterion."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="effects")
    reference = models.CharField(max_length=40)
    effect = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Effect])

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["evaluation", "reference"], name="one_effect_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.effect}"


class CompensatingControl(models.Model):
    """The conclusion on another control that an evaluation cites, because it answers the same risk."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="compensating")
    conclusion = models.ForeignKey(Conclusion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["evaluation", "conclusion"], name="compensates_once")
        ]

    def __str__(self) -> str:
        return f"{self.conclusion}"


class EvaluationReview(Written):
    """What somebody else of the firm says of an evaluation: it stands, or what it lacks."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="review")
    evaluated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stands = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(by=F("evaluated_by")), name="evaluator_never_reviews"),
            models.CheckConstraint(
                condition=Q(stands=True) | ~Q(words=""), name="sent_back_with_what_is_wanting"
            ),
        ]

    def __str__(self) -> str:
        return "stands" if self.stands else "returned"
