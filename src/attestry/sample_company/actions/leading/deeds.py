"""Doing what the diary says: an act by its name, its words turned into days, people and records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Model

from attestry.accounts.queries import user_of
from attestry.journal.offered import OfferedAct, act_named
from attestry.journal.rules import Actor
from attestry.kit.clock import to_text
from attestry.kit.errors import Invalid
from attestry.opinions.models import IssuedReport
from attestry.sample_company.company import Company
from attestry.sample_company.content.diary import Deed
from attestry.sample_company.rules.calendar import Calendar
from attestry.scope.queries.categories import the_system

Happening = tuple[datetime, Callable[[], object]]
_NUMBER_OF = "number_of"
_DAY = re.compile(r"day (-?\d+)(?: (\d{1,2}):(\d{2}))?")


class Deeds:
    """Does deeds of one company, whose days lie in one calendar."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        self._company = company
        self._calendar = calendar

    def actor(self, login: str) -> Actor:
        """The user with this login, as who acts."""
        return user_of(self._address(login)).actor()

    def happenings(self, day: int, *, is_read: bool) -> Iterator[Happening]:
        """The deeds of a day; ``is_read`` tells whether anything was read from the company by then."""
        for deed in self._company.deeds:
            if deed.is_due(day) and (is_read or not deed.wants_readings) and self._is_reported_for(deed):
                at = self._calendar.at(day, deed.at.hour, deed.at.minute)
                yield at, partial(self.do, deed, day - deed.day)

    def _is_reported_for(self, deed: Deed) -> bool:
        """Whether the last examination has its report, for a deed that wants it."""
        whole = self._company.examinations
        if not deed.wants_report or whole is None:
            return not deed.wants_report
        title = whole.examinations[-1].title
        return IssuedReport.objects.filter(engagement__title=title).exists()

    def do(self, deed: Deed, shift: int = 0) -> Any:
        """Do it; ``shift`` is how many days after its own day, for what is done again and again."""
        found = act_named(deed.do)
        told = {name: self._meant(found, name, said, shift) for name, said in deed.told.items()}
        if "system" in found.arguments.records:
            told.setdefault("system", the_system().pk)
        actor = self.actor(deed.by)
        return found.write(actor, **found.arguments.read(actor, told))

    def _meant(self, found: OfferedAct, name: str, said: Any, shift: int) -> Any:
        record, is_list = found.arguments.records.get(name, (None, False))
        if record is None:
            return self._dated(said, shift)
        each = [self._record(record, self._dated(one, shift)) for one in (said if is_list else [said])]
        return each if is_list else each[0]

    def _dated(self, said: Any, shift: int) -> Any:
        """Days of the story as dates, and records as their numbers, wherever they stand in what is said."""
        if isinstance(said, Mapping) and _NUMBER_OF in said:
            fields = {key: value for key, value in said.items() if key != _NUMBER_OF}
            return str(self._record(apps.get_model(said[_NUMBER_OF]), fields))
        if isinstance(said, Mapping):
            return {key: self._dated(value, shift) for key, value in said.items()}
        if isinstance(said, list):
            return [self._dated(one, shift) for one in said]
        if not isinstance(said, str):
            return said
        whole = _DAY.fullmatch(said)
        if whole and whole[2]:
            return to_text(self._calendar.at(int(whole[1]) + shift, int(whole[2]), int(whole[3])))
        return _DAY.sub(lambda one: self._calendar.on(int(one[1]) + shift).isoformat(), said)

    def _record(self, model: type[Model], said: Any) -> Any:
        if isinstance(said, Mapping):
            found = list(model._default_manager.filter(**said)[:2])
            if len(found) != 1:
                raise Invalid(f"The diary names a {model.__name__} by {dict(said)}, and {len(found)} fit.")
            return found[0].pk
        if isinstance(said, str) and said in self._company.logins:
            return self._address(said)
        return said

    def _address(self, login: str) -> str:
        return f"{login}@{self._company.profile.domain}"
