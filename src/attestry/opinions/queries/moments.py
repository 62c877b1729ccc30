"""The days of an examination whose order a reader looks at."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F, Max, Min

from attestry.engagements.models import Engagement
from attestry.engagements.rules.letter import LetterKind
from attestry.opinions.models import Opinion
from attestry.opinions.rules.consistency import Moments
from attestry.populations.models import PopulationFreeze
from attestry.workpapers.models import Conclusion


def moments_of(engagement: Engagement) -> Moments:
    """When the work began, was concluded and opined on, and what was frozen before its time; four queries."""
    letters = engagement.letters.filter(kind=LetterKind.ENGAGEMENT)
    opined = Opinion.objects.filter(engagement=engagement, version=1)
    concluded = Conclusion.objects.filter(workpaper__engagement=engagement)
    frozen = PopulationFreeze.objects.filter(population__engagement=engagement).select_related("population")
    frozen = frozen.filter(frozen_at__date__lte=F("population__until_on") + timedelta(days=1))
    return Moments(
        begun_on=_day(engagement.begun_at),
        letter_on=letters.aggregate(first=Min("dated_on"))["first"],
        first_opinion_on=_day(opined.aggregate(first=Min("at"))["first"]),
        last_conclusion_on=_day(concluded.aggregate(last=Max("at"))["last"]),
        frozen_early=tuple(
            one.population.title for one in frozen if one.frozen_at < one.population.days.until_at
        ),
    )


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None
