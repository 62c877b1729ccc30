"""Names of systems and suppliers in sealed lists: what people sign in to, and who is contracted."""

from __future__ import annotations

from attestry.connectors.queries import table_shape
from attestry.evidence.chain import state_sql
from attestry.evidence.queries import chains, stream_views
from attestry.kit import clock, duck

# The tables that name suppliers, each with the question that answers their names.
NAMING: dict[str, str] = {
    "files_account": "SELECT DISTINCT system FROM sealed WHERE trim(system) <> '' ORDER BY 1",
    "files_vendor": (
        "SELECT DISTINCT coalesce(name, vendor_id) FROM sealed "
        "WHERE ended_on IS NULL AND trim(coalesce(name, vendor_id)) <> '' ORDER BY 1"
    ),
}


def sealed_names() -> list[tuple[str, str]]:
    """Each name with the sealed list that holds it: its connection and entry of the ledger."""
    found: list[tuple[str, str]] = []
    for view in stream_views(clock.now()):
        for table in view.stream.tables:
            if table not in NAMING or view.entry is None or view.connection.removed_at:
                continue
            chain = chains(view.entry).get(table)
            if chain is None:
                continue
            shape = table_shape(table)
            sealed = state_sql(shape, chain, shape.column_names)
            sql = f"WITH sealed AS ({sealed}) {NAMING[table]}"
            with duck.shared() as db:
                names = [str(row[0]) for row in duck.bounded(db, sql, seconds=20).fetchall()]
            origin = f"{view.connection.title or view.connection.name}, entry {view.entry.seq}"
            found += [(name, origin) for name in names]
    return found
