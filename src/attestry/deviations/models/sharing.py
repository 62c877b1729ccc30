"""What management is told of a deviation, and what management answers in its own words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from attestry.deviations.models.deviation import Deviation
from attestry.deviations.models.evaluation import Evaluation
from attestry.deviations.rules.answering import Stance
from attestry.workpapers.models import Written


class SharedResult(Written):
    """A version of the result as the firm shares it: how many were tested, how many deviate, what, effect.

    From here on management sees it, and no more than stands here.
    """

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="shared")
    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="shared")
    version = models.PositiveIntegerField()
    tested = models.PositiveIntegerField(null=True)
    deviating = models.PositiveIntegerField(null=True)
    what = models.TextField()
    effect = models.TextField()

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["deviation", "version"], name="one_shared_result_a_version"),
            models.CheckConstraint(
                condition=Q(deviating=None) | Q(deviating__lte=F("tested")),
                name="shares_no_more_than_were_tested",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class ManagementResponse(Written):
    """A version of management's answer to a shared result. The firm never writes one."""

    result = models.ForeignKey(SharedResult, on_delete=models.PROTECT, related_name="responses")
    version = models.PositiveIntegerField()
    stance = models.CharField(max_length=10, choices=[(one.value, one.label) for one in Stance])
    words = models.TextField()
    action = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    who = models.CharField(max_length=200, blank=True)

    class Meta(Written.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["result", "version"], name="one_response_a_version"),
            models.CheckConstraint(
                condition=~Q(stance=Stance.ACCEPTED.value)
                | (~Q(action="") & Q(due_on__isnull=False) & ~Q(who="")),
                name="what_is_accepted_is_corrected_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.stance}"
