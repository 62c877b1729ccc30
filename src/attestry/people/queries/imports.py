"""Reads: what a list of people would change, and the directories that one can be read from."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from attestry.connectors.queries import table_shape
from attestry.evidence.chain import state_sql
from attestry.evidence.models import Entry
from attestry.evidence.queries import StreamView, chains, gaps, stream_views
from attestry.kit import clock, duck
from attestry.kit.csv_rows import csv_rows, refuse_lines
from attestry.kit.errors import NotFound
from attestry.people.errors import DirectoryUnreadable
from attestry.people.queries.register import known_facts, team_names
from attestry.people.rules.plan import OPTIONAL, REQUIRED, Plan, plan_of, read_people

# The tables of directories, each with the question that answers in the columns of a list of people.
DIRECTORIES: dict[str, str] = {
    "files_worker": """
        SELECT lower(w.email) AS email, coalesce(w.name, '') AS name,
            CAST(w.started_on AS VARCHAR) AS started_on,
            CASE WHEN lower(w.kind) LIKE '%contract%' THEN 'contractor'
                WHEN lower(w.kind) LIKE '%intern%' THEN 'intern' ELSE 'employee' END AS engagement,
            coalesce(w.job_title, '') AS title, coalesce(w.department, '') AS team,
            coalesce(lower(m.email), '') AS manager_email,
            coalesce(CAST(w.ended_on AS VARCHAR), '') AS ended_on
        FROM directory AS w
        LEFT JOIN directory AS m ON m.worker_id = w.manager_id
        WHERE w.email IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY lower(w.email) ORDER BY w.started_on DESC NULLS LAST) = 1
        ORDER BY 1
    """,
}


@dataclass(frozen=True, slots=True)
class Directory:
    """A sealed list of workers: where it comes from, and the entry that holds it."""

    connection: str
    title: str
    table: str
    entry_seq: int
    observed_at: datetime
    row_count: int


def directories() -> list[Directory]:
    """The sealed lists of workers that people can be taken over from."""
    return [
        Directory(
            one.connection.name,
            one.connection.title or one.connection.name,
            table,
            one.entry.seq,
            one.entry.observed_at,
            one.entry.row_count,
        )
        for one in stream_views(clock.now())
        for table in one.stream.tables
        if table in DIRECTORIES and one.entry is not None and not one.connection.removed_at
    ]


def directory_list(connection: str) -> tuple[bytes, str]:
    """A directory's people as a list in CSV, and where it came from. Raises DirectoryUnreadable."""
    view, table = _view(connection)
    if view.entry is None or view.entry.state == "failed" or _is_short(view.entry, table):
        raise DirectoryUnreadable(
            f"The last reading of {connection} was not complete, so people could be missing from it.",
            next_step="See the connection, and read it again.",
        )
    shape = table_shape(table)
    sealed = state_sql(shape, chains(view.entry)[table], shape.column_names)
    sql = f"WITH directory AS ({sealed}) {DIRECTORIES[table]}"
    with duck.shared() as db:
        rows = duck.bounded(db, sql, seconds=20).fetchall()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("email", "name", "started_on", *OPTIONAL))
    writer.writerows([value or "" for value in row] for row in rows)
    origin = f"Directory “{connection}”, entry {view.entry.seq} of the ledger"
    return text.getvalue().encode(), origin


def _is_short(entry: Entry, table: str) -> bool:
    """Whether rows, or what tells people apart, were not seen; other columns may be unknown."""
    seen_short = (one for one in gaps(entry) if one.table == table)
    return any(not one.columns or "email" in one.columns for one in seen_short)


def _view(connection: str) -> tuple[StreamView, str]:
    for one in stream_views(clock.now()):
        for table in one.stream.tables:
            if one.connection.name == connection and table in DIRECTORIES:
                return one, table
    raise NotFound(f"No directory “{connection}” is connected.", next_step="See the connections.")


def plan_for(data: bytes) -> Plan:
    """What taking a list in would change now. Raises Invalid that names every line that is wrong."""
    rows = csv_rows(data, required=REQUIRED, optional=OPTIONAL)
    known = known_facts()
    people, wrong = read_people(rows, known)
    refuse_lines(wrong)
    return plan_of(people, known, team_names(), clock.now().date())
