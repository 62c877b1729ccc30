"""A list taken from the sealed rows of one table as of an entry: its days, its filters, its rows' digests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from attestry.connectors.queries import table_shape
from attestry.evidence.chain import Chain, state_sql
from attestry.evidence.models import Entry, Segment
from attestry.evidence.queries import body, brings_events, chains, entry, rows_behind, store
from attestry.evidence.rules.row_digest import row_digest_sql
from attestry.kit import clock, duck
from attestry.kit.duck import TableShape, quoted
from attestry.populations.models import Population
from attestry.populations.queries.taken import TakenList, in_order
from attestry.populations.rules.drawing import FrozenItem
from attestry.populations.rules.filters import literal, read_filters
from attestry.populations.rules.period import Days

SECONDS, FEW = 60.0, 200_000
GAPS_READ, GAPS_SHOWN = 2_000, 20
DATES = ("DATE", "TIMESTAMP")


def take_from_stream(population: Population) -> TakenList:
    """The list of a population that is read from a table as of its entry."""
    assert population.entry_seq is not None  # noqa: S101
    of = entry(population.entry_seq)
    shape = table_shape(population.table)
    chain = chains(of).get(population.table, Chain())
    query = question(population, shape)
    sealed = f"WITH {quoted(shape.name)} AS ({state_sql(shape, chain, shape.column_names)}) "
    with engine_for(of) as db:
        counted = duck.bounded(db, sealed + _counting(population, shape), seconds=SECONDS).fetchone()
        rows = duck.bounded(db, sealed + query, seconds=SECONDS).fetchall()
        names = duck.bounded(db, sealed + _names(population, shape), seconds=SECONDS).fetchall()
    total, undated, in_period = counted or (0, 0, 0)
    said = body(of)
    return TakenList(
        items=in_order(_items(rows, population.days)),
        rows_total=int(total),
        rows_undated=int(undated),
        rows_in_period=int(in_period),
        query=query,
        principal=said["provenance"]["principal"],
        entries_read=_entries_read(of, population.table),
        names_before=[name for (name,) in names],
        facts={**_readings(of, population.days), **_what_it_saw(of, said, population.table)},
    )


@contextmanager
def engine_for(of: Entry) -> Iterator[duck.Connection]:
    """The engine that is open already; for many rows one of its own, with room on the disk."""
    if rows_behind(of) <= FEW:
        with duck.shared() as db:
            yield db
        return
    with tempfile.TemporaryDirectory(dir=settings.HOME.scratch) as folder, duck.opened(Path(folder)) as db:
        yield db


def question(population: Population, shape: TableShape) -> str:
    """The query of a population over its table, as a stranger may run it again."""
    wanted = {
        "item": item_sql(shape),
        "name": _text(population.name_column),
        "at": quoted(population.date_column) if population.date_column else "NULL",
        "stratum": _text(population.stratum_column),
        "row_digest": row_digest_sql(shape),
    }
    listed = ", ".join(f"{sql} AS {name}" for name, sql in wanted.items())
    conditions = [one.sql for one in read_filters(population.filters, shape.types)]
    where = " AND ".join([within(population.days, population.date_column, shape), *conditions])
    return f"SELECT {listed} FROM {quoted(shape.name)} WHERE {where}"  # noqa: S608  declared names, literals


def item_sql(shape: TableShape) -> str:
    """What an item is called: its key, the parts of a longer key with a bar between."""
    parts = [f"CAST({quoted(name)} AS VARCHAR)" for name in shape.key]
    return parts[0] if len(parts) == 1 else f"concat_ws('|', {', '.join(parts)})"


def within(days: Days, column: str, shape: TableShape) -> str:
    """The condition that a row lies in the days, its column being of UTC; an inventory has none."""
    if not column:
        return "true"
    name = quoted(column)
    if shape.types[column] == "DATE":
        return f"{name} BETWEEN {_day(days.from_on)} AND {_day(days.until_on)}"
    return f"{name} >= {_instant(days.from_at)} AND {name} < {_instant(days.until_at)}"


def _counting(population: Population, shape: TableShape) -> str:
    column = population.date_column
    undated = f"count(*) FILTER ({quoted(column)} IS NULL)" if column else "0"
    inside = f"count(*) FILTER ({within(population.days, column, shape)})"
    return f"SELECT count(*), {undated}, {inside} FROM {quoted(shape.name)}"  # noqa: S608  declared names


def _names(population: Population, shape: TableShape) -> str:
    inside = within(population.days, population.date_column, shape)
    return f"SELECT {item_sql(shape)} FROM {quoted(shape.name)} WHERE {inside}"  # noqa: S608  declared names


def _text(column: str) -> str:
    return f"coalesce(CAST({quoted(column)} AS VARCHAR), '')" if column else "''"


def _day(day: date) -> str:
    return f"DATE {literal(day.isoformat())}"


def _instant(at: datetime) -> str:
    return f"TIMESTAMP {literal(at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' '))}"


def _items(rows: Sequence[Sequence[Any]], days: Days) -> Iterator[FrozenItem]:
    """The items of the rows; instants of the engine are of UTC and say no zone."""
    is_utc = days.zone == "UTC"
    for item, name, at, stratum, digest in rows:
        match at:
            case datetime():
                on = at.date() if is_utc else days.day_of(at)
                yield FrozenItem(item, name, f"{at.isoformat()}Z", on, stratum, digest)
            case date():
                yield FrozenItem(item, name, at.isoformat(), at, stratum, digest)
            case _:
                yield FrozenItem(item, name, "", None, stratum, digest)


def _entries_read(of: Entry, table: str) -> list[int]:
    """The entries whose sealed rows make up the table: for a state, since its last keyframe."""
    found = Segment.objects.filter(
        entry__connection=of.connection, entry__stream=of.stream, entry__ordinal__lte=of.ordinal, table=table
    ).order_by("entry_id")
    read: list[int] = []
    is_event = brings_events(of)
    for seq, is_keyframe in found.values_list("entry_id", "is_keyframe"):
        if is_keyframe and not is_event:
            read.clear()
        read.append(seq)
    return read


def _readings(of: Entry, days: Days) -> dict[str, Any]:
    """How the stream was read: how often, when first and last, and the longest time without it."""
    every = Entry.objects.filter(
        connection=of.connection, stream=of.stream, ordinal__lte=of.ordinal, observed_at__gte=days.from_at
    )
    told = list(every.order_by("ordinal").values_list("state", "observed_at"))
    sound = [at for state, at in told if state != "failed"]
    before = [max(days.from_at, min(sound))] if sound else []
    pairs = zip([*before, *sound], sound, strict=False)
    longest = max(((after - earlier) for earlier, after in pairs), default=timedelta())
    states = [state for state, _ in told]
    return {
        "readings": {state: states.count(state) for state in ("complete", "partial", "failed")},
        "read_first": clock.to_text(sound[0]) if sound else "",
        "read_last": clock.to_text(sound[-1]) if sound else "",
        "longest_unread_hours": round(longest.total_seconds() / 3600, 1),
    }


def _what_it_saw(of: Entry, said: dict[str, Any], table: str) -> dict[str, Any]:
    unseen = _gap_lines(said, table)
    return {
        "source": said["source"],
        "connection": said["connection"],
        "observed_at": said["observed_at"],
        "endpoint": said["provenance"]["endpoint"],
        "source_query": said["provenance"]["query"],
        "state": of.state,
        "pages": said["coverage"],
        "gap_count": len(unseen),
        "gaps": _gap_words(unseen),
    }


def _gap_lines(said: dict[str, Any], table: str) -> list[bytes]:
    """The lines of a reading's gaps that are about a table. There may be one for each row."""
    if not said.get("gaps_digest"):
        return []
    named = b'"table":"' + table.encode() + b'"'
    return [line for line in store().read(said["gaps_digest"]).splitlines() if named in line]


def _gap_words(lines: Sequence[bytes]) -> list[str]:
    """The gaps in words, those that say the same of other items once."""
    told: dict[str, None] = {}
    for line in lines[:GAPS_READ]:
        one = orjson.loads(line)
        of = f" ({', '.join(one['columns'])})" if one["columns"] else ""
        told[f"{one['reason']}: {one['detail']}{of}"] = None
    return list(told)[:GAPS_SHOWN]
