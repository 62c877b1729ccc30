"""The log of outcomes: each run adds the items whose outcome changed, and nothing else.

A row says: from this run on, this item has this outcome (``left``: it left the population).
The log is the runs' sealed segments. Two short cuts through it lie in the cache and are made
again where they are missing: ``current``, the last row of each item as of a run, and ``log``,
all rows up to a run in the order of tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from attestry.control_tests.evaluation import Question, explained_sql
from attestry.control_tests.rules.outcome import broken_reason
from attestry.kit import duck
from attestry.kit.digest import sha256_hex
from attestry.kit.duck import Connection

LEFT, LEFT_REASON = "left", "no longer in the population"
CACHE_EVERY = 32

_COLUMNS = "test_id, item_id, item_name, outcome, reason, details, _ordinal"
_STATE = "test_id, item_id, outcome"
_TYPED = (
    "test_id VARCHAR, item_id VARCHAR, item_name VARCHAR, outcome VARCHAR, reason VARCHAR, "
    "details VARCHAR, _ordinal BIGINT"
)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a question about the log is read from: a short cut, and the segments after it."""

    base: Path | None
    base_ordinal: int
    segments: tuple[Path, ...]


def newest(cache: Path, kind: str, segments: Mapping[int, Path], *, upto: int) -> tuple[int, Path | None]:
    """The newest short cut of a kind that ends at ``upto`` or before: its last run, and the file.

    A short cut through another log, as a restored backup may leave one behind, is not taken.
    """
    for path in sorted(cache.glob(f"{kind}-*.parquet"), reverse=True):
        ordinal = int(path.stem.split("-")[1])
        if ordinal <= upto and path.name == _name(kind, segments, ordinal):
            return ordinal, path
    return -1, None


def _name(kind: str, segments: Mapping[int, Path], ordinal: int) -> str:
    """The name says of which segments the short cut was made."""
    made_of = "".join(
        path.parent.name + path.name for number, path in sorted(segments.items()) if number <= ordinal
    )
    return f"{kind}-{ordinal:09d}-{sha256_hex(made_of.encode())[:16]}.parquet"


def pieces(cache: Path, kind: str, segments: Mapping[int, Path], *, upto: int) -> Pieces:
    """The short cut and the segments that together hold the log up to run ``upto``."""
    ordinal, base = newest(cache, kind, segments, upto=upto)
    later = tuple(path for number, path in sorted(segments.items()) if ordinal < number <= upto)
    return Pieces(base, ordinal, later)


def current_sql(of: Pieces, *, narrowed: str, columns: str = _COLUMNS) -> str:
    """The last row of each item, of the tests and items that ``narrowed`` (a condition) lets through."""
    later = _latest(of.segments, narrowed, columns)
    if of.base is None:
        return later
    base = f"SELECT {columns} FROM read_parquet('{duck.literal_path(of.base)}') WHERE {narrowed}"
    if not of.segments:
        return base
    return (
        f"SELECT * FROM ({later}) UNION ALL SELECT * FROM ({base}) AS b WHERE NOT EXISTS (SELECT 1 "
        f"FROM ({later}) AS l WHERE l.test_id = b.test_id AND l.item_id = b.item_id)"
    )


def history_sql(of: Pieces, *, narrowed: str) -> str:
    """Every row of the log that ``narrowed`` lets through."""
    files = [path for path in (of.base, *of.segments) if path is not None]
    if not files:
        return f"SELECT {_COLUMNS} FROM ({_nothing()}) WHERE {narrowed}"
    return f"SELECT {_COLUMNS} FROM read_parquet({duck.path_list(files)}) WHERE {narrowed}"


def _latest(segments: Sequence[Path], narrowed: str, columns: str = _COLUMNS) -> str:
    if not segments:
        return f"SELECT {columns} FROM ({_nothing()}) WHERE {narrowed}"
    return (
        f"SELECT {columns} FROM read_parquet({duck.path_list(segments)}) WHERE {narrowed} "
        f"QUALIFY row_number() OVER (PARTITION BY test_id, item_id ORDER BY _ordinal DESC) = 1"
    )


def _nothing() -> str:
    nulls = ", ".join(
        f"CAST(NULL AS {kind}) AS {name}" for name, kind in (part.split(" ") for part in _TYPED.split(", "))
    )
    return f"SELECT {nulls} WHERE false"


def open_state(connection: Connection, of: Pieces) -> None:
    """Make ``_state``, each item's outcome before a run, and ``_change``, what the run adds.

    ``_state`` reads the short cut where it lies, one test's rows at a time: it is too large to hold.
    """
    connection.execute(f"CREATE TABLE _change ({_TYPED})")
    _run(connection, f"CREATE TABLE _later AS {_latest(of.segments, 'true', _STATE)}")
    known = f"SELECT {_STATE} FROM _later"
    if of.base is not None:
        known += (
            f" UNION ALL SELECT {_STATE} FROM read_parquet('{duck.literal_path(of.base)}') AS b "
            f"WHERE NOT EXISTS (SELECT 1 FROM _later AS l "
            f"WHERE l.test_id = b.test_id AND l.item_id = b.item_id)"
        )
    connection.execute(f"CREATE VIEW _state AS SELECT * FROM ({known}) WHERE outcome <> '{LEFT}'")


