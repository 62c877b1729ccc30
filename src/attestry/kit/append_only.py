"""Tables that may only grow: database triggers that refuse update and delete.

The refusal stands in the database itself, so that a shell, a script or a mistake in our own
code meets it too. Written for SQLite and PostgreSQL.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations.special import RunPython

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END;
"""

_POSTGRES = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{table} is append-only: % refused', lower(TG_OP); END $$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""


def append_only(table: str) -> RunPython:
    """A migration step that forbids update and delete on ``table``."""

    def forbid(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(_SQLITE.format(table=table, verb=verb, VERB=verb.upper()))
        else:
            schema_editor.execute(_POSTGRES.format(table=table))

    def allow(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_refuse() CASCADE")

    return RunPython(forbid, allow)
