"""Building the sample company's home: its whole history, or the days since it was last told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from attestry.connectors.queries import connections
from attestry.evidence.queries import entries
from attestry.kit import clock
from attestry.sample_company.actions.days import Days
from attestry.sample_company.actions.founding import FOUNDED_DAYS_BEFORE, found
from attestry.sample_company.company import Company, company
from attestry.sample_company.errors import HomeIsSomebodys
from attestry.sample_company.rules.calendar import Calendar

Progress = Callable[[str], None]

TOLD_FROM_HOUR = 7


@dataclass(frozen=True, slots=True)
class Chapter:
    """The days of the story that a home was told by one call; none where ``last_day`` comes before."""

    calendar: Calendar
    first_day: int
    last_day: int


def build(progress: Progress, *, until: date | None = None) -> Chapter:
    """Tell the home the company's months up to ``until`` (today), or the days that it lacks.

    The same ``until`` gives the same readings and results; what is signed in it is sealed anew.
    Raises HomeIsSomebodys where the home holds a real organization's connections.
    """
    told, last_on = company(), until or _last_whole_day()
    call_command("migrate", interactive=False, verbosity=0)
    known = connections().order_by("created_at").first()
    if known is None:
        calendar = Calendar.ending(last_on, told.story.last_day)
        return begin(told, calendar, range(calendar.day_of(_noon(last_on)) + 1), progress)
    if not settings.HOME.organization().is_sample:
        raise HomeIsSomebodys(
            "This home holds a real organization's evidence.",
            next_step="Name an empty folder in ATTESTRY_HOME; the sample company gets a home of its own.",
        )
    calendar = Calendar(known.created_at.date() + timedelta(days=FOUNDED_DAYS_BEFORE))
    last = entries().first()
    start = calendar.day_of(last.recorded_at) + 1 if last else 0
    return _tell(told, calendar, range(start, calendar.day_of(_noon(last_on)) + 1), progress)


def begin(told: Company, calendar: Calendar, days: range, progress: Progress) -> Chapter:
    """Found the company in an empty home and tell these days of its story."""
    home = settings.HOME
    home.belongs_to(replace(home.organization(), name=told.profile.name, is_sample=True))
    progress(f"founding {told.profile.name}")
    with transaction.atomic():
        found(told, calendar)
    telling = Days(told, calendar)
    for day in range(days.start):
        telling.tell_before(day)
    return _tell(told, calendar, days, progress)


def _tell(told: Company, calendar: Calendar, days: range, progress: Progress) -> Chapter:
    telling = Days(told, calendar)
    for position, day in enumerate(days, start=1):
        progress(f"telling day {position} of {len(days)}: {calendar.on(day):%d %B %Y}")
        telling.tell(day, is_first=position == 1)
    return Chapter(calendar, days.start, days.stop - 1)


def _last_whole_day() -> date:
    """Today once its dawn is over, else yesterday."""
    return (clock.now() - timedelta(hours=TOLD_FROM_HOUR)).date()


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
