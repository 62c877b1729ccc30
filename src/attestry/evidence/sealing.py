"""From a snapshot to sealed segments: what changed against the entry before, and its digest.

An unchanged table costs no bytes. A changed one costs its changed rows, and every so often a
keyframe, so that no state is ever more than ``CHAIN_LIMIT`` segments away.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.connectors.collecting import Snapshot
from attestry.connectors.rules.declaration import StreamKind
from attestry.evidence.chain import Chain, same_key, state_sql
from attestry.evidence.errors import RepeatedKey
from attestry.evidence.rules.row_digest import TABLE_DIGEST_SQL, row_digest_sql
from attestry.kit import duck
from attestry.kit.blobs import Store
from attestry.kit.duck import Connection, TableShape, quoted

KEYFRAME_SHARE = 0.3
SHORTEST_BUFFER, LONGEST_LINE = 64 << 10, 64 << 20


@dataclass(frozen=True, slots=True)
class SealedTable:
    """What one reading made of one table."""

    table: str
    rows: int
    rows_digest: str
    segment: str | None
    is_keyframe: bool
    added: int
    changed: int
    removed: int
    unseen_items: tuple[str, ...] = ()


def seal_table(
    connection: Connection, store: Store, snapshot: Snapshot, shape: TableShape, chain: Chain, ordinal: int
) -> SealedTable:
    """Compare one table of a snapshot with the chain before it, and seal what changed.

    Raises RepeatedKey where two rows of the snapshot share a key.
    """
    if chain.key not in ((), shape.key):
        chain = Chain()  # rows told apart by another key cannot be compared: a new beginning
    is_state = snapshot.stream.kind is StreamKind.STATE
    whole = _is_whole(snapshot, shape)
    _load_new(connection, snapshot, shape)
    _load_old(connection, shape, chain, only_met_again=not is_state)
    # An event that was seen happened, whatever is not seen later.
    unseen = _unseen(connection, shape) if is_state and not whole and not snapshot.failed else ()
    if is_state and not whole:
        _run(
            connection,
            f"CREATE OR REPLACE TEMP TABLE _kept AS SELECT {row_digest_sql(shape)} AS _digest "
            f"FROM _old AS o WHERE NOT EXISTS "
            f"(SELECT 1 FROM _new AS n WHERE {same_key(shape.key, 'n', 'o')})",
        )
    rows, rows_digest = _state_digest(connection, snapshot, whole=whole)
    added, changed, removed = _counts(connection, shape, whole=whole)
    if added + changed + removed == 0 and chain.files:
        return SealedTable(
            shape.name,
            rows,
            rows_digest,
            None,
            is_keyframe=False,
            added=0,
            changed=0,
            removed=0,
            unseen_items=unseen,
        )
    keyframe = _is_keyframe(snapshot, chain, changes=added + changed + removed, rows=rows, whole=whole)
    segment = _write(connection, store, snapshot, shape, ordinal, keyframe=keyframe, whole=whole)
    return SealedTable(shape.name, rows, rows_digest, segment, keyframe, added, changed, removed, unseen)


def _load_old(connection: Connection, shape: TableShape, chain: Chain, *, only_met_again: bool) -> None:
    old = state_sql(shape, chain, shape.column_names)
    if only_met_again:
        keys = ", ".join(quoted(key) for key in shape.key)
        old = f"SELECT o.* FROM ({old}) AS o SEMI JOIN _new USING ({keys})"
    _run(connection, f"CREATE OR REPLACE TEMP TABLE _old AS {old}")


def _run(connection: Connection, sql: str) -> Connection:
    return duck.run(connection, sql)


def _differs(shape: TableShape) -> str:
    rest = [quoted(name) for name in shape.column_names if name not in shape.key]
    return " OR ".join(f"n.{name} IS DISTINCT FROM o.{name}" for name in rest) or "false"


def _is_whole(snapshot: Snapshot, shape: TableShape) -> bool:
    """Whether the absence of a row in this reading means that it is gone."""
    if snapshot.stream.kind is StreamKind.EVENT or snapshot.failed:
        return False
    return not any(gap.table == shape.name and gap.item_id is None for gap in snapshot.gaps)


def _load_new(connection: Connection, snapshot: Snapshot, shape: TableShape) -> None:
    columns = ", ".join(f"{quoted(column.name)} {column.type}" for column in shape.columns)
    path = snapshot.files.get(shape.name)
    _run(connection, f"CREATE OR REPLACE TEMP TABLE _raw ({columns})")
    if path is not None:
        types = ", ".join(f"'{column.name}': '{column.type}'" for column in shape.columns)
        _run(
            connection,
            f"INSERT INTO _raw SELECT * FROM read_json('{duck.literal_path(path)}', "
            f"format='newline_delimited', columns={{{types}}}, maximum_object_size={_longest_line(path)})",
        )
    _refuse_repeated_keys(connection, shape)
    _run(
        connection,
        f"CREATE OR REPLACE TEMP TABLE _new AS SELECT *, {row_digest_sql(shape)} AS _digest FROM _raw",
    )
    _run(connection, "DROP TABLE _raw")


def _longest_line(path: Path) -> int:
    """A bound in bytes; the engine takes twice as much memory, so a small file asks for little."""
    return min(max(path.stat().st_size, SHORTEST_BUFFER), LONGEST_LINE)


def _refuse_repeated_keys(connection: Connection, shape: TableShape) -> None:
    keys = ", ".join(quoted(key) for key in shape.key)
    repeated = _run(
        connection, f"SELECT {keys} FROM _raw GROUP BY {keys} HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    ).fetchone()
    if repeated:
        raise RepeatedKey(
            f"{shape.name}: the key {', '.join(map(str, repeated))} stands twice in one reading"
        )


def _unseen(connection: Connection, shape: TableShape) -> tuple[str, ...]:
    item = quoted(shape.item_column)
    rows = _run(
        connection,
        f"SELECT DISTINCT {item} FROM _old AS o WHERE NOT EXISTS "
        f"(SELECT 1 FROM _new AS n WHERE {same_key(shape.key, 'n', 'o')}) ORDER BY 1",
    ).fetchall()
    return tuple(row[0] for row in rows)


def _state_digest(connection: Connection, snapshot: Snapshot, *, whole: bool) -> tuple[int, str]:
    parts = "SELECT _digest FROM _new"
    if not whole and snapshot.stream.kind is StreamKind.STATE:
        parts += " UNION ALL SELECT _digest FROM _kept"
    found = _run(connection, f"SELECT count(*), {TABLE_DIGEST_SQL} FROM ({parts})").fetchone()
    assert found is not None  # noqa: S101
    return int(found[0]), str(found[1])


def _counts(connection: Connection, shape: TableShape, *, whole: bool) -> tuple[int, int, int]:
    first = quoted(shape.item_column)
    _run(
        connection,
        f"CREATE OR REPLACE TEMP TABLE _news AS SELECT n.*, o.{first} IS NULL AS _is_added "
        f"FROM _new AS n LEFT JOIN _old AS o ON {same_key(shape.key, 'n', 'o')} "
        f"WHERE o.{first} IS NULL OR {_differs(shape)}",
    )
    found = _run(
        connection, "SELECT count(*) FILTER (_is_added), count(*) FILTER (NOT _is_added) FROM _news"
    ).fetchone()
    assert found is not None  # noqa: S101
    gone = 0
    if whole:
        left = _run(
            connection,
            f"SELECT count(*) FROM _old AS o WHERE NOT EXISTS "
            f"(SELECT 1 FROM _new AS n WHERE {same_key(shape.key, 'n', 'o')})",
        ).fetchone()
        gone = int(left[0]) if left else 0
    return int(found[0]), int(found[1]), gone


def _is_keyframe(snapshot: Snapshot, chain: Chain, *, changes: int, rows: int, whole: bool) -> bool:
    if not chain.files:
        return True
    if snapshot.stream.kind is StreamKind.EVENT or not whole:
        return False
    return chain.is_long or changes > KEYFRAME_SHARE * max(rows, 1)


def _write(
    connection: Connection,
    store: Store,
    snapshot: Snapshot,
    shape: TableShape,
    ordinal: int,
    *,
    keyframe: bool,
    whole: bool,
) -> str:
    listed = ", ".join(f"n.{quoted(name)}" for name in shape.column_names)
    keys = ", ".join(quoted(key) for key in shape.key)
    if keyframe:
        rows = f"SELECT {listed}, false AS _removed, {ordinal}::BIGINT AS _ordinal FROM _new AS n"
    else:
        rows = f"SELECT {listed}, false AS _removed, {ordinal}::BIGINT AS _ordinal FROM _news AS n"
        if whole:
            rows += f" UNION ALL BY NAME ({_removed_sql(shape, ordinal)})"
    path = snapshot.folder / f"{shape.name}.parquet"
    _run(
        connection,
        f"COPY (SELECT * FROM ({rows}) ORDER BY {keys}) TO '{duck.literal_path(path)}' "
        f"(FORMAT parquet, COMPRESSION zstd)",
    )
    return store.put_file(path)


def _removed_sql(shape: TableShape, ordinal: int) -> str:
    keys = ", ".join(f"o.{quoted(key)}" for key in shape.key)
    return (
        f"SELECT {keys}, true AS _removed, {ordinal}::BIGINT AS _ordinal FROM _old AS o "
        f"WHERE NOT EXISTS (SELECT 1 FROM _new AS n WHERE {same_key(shape.key, 'n', 'o')})"
    )
