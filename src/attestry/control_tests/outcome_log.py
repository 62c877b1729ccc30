"""The log of outcomes: each run adds the items whose outcome changed, and nothing else.

A row says: from this run on, this item has this outcome (``left``: it left the population).
The log is sealed with its run; the state kept in the cache is only a short cut through it and
is made again where it is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attestry.control_tests.rules.definition import Definition
from attestry.kit import duck
from attestry.kit.duck import Connection

LEFT = "left"
CACHE_EVERY = 32
SECONDS = 600.0

_STATE = "test_id VARCHAR, item_id VARCHAR, outcome VARCHAR"
_CHANGE = (
    "test_id VARCHAR, item_id VARCHAR, item_name VARCHAR, outcome VARCHAR, reason VARCHAR, "
    "details VARCHAR, _ordinal BIGINT"
)


def cached_state(cache: Path) -> tuple[int, Path] | None:
    """The newest cached state: the ordinal of its run, and the file."""
    found = sorted(cache.glob("outcomes-*.parquet"))
    return (int(found[-1].stem.removeprefix("outcomes-")), found[-1]) if found else None


def open_state(connection: Connection, base: Path | None, later: Sequence[Path]) -> None:
    """Make ``_base`` and ``_later``: the state at the cache, and the changes since."""
    rows = f"read_parquet('{duck.literal_path(base)}')" if base else None
    connection.execute(f"CREATE TABLE _change ({_CHANGE})")
    connection.execute(f"CREATE TABLE _later ({_STATE})")
    connection.execute(f"CREATE TABLE _base ({_STATE})")
    if rows:
        _run(connection, f"INSERT INTO _base SELECT test_id, item_id, outcome FROM {rows}")
    if later:
        _run(
            connection,
            f"INSERT INTO _later SELECT test_id, item_id, outcome "
            f"FROM read_parquet({duck.path_list(later)}) "
            f"QUALIFY row_number() OVER (PARTITION BY test_id, item_id ORDER BY _ordinal DESC) = 1",
        )


def note_changes(connection: Connection, definition: Definition, ordinal: int) -> int:
    """Add the items of ``_outcome`` that differ from the state; answers how many."""
    test = f"'{definition.id}'"
    found = _run(
        connection,
        f"INSERT INTO _change WITH later AS (SELECT item_id, outcome FROM _later WHERE test_id = {test}), "
        f"before AS (SELECT item_id, outcome FROM later WHERE outcome <> '{LEFT}' UNION ALL "
        f"SELECT item_id, outcome FROM _base AS b WHERE test_id = {test} "
        f"AND NOT EXISTS (SELECT 1 FROM later AS l WHERE l.item_id = b.item_id)) "
        f"SELECT {test}, coalesce(n.item_id, before.item_id), n.item_name, "
        f"coalesce(n.outcome, '{LEFT}'), coalesce(n.reason, 'no longer in the population'), n.details, "
        f"{ordinal} FROM _outcome AS n FULL JOIN before ON before.item_id = n.item_id "
        f"WHERE n.outcome IS DISTINCT FROM before.outcome",
    ).fetchone()
    return int(found[0]) if found else 0


def write_changes(connection: Connection, path: Path) -> int:
    """Write the changes to a Parquet file; answers how many rows. No file where there are none."""
    counted = connection.execute("SELECT count(*) FROM _change").fetchone()
    rows = int(counted[0]) if counted else 0
    if rows:
        _run(
            connection,
            f"COPY (SELECT * FROM _change ORDER BY test_id, item_id) TO '{duck.literal_path(path)}' "
            f"(FORMAT parquet, COMPRESSION zstd)",
        )
    return rows


def write_state(connection: Connection, cache: Path, ordinal: int) -> None:
    """Keep the state after this run, and drop older ones."""
    target = cache / f"outcomes-{ordinal:012d}.parquet"
    half = target.with_suffix(".tmp")
    _run(
        connection,
        f"COPY (SELECT test_id, item_id, outcome FROM ("
        f"SELECT test_id, item_id, outcome, 2 AS age FROM _change UNION ALL "
        f"SELECT test_id, item_id, outcome, 1 FROM _later UNION ALL "
        f"SELECT test_id, item_id, outcome, 0 FROM _base) "
        f"QUALIFY row_number() OVER (PARTITION BY test_id, item_id ORDER BY age DESC) = 1 "
        f"ORDER BY test_id, item_id) TO '{duck.literal_path(half)}' (FORMAT parquet, COMPRESSION zstd)",
    )
    half.replace(target)
    for old in cache.glob("outcomes-*.parquet"):
        if old != target:
            old.unlink(missing_ok=True)


def _run(connection: Connection, sql: str) -> Connection:
    return duck.bounded(connection, sql, seconds=SECONDS)
