"""The standard that engagements name, on a day and over time."""

from __future__ import annotations

from datetime import date

from attestry.engagements.models import StandardSetting
from attestry.engagements.rules.standard import Standard, standard_in_force


def standard_on(day: date) -> Standard:
    """The standard that an engagement planned on a day names."""
    known = StandardSetting.objects.order_by("effective_on", "pk").values_list("text", "effective_on")
    return standard_in_force([Standard(*one) for one in known], on=day)


def settings_of_the_standard() -> list[StandardSetting]:
    """What was ever set, the newest first."""
    return list(StandardSetting.objects.all())
