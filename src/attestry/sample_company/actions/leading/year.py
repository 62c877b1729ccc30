"""One day of the program: what everybody does in it, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.sample_company.actions.leading.assessing import Assessments
from attestry.sample_company.actions.leading.deeds import Deeds, Happening
from attestry.sample_company.actions.leading.learning import Learning
from attestry.sample_company.actions.leading.outsiders import Readers
from attestry.sample_company.actions.leading.papers import Papers
from attestry.sample_company.actions.leading.remedying import Remedies
from attestry.sample_company.actions.leading.reviewing import Reviews
from attestry.sample_company.actions.leading.steering import Steering
from attestry.sample_company.actions.leading.workforce import Workforce
from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Calendar


class Year:
    """The program through the year. A company without habits has none: nothing happens in it."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        self._deeds, self._habits = Deeds(company, calendar), company.habits
        self._company, self._calendar = company, calendar

    def happenings(self, day: int, *, is_first: bool = False, is_read: bool = True) -> Iterator[Happening]:
        """What people do on a day; ``is_read`` tells whether anything was read from the company by then."""
        habits, told = self._habits, (self._company, self._calendar, self._deeds)
        if habits is None:
            return
        yield from Workforce(*told).happenings(day)
        yield from self._deeds.happenings(day, is_read=is_read)
        yield from Papers(*told, habits).happenings(day)
        yield from Learning(*told, habits).happenings(day)
        yield from Assessments(*told, habits).happenings(day)
        yield from Steering(*told, habits).happenings(day)
        yield from Readers(self._company, self._calendar).happenings(day)
        if is_read:
            yield from Reviews(*told).happenings(day)
            yield from Remedies(*told).happenings(day, is_first=is_first)
