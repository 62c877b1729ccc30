"""A list beside a second source, item by item: what both hold, and what only one of them holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from attestry.connectors.queries import source, table_shape
from attestry.evidence.chain import Chain, state_sql
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import chains
from attestry.evidence.withholding import readable_entry
from attestry.journal.rules import Actor
from attestry.kit import duck
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.duck import quoted
from attestry.populations.errors import PopulationRefused
from attestry.populations.models import Population, PopulationExtraction
from attestry.populations.queries.from_document import handed_in_list
from attestry.populations.queries.from_stream import DATES, SECONDS, engine_for, within
from attestry.populations.queries.taking import kept_list

SHOWN = 100
MATCHES = ("item", "name")


@dataclass(frozen=True, slots=True)
class SecondSource:
    """The entry, table and column that list the same from elsewhere; a document has no table."""

    entry_seq: int
    column: str
    table: str = ""
    date_column: str = ""
    match_on: str = "item"


def reconciled(actor: Actor, extraction: PopulationExtraction, asked: SecondSource) -> dict[str, Any]:
    """How many stand in both, how many in one alone, and the first of those; digests over all of them.

    Raises PopulationRefused for a source or column that is not there, EntryUnknown also where the actor
    may not read the entry.
    """
    if asked.match_on not in MATCHES:
        raise PopulationRefused("match_on", "What is compared is the item or its name.")
    of = readable_entry(actor, asked.entry_seq)
    there = _values(of, asked, extraction.population)
    here = {getattr(one, asked.match_on) for one in kept_list(extraction.digest)} - {""}
    only_here, only_there = sorted(here - there), sorted(there - here)
    return {
        "entry": of.seq,
        "source": of.title,
        "table": asked.table,
        "column": asked.column,
        "match_on": asked.match_on,
        "matched": len(here & there),
        "only_here": len(only_here),
        "only_there": len(only_there),
        "only_here_first": only_here[:SHOWN],
        "only_there_first": only_there[:SHOWN],
        "only_here_digest": sha256_hex(canonical_json(only_here)),
        "only_there_digest": sha256_hex(canonical_json(only_there)),
    }


def _values(of: Entry, asked: SecondSource, population: Population) -> set[str]:
    if of.kind == EntryKind.DOCUMENT:
        listed = handed_in_list(of)
        if asked.column not in listed.header:
            raise PopulationRefused("column", f"The list's columns are: {', '.join(listed.header)[:300]}.")
        return {row[asked.column] for _, row in listed.rows} - {""}
    tables: tuple[str, ...] = ()
    if of.connection is not None:
        tables = source(of.connection.source).manifest.stream(of.stream).tables
    if asked.table not in tables:
        raise PopulationRefused("table", f"Entry {of.seq} has no table “{asked.table[:60]}”.")
    shape = table_shape(asked.table)
    if asked.column not in shape.types:
        raise PopulationRefused("column", f"{asked.table} has no column “{asked.column[:60]}”.")
    if asked.date_column and shape.types.get(asked.date_column) not in DATES:
        raise PopulationRefused("date_column", f"{asked.table} has no such column of days or instants.")
    chain = chains(of).get(asked.table, Chain())
    sealed = state_sql(shape, chain, shape.column_names)
    value = f"CAST({quoted(asked.column)} AS VARCHAR)"
    inside = f"{within(population.days, asked.date_column, shape)} AND coalesce({value}, '') <> ''"
    sql = f"WITH there AS ({sealed}) SELECT DISTINCT {value} FROM there WHERE {inside}"  # noqa: S608
    with engine_for(of) as db:
        return {row[0] for row in duck.bounded(db, sql, seconds=SECONDS).fetchall()}
