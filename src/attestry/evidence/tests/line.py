"""The line as the tests speak of it: a made source whose rows the test gives, and one reading a day."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings as django

from attestry import pipeline
from attestry.connectors.actions import add_connection
from attestry.connectors.models import Connection
from attestry.connectors.queries import source, stream_of_table
from attestry.connectors.rules.observation import Cursor, Gap, Provenance, Reason, Rows, SourceUnavailable
from attestry.evidence.actions import sign_checkpoint
from attestry.evidence.chain import state_sql
from attestry.evidence.queries import body, chains, entry, store
from attestry.journal.rules import Actor
from attestry.kit import clock, duck
from attestry.kit.secrets import SecretBox

DAY_ONE = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUSE = Actor.system("tests")
TABLE = "files_account"


def account(number, **values):
    """One row of the table of accounts."""
    blank = {
        "account_id": f"okta/{number}",
        "system": "okta",
        "sign_in_name": f"user-{number}",
        "is_active": True,
    }
    return {**blank, **values}


def table_gap(detail="the second page was refused"):
    return Gap(TABLE, Reason.PERMISSION, detail)


@dataclass
class Line:
    """One connection of handed-in accounts, read by what the test says."""

    connection: Connection
    table: str = TABLE
    readings: list = field(default_factory=list)

    @property
    def stream(self):
        streams = source(self.connection.source).manifest.streams
        return next(one for one in streams if self.table in one.tables)

    def read(self, *said, on=0, at=None, cursor=None):
        """Collect once, ``on`` days after the first; ``said`` are rows, gaps, or a refusal."""
        with clock.simulated(at or DAY_ONE + timedelta(days=on)):
            done = pipeline.collect_stream(
                HOUSE,
                self.connection,
                self.stream,
                lambda _: None,
                reader=lambda *_: self._says(said, cursor),
            )
        return done if done.entry_seq is None else entry(done.entry_seq)

    def test(self, on=0, at=None):
        with clock.simulated(at or DAY_ONE + timedelta(days=on, hours=1)):
            return pipeline.test(HOUSE, progress=lambda _: None)

    def sign(self, on=0):
        with clock.simulated(DAY_ONE + timedelta(days=on, hours=2)):
            return sign_checkpoint(HOUSE)

    def _says(self, said, cursor):
        def collect(session):
            self.readings.append(session)
            yield Provenance(principal="tests")
            for one in said:
                if isinstance(one, BaseException):
                    raise one
                yield Rows(self.table, [one]) if isinstance(one, dict) else one
            if cursor:
                yield Cursor(cursor)

        return collect


def unavailable(detail="no answer", reason=Reason.UNREACHABLE):
    return SourceUnavailable(reason, detail)


def made_line(table=TABLE, name="accounts", source_id="files", settings=None):
    with clock.simulated(DAY_ONE - timedelta(days=1)):
        connection = add_connection(
            HOUSE,
            name=name,
            source_id=source_id,
            settings=settings or {"table": table.removeprefix("files_"), "path": "/nowhere/accounts.csv"},
            secrets={},
            box=SecretBox(django.HOME.keys),
        )
    return Line(connection, table)


def rows_of(of, table=TABLE, columns=None):
    """The rows of a table as of an entry, by item id, out of the sealed bytes."""
    shape = source(stream_of_table(table)[0]).tables[table]
    names = tuple(columns or shape.column_names)
    chain = chains(of).get(table)
    if chain is None:
        return {}
    with duck.opened(threads=1) as connection:
        found = connection.execute(state_sql(shape, chain, names)).fetchall()
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def sealed(of, table=TABLE):
    """What an entry says of one of its tables."""
    return next(one for one in body(of)["tables"] if one["table"] == table)


def blob_count():
    return sum(1 for _ in store().digests())


@contextmanager
def other_shape(monkeypatch, **changes):
    """The declared table of accounts, declared otherwise: the columns' types, new columns, another key."""
    known = source("files")
    shape = known.tables[TABLE]
    columns = [
        duck.Column(one.name, changes.get("types", {}).get(one.name, one.type), one.description)
        for one in shape.columns
    ]
    columns += [duck.Column(name, kind, "new") for name, kind in changes.get("more", {}).items()]
    made = duck.TableShape(shape.name, shape.description, tuple(columns), changes.get("key", shape.key))
    with monkeypatch.context() as patched:
        patched.setitem(known.tables, TABLE, made)
        patched.setattr("attestry.evidence.queries.table_shape", lambda _name: made)
        yield made
