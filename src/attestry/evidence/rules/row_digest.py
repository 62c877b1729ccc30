"""The digest of a row and of a table, defined so that anyone can compute it again.

A row's text is its columns in declared order, each as a netstring ``length:text`` (length in
bytes of UTF-8), a missing value as ``~``. Texts: integers in decimal, booleans ``true`` and
``false``, doubles as C's ``%.17g``, dates ``YYYY-MM-DD``, instants
``YYYY-MM-DDTHH:MM:SS.ffffffZ``. The row's digest is the SHA-256 of that text in lower-case
hex. The table's digest is the SHA-256 over its rows' digests, sorted and joined.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from attestry.kit.digest import canonical_json, sha256_hex
from attestry.kit.duck import TableShape, quoted

_TEXT_SQL = {
    "VARCHAR": "{c}",
    "BIGINT": "CAST({c} AS VARCHAR)",
    "BOOLEAN": "CAST({c} AS VARCHAR)",
    "DOUBLE": "printf('%.17g', {c})",
    "DATE": "strftime({c}, '%Y-%m-%d')",
    "TIMESTAMP": "strftime({c}, '%Y-%m-%dT%H:%M:%S.%fZ')",
}


def row_digest_sql(shape: TableShape) -> str:
    """The SQL expression of a row's digest over the declared columns."""
    parts = []
    for column in shape.columns:
        text = _TEXT_SQL[column.type].format(c=quoted(column.name))
        parts.append(
            f"CASE WHEN {quoted(column.name)} IS NULL THEN '~' ELSE strlen({text}) || ':' || {text} END"
        )
    return f"sha256(concat({', '.join(parts)}))"


TABLE_DIGEST_SQL = "sha256(coalesce(string_agg(_digest, '' ORDER BY _digest), ''))"


def row_digest(shape: TableShape, row: Mapping[str, Any]) -> str:
    """The same digest in plain Python, for whoever does not trust the engine."""
    texts = []
    for column in shape.columns:
        value = row[column.name]
        text = None if value is None else _text(column.type, value)
        texts.append("~" if text is None else f"{len(text.encode())}:{text}")
    return sha256_hex("".join(texts).encode())


def table_digest(row_digests: Iterable[str]) -> str:
    """The digest of a table from its rows' digests, in any order."""
    return hashlib.sha256("".join(sorted(row_digests)).encode()).hexdigest()


def shape_document(shape: TableShape) -> bytes:
    """What fixes how a table's rows are read, as canonical JSON; sealed beside the rows."""
    columns: Sequence[list[str]] = [[column.name, column.type] for column in shape.columns]
    return canonical_json({"table": shape.name, "columns": list(columns), "key": list(shape.key)})


def _text(kind: str, value: Any) -> str:
    if kind == "DOUBLE":
        return "%.17g" % float(value)  # noqa: UP031
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            in_utc = value.astimezone(UTC) if value.tzinfo else value
            return in_utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
        case date():
            return value.isoformat()
        case _:
            return str(value)
