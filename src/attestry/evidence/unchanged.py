"""Noticing that a reading brought the very same rows, without asking the engine.

Most readings do. A small one is compared by its rows' digests, as anyone could recompute them;
whatever is not plainly the same goes the long way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from attestry.connectors.collecting import Snapshot
from attestry.connectors.models import CollectionState
from attestry.connectors.rules.declaration import StreamKind
from attestry.evidence.models import Entry
from attestry.evidence.rules.row_digest import row_digest, shape_document, table_digest
from attestry.evidence.sealing import SealedTable
from attestry.kit.digest import sha256_hex
from attestry.kit.duck import TableShape

SMALL = 5000


def unchanged_tables(snapshot: Snapshot, before: Entry | None) -> dict[str, SealedTable]:
    """By name, the tables that stand as the entry before sealed them; those that may differ are left out."""
    if before is None or not _are_whole(snapshot, before) or snapshot.row_count > SMALL:
        return {}
    said = {one["table"]: one for one in orjson.loads(before.body)["tables"]}
    answer = {}
    for shape in snapshot.shapes:
        known = said.get(shape.name)
        if known is None or known["shape"] != sha256_hex(shape_document(shape)):
            continue
        digest = _digest_now(snapshot, shape, known)
        if digest is not None:
            rows = snapshot.row_counts.get(shape.name, 0)
            answer[shape.name] = SealedTable(
                shape.name, rows, digest, None, is_keyframe=False, added=0, changed=0, removed=0
            )
    return answer


def _are_whole(snapshot: Snapshot, before: Entry) -> bool:
    return snapshot.state == before.state == CollectionState.COMPLETE


def _digest_now(snapshot: Snapshot, shape: TableShape, known: dict[str, Any]) -> str | None:
    """The digest of the table in this reading, where nothing of it is new; else None."""
    count = snapshot.row_counts.get(shape.name, 0)
    if snapshot.stream.kind is StreamKind.EVENT:
        return table_digest([]) if count == 0 else None
    if count != known["rows"]:
        return None
    path = snapshot.files.get(shape.name)
    digest = table_digest(row_digest(shape, row) for row in _rows(path, shape))
    return digest if digest == known["rows_digest"] else None


def _rows(path: Path | None, shape: TableShape) -> Iterator[dict[str, Any]]:
    """The spooled rows, instants as instants."""
    if path is None:
        return
    instants = [name for name, kind in shape.types.items() if kind == "TIMESTAMP"]
    with path.open("rb") as lines:
        for line in lines:
            row: dict[str, Any] = orjson.loads(line)
            for name in instants:
                if row[name] is not None:
                    row[name] = datetime.fromisoformat(row[name])
            yield row
