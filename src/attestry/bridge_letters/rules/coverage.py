"""Which days a bridge letter speaks of: from the day after the report's last, three months as a rule."""

from __future__ import annotations

from datetime import date, timedelta

from attestry.readiness.rules.estimate import add_months
from attestry.ui.words import counted_words, day_words

USUAL_MONTHS = 3
# So long readers wait without asking; then it is a gap of the program.
MOST_DAYS_WITHOUT_WORD = 90


def begins_on(report_until_on: date) -> date:
    """The one day on which a letter may begin: the day after the last that the report speaks of."""
    return report_until_on + timedelta(days=1)


def wrong_days(report_until_on: date, from_on: date, until_on: date, *, today: date) -> dict[str, str]:
    """What cannot be, by field: a gap before the letter, days turned round, a day that is not over."""
    wrong = {}
    first = begins_on(report_until_on)
    if from_on != first:
        wrong["from_on"] = (
            f"It begins on {day_words(first)}, the day after the last that the report speaks of: "
            f"between the two no day is left out and none is told twice."
        )
    if until_on > today:
        wrong["until_on"] = f"{day_words(until_on)} is still to come, and nobody knows what it brings."
    elif until_on < from_on:
        wrong["until_on"] = "It ends before it begins."
    return wrong


def longest_until(from_on: date) -> date:
    """The last day of the three months that readers accept."""
    return add_months(from_on, USUAL_MONTHS) - timedelta(days=1)


def is_long(from_on: date, until_on: date) -> bool:
    """Whether it speaks of more than three months."""
    return until_on > longest_until(from_on)


def length_warning(from_on: date, until_on: date) -> str:
    """What a reader holds against a letter over more than three months; empty for a shorter one."""
    if not is_long(from_on, until_on):
        return ""
    days = counted_words(days_of(from_on, until_on), "day")
    return (
        f"This letter speaks of {days}, more than the three months that readers usually accept. "
        f"For the days after {day_words(longest_until(from_on))} ask for a newer report."
    )


def days_of(from_on: date, until_on: date) -> int:
    """How many days it speaks of, the first and the last counted."""
    return (until_on - from_on).days + 1


def days_without_word(report_until_on: date, letters_until_on: date | None, *, on: date) -> int:
    """The days until a day, it counted, of which neither the report nor a letter speaks."""
    last = max(report_until_on, letters_until_on or report_until_on)
    return max((on - last).days, 0)
