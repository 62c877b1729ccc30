"""Loading what the tests read: the tables as of the views' entries, and every gap in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attestry.connectors.queries import all_tables
from attestry.control_tests.evaluation import GAP_TABLE
from attestry.control_tests.rules.definition import Definition
from attestry.evidence.chain import Chain, state_sql
from attestry.evidence.queries import SealedPart, StreamView, body, chain_of, store
from attestry.kit import duck
from attestry.kit.duck import Connection, TableShape, quoted

Parts = Mapping[int, Mapping[str, tuple[SealedPart, ...]]]


def needed_columns(definitions: Iterable[Definition]) -> dict[str, tuple[str, ...]]:
    """Every table and column that the tests read, item columns first."""
    tables = all_tables()
    needed: dict[str, dict[str, None]] = {}
    for definition in definitions:
        for table, columns in definition.meaning.reads.items():
            wanted = needed.setdefault(table, {tables[table].item_column: None})
            wanted.update(dict.fromkeys(columns))
    return {table: tuple(columns) for table, columns in needed.items()}


def read_from(views: Sequence[StreamView], needed: Iterable[str]) -> dict[str, list[int]]:
    """The entries that each table is read from."""
    return {
        table: [view.entry.seq for view in views if view.entry and table in view.stream.tables]
        for table in needed
    }


def load(
    connection: Connection, views: Sequence[StreamView], needed: Mapping[str, Sequence[str]], parts: Parts
) -> None:
    """Fill the tables and ``_gap``; ``parts`` are the sealed segments of the views' entries."""
    tables = all_tables()
    connection.execute(GAP_TABLE)
    for table, columns in needed.items():
        shape = tables[table]
        typed = ", ".join(f"{quoted(name)} {shape.types[name]}" for name in columns)
        connection.execute(f"CREATE TABLE {quoted(table)} ({typed}, _connection VARCHAR)")
        bringing = [view for view in views if table in view.stream.tables]
        if not bringing:
            _note(connection, table, "not_connected", "no connection brings this table")
        for view in bringing:
            sealed = parts[view.entry.seq].get(table, ()) if view.entry else ()
            _insert(connection, shape, chain_of(table, sealed), columns, view)
    _load_sealed_gaps(connection, [v for v in views if v.entry and not v.unseen], needed)


def _insert(
    connection: Connection, shape: TableShape, chain: Chain, columns: Sequence[str], view: StreamView
) -> None:
    name = view.connection.name
    duck.run(
        connection,
        f"INSERT INTO {quoted(shape.name)} SELECT *, '{name}' FROM ({state_sql(shape, chain, columns)})",
    )
    if view.unseen:
        detail = f"{view.connection.title}: {view.unseen}"
        _note(connection, shape.name, view.unseen_reason, detail)
        connection.execute(
            f"INSERT INTO _gap SELECT DISTINCT ?, {quoted(shape.item_column)}, '', ?, ? "
            f"FROM {quoted(shape.name)} WHERE _connection = ?",
            [shape.name, view.unseen_reason, detail, name],
        )


def _note(connection: Connection, table: str, reason: str, detail: str) -> None:
    connection.execute("INSERT INTO _gap VALUES (?, NULL, '', ?, ?)", [table, reason, detail])


def _load_sealed_gaps(
    connection: Connection, views: Sequence[StreamView], needed: Mapping[str, Sequence[str]]
) -> None:
    for view in views:
        if view.entry is None or not set(view.stream.tables) & set(needed):
            continue
        digest = body(view.entry).get("gaps_digest")
        if not digest:
            continue
        path = duck.literal_path(store().existing_path(digest))
        connection.execute(
            f'INSERT INTO _gap SELECT "table", item, '
            f'unnest(CASE WHEN len("columns") = 0 THEN [\'\'] ELSE "columns" END), reason, detail '
            f"FROM read_json('{path}', format='newline_delimited', columns={{'table': 'VARCHAR', "
            f"'item': 'VARCHAR', 'columns': 'VARCHAR[]', 'reason': 'VARCHAR', 'detail': 'VARCHAR'}})"
        )