def note_changes(connection: Connection, asked: Question, ordinal: int) -> int:
    """Add the items of ``_outcome`` that differ from the state; answers how many."""
    test = asked.definition.id
    _run(
        connection,
        f"CREATE OR REPLACE TEMP TABLE _differs AS SELECT coalesce(n.item_id, s.item_id) AS item_id, "
        f"n.item_id IS NULL AS has_left FROM _outcome AS n FULL JOIN "
        f"(SELECT item_id, outcome FROM _state WHERE test_id = '{test}') AS s ON s.item_id = n.item_id "
        f"WHERE n.outcome IS DISTINCT FROM s.outcome",
    )
    counted = connection.execute("SELECT count(*) FROM _differs").fetchone()
    count = int(counted[0]) if counted else 0
    if count:
        narrowed = "item_id IN (SELECT item_id FROM _differs)"
        sql = explained_sql(connection, asked, narrowed=narrowed)
        _run(
            connection,
            f"INSERT INTO _change SELECT '{test}', item_id, item_name, outcome, reason, details, {ordinal} "
            f"FROM ({sql})",
            asked.used,
        )
        _run(
            connection,
            f"INSERT INTO _change SELECT '{test}', item_id, NULL, '{LEFT}', '{LEFT_REASON}', "
            f"'{{}}', {ordinal} FROM _differs WHERE has_left",
        )
    return count


def note_broken(connection: Connection, test_id: str, words: str, ordinal: int) -> None:
    """Say that nothing is known of a test's items any more: it did not run."""
    _run(
        connection,
        f"INSERT INTO _change SELECT test_id, item_id, NULL, 'unknown', $words, '{{}}', {ordinal} "
        f"FROM _state WHERE test_id = '{test_id}'",
        {"words": broken_reason(words)},
    )


def write_changes(connection: Connection, path: Path) -> int:
    """Write the changes to a Parquet file; answers how many rows. No file where there are none."""
    counted = connection.execute("SELECT count(*) FROM _change").fetchone()
    rows = int(counted[0]) if counted else 0
    if rows:
        _copy(connection, "SELECT * FROM _change ORDER BY test_id, item_id", path)
    return rows


def write_short_cuts(connection: Connection, cache: Path, segments: Mapping[int, Path], ordinal: int) -> None:
    """Make both short cuts anew up to a run that is sealed; drop the older, and what a kill left over."""
    for left in (*cache.glob("*.half"), *cache.glob("*.gathered*")):
        left.unlink(missing_ok=True)
    for kind, told in (("current", current_sql), ("log", history_sql)):
        of = pieces(cache, kind, segments, upto=ordinal)
        target = cache / _name(kind, segments, ordinal)
        half = target.with_suffix(".half")
        _write_in_order(connection, of, partial(_told, told, of), half)
        with half.open("rb+") as written_file:
            os.fsync(written_file.fileno())
        half.replace(target)
        for old in cache.glob(f"{kind}-*.parquet"):
            if old != target:
                old.unlink(missing_ok=True)


def _told(sql: Callable[..., str], of: Pieces, narrowed: str) -> str:
    return sql(of, narrowed=narrowed)


def _write_in_order(connection: Connection, of: Pieces, told: Callable[[str], str], path: Path) -> None:
    """Write the rows by test, item and run, one test after the other: all at once do not fit in memory.

    The tests' rows are gathered in a database on the disk, which the engine need not hold.
    """
    files = [one for one in (of.base, *of.segments) if one is not None]
    gathered = path.with_suffix(".gathered")
    _run(connection, f"ATTACH '{duck.literal_path(gathered)}' AS _gathered")
    try:
        _run(connection, f"CREATE TABLE _gathered.rows ({_TYPED})")
        tests = f"SELECT DISTINCT test_id FROM read_parquet({duck.path_list(files)}) ORDER BY 1"
        for (test,) in _run(connection, tests).fetchall() if files else ():
            rows = told(f"test_id = '{test}'")
            _run(
                connection,
                f"INSERT INTO _gathered.rows SELECT * FROM ({rows}) ORDER BY item_id, _ordinal",
            )
        _run(connection, "SET preserve_insertion_order=true")
        _copy(connection, "SELECT * FROM _gathered.rows", path)
    finally:
        _run(connection, "SET preserve_insertion_order=false")
        _run(connection, "DETACH _gathered")
        gathered.unlink(missing_ok=True)
        gathered.with_suffix(".gathered.wal").unlink(missing_ok=True)


def _copy(connection: Connection, sql: str, path: Path) -> None:
    _run(
        connection,
        f"COPY ({sql}) TO '{duck.literal_path(path)}' "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)",
    )


def _run(connection: Connection, sql: str, values: Mapping[str, Any] | None = None) -> Connection:
    return duck.run(connection, sql, values)
