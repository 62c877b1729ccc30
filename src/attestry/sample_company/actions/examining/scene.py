"""Who stands on which side, which engagement is meant, and when the days of the story are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from attestry.accounts.models import User
from attestry.accounts.queries import user_of
from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Duty
from attestry.evidence.models import Entry, EntryKind
from attestry.journal.rules import Actor
from attestry.sample_company.company import Company
from attestry.sample_company.content.examination import ExaminationFile, ExaminationsFile
from attestry.sample_company.rules.calendar import Calendar


@dataclass(frozen=True)
class Scene:
    """One examination of the story: what is told of it, and where that lies in time."""

    company: Company
    calendar: Calendar
    whole: ExaminationsFile
    told: ExaminationFile

    def of_ours(self, login: str) -> User:
        """Somebody of management."""
        return user_of(f"{login}@{self.company.profile.domain}")

    def of_the_firm(self, login: str) -> User:
        """Somebody of the firm."""
        return user_of(f"{login}@{self.whole.firm.domain}")

    @property
    def lead(self) -> Actor:
        """Who leads the program for management."""
        return self.of_ours(self.whole.led_by).actor()

    def firm(self, duty: Duty) -> Actor:
        """Who of the firm has a duty."""
        return self.of_the_firm(self.whole.login(duty)).actor()

    def engagement(self, *, key: str = "") -> Engagement | None:
        """The engagement, or an earlier one of the story; None where it was never planned."""
        wanted = next(one for one in self.whole.examinations if one.key == (key or self.told.key))
        return Engagement.objects.select_related("system", "firm").filter(title=wanted.title).first()

    @property
    def first_at(self) -> datetime:
        """The first instant of what it speaks of."""
        return self.calendar.at(self.told.until if self.told.first is None else self.told.first)

    @property
    def end_at(self) -> datetime:
        """The first instant after what it speaks of."""
        return self.calendar.at(self.told.until + 1)

    def on(self, day: int | None) -> date | None:
        """The date of a day."""
        return None if day is None else self.calendar.on(day)

    def is_covered(self) -> bool:
        """Whether the company was read before the firm's work began: what nobody read cannot be examined."""
        first = Entry.objects.filter(kind=EntryKind.SNAPSHOT).order_by("seq").first()
        return first is not None and first.observed_at < self.calendar.at(self.told.days.begins)
