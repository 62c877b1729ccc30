"""One day of the company on the line: readings at dawn, a run of the tests, what people do at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from attestry import pipeline
from attestry.accounts.queries import user_of
from attestry.connectors.actions import request_collection
from attestry.connectors.models import Connection
from attestry.connectors.queries import active_connections, streams_of
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.sample_company.actions.examining.examinations import Examinations
from attestry.sample_company.actions.handing_in import OFFICE_HOUR, documents_of, hand_in
from attestry.sample_company.actions.leading.deeds import Happening
from attestry.sample_company.actions.leading.year import Year
from attestry.sample_company.company import Company
from attestry.sample_company.reading import StoryReader
from attestry.sample_company.rules.calendar import Calendar

COLLECTED_AT, TESTED_AT_MINUTE = 5, 40
BETWEEN_STREAMS = timedelta(seconds=7)

_LINE = Actor.system("pipeline")


class Days:
    """Tells days to the line, one after the other."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        self._company = company
        self._calendar = calendar
        self._reader = StoryReader(company, calendar)
        self._year = Year(company, calendar)
        self._examinations = Examinations(company, calendar)
        self._rhythm = {one.name: one.every_days for one in company.estate.connections}
        self._connections = list(active_connections())

    def tell(self, day: int, *, is_first: bool) -> None:
        """Everything of one day, in the order in which it happened; a day stands whole or not at all."""
        with transaction.atomic():
            due = [one for one in self._connections if is_first or day % self._rhythm.get(one.name, 1) == 0]
            dawn = self._calendar.at(day, COLLECTED_AT)
            self._read(due, dawn)
            self._test(dawn + timedelta(minutes=TESTED_AT_MINUTE))
            led = self._year.happenings(day, is_first=is_first)
            _live([*self._work(day), *led, *self._examinations.happenings(day, is_read=True)])

    def tell_before(self, day: int) -> None:
        """What people did on a day before anything was read from the company."""
        with transaction.atomic():
            led = self._year.happenings(day, is_read=False)
            _live([*led, *self._examinations.happenings(day, is_read=False)])

    def _work(self, day: int) -> Iterator[Happening]:
        """Readings that somebody asks for, and documents that are handed in after them."""
        extra = [
            self._calendar.at(day, one.hour) for one in self._company.story.extra_readings if one.day == day
        ]
        for at in extra:
            yield at, partial(self._read_on_request, at)
        start = max([self._calendar.at(day, OFFICE_HOUR), *(one + timedelta(hours=1) for one in extra)])
        for position, document in enumerate(documents_of(self._company, day)):
            at = start + timedelta(minutes=40 * position)
            yield at, partial(hand_in, self._company, self._calendar, day, document, at)

    def _read(self, connections: list[Connection], start: datetime) -> None:
        at = start
        for connection in connections:
            for stream in streams_of(connection):
                with clock.simulated(at):
                    pipeline.collect_stream(_LINE, connection, stream, _silent, reader=self._reader)
                at += BETWEEN_STREAMS

    def _test(self, at: datetime) -> None:
        with clock.simulated(at):
            pipeline.test(_LINE, progress=_silent)

    def _read_on_request(self, at: datetime) -> None:
        """Somebody asks for the account to be read again, besides the daily reading."""
        account = self._company.story.collector_outage.connection
        connection = next(one for one in self._connections if one.name == account)
        asker = user_of(f"adaeze.obi@{self._company.profile.domain}").actor()
        with clock.simulated(at - timedelta(minutes=2)):
            for stream in streams_of(connection):
                request_collection(asker, connection, stream.id)
        self._read([connection], at)
        self._test(at + timedelta(minutes=5))


def _live(happenings: Iterable[Happening]) -> None:
    for at, happens in sorted(happenings, key=lambda one: one[0]):
        with clock.simulated(at):
            happens()


def _silent(_text: str) -> None:
    return None
