"""Reading the sample company: the story takes the place of the network, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.models import Connection
from attestry.connectors.queries import collect_function, source
from attestry.connectors.rules.declaration import Stream, StreamKind
from attestry.connectors.rules.observation import (
    Collect,
    Coverage,
    Cursor,
    Observation,
    Provenance,
    Reason,
    Rows,
    Session,
    SourceUnavailable,
)
from attestry.kit.clock import from_text, to_text
from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Calendar
from attestry.sample_company.scenario.told import tables_of


class StoryReader:
    """Answers, in place of a source, what a stream would have said at the session's instant."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        self._company = company
        self._calendar = calendar

    def __call__(self, connection: Connection, stream: Stream) -> Collect:
        """The function that reads one stream of one connection; a register is read as anywhere."""
        if source(connection.source).is_register:
            return collect_function(connection.source, stream.id)

        def collect(session: Session) -> Iterator[Observation]:
            return self._told(connection.name, stream, session)

        return collect

    def _told(self, connection: str, stream: Stream, session: Session) -> Iterator[Observation]:
        day = self._calendar.day_of(session.now)
        outage = self._company.story.collector_outage
        if connection == outage.connection and outage.day <= day < outage.day + outage.days:
            raise SourceUnavailable(Reason.UNREACHABLE, outage.detail)
        is_event = stream.kind is StreamKind.EVENT
        after = from_text(session.cursor) if is_event and session.cursor else None
        moment = self._calendar.moment(session.now, after)
        tables = tables_of(self._company, connection)
        for table in stream.tables:
            rows = list(tables[table](self._company, moment))
            if rows:
                yield Rows(table, rows)
        if is_event:
            yield Cursor(to_text(session.now))
        yield Coverage("systems of the story", 1, 1)
        yield Provenance(
            principal="collector of the sample company",
            endpoint=f"made up: {connection}",
            query=f"{stream.id} as the story tells it",
        )
