"""What each team carries in each month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce, TruncMonth

from attestry.remediation.models import Task, TeamCapacity
from attestry.remediation.rules.task import UNFIXED


@dataclass(frozen=True, slots=True)
class Burden:
    """What one team carries in one month: tasks that are left, their hours, and what it can carry."""

    team: str
    month: date | None
    tasks: int
    hours: float
    limit: int | None

    @property
    def is_over(self) -> bool:
        """Whether it is more than the team can carry."""
        return self.limit is not None and self.month is not None and self.hours > self.limit


def burdens() -> tuple[Burden, ...]:
    """By team and month of the deadline, for tasks that are not fixed; a person's count for their team."""
    limits = dict(TeamCapacity.objects.values_list("team__name", "hours_a_month"))
    rows = (
        Task.objects.filter(state__in=UNFIXED)
        .annotate(team_name=Coalesce("team__name", "owner__team__name"), month=TruncMonth("due_on"))
        .order_by("team_name", "month")
        .values_list("team_name", "month")
        .annotate(tasks=Count("pk"), hours=Sum("effort_hours"))
    )
    return tuple(
        Burden(team or "", month, tasks, float(hours or 0), limits.get(team or ""))
        for team, month, tasks, hours in rows
    )
