"""Reading one stream into a snapshot on disk: rows are written as they come, nothing is judged."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from attestry.connectors.errors import RowRefused
from attestry.connectors.models import CollectionState
from attestry.connectors.rules.declaration import Stream
from attestry.connectors.rules.observation import (
    Collect,
    Coverage,
    Cursor,
    Gap,
    Observation,
    Provenance,
    Reason,
    Rows,
    Session,
    SourceUnavailable,
)
from attestry.connectors.rules.rows import RowWriter
from attestry.kit.blobs import disk_refusal
from attestry.kit.duck import TableShape
from attestry.kit.errors import Invalid
from attestry.scope.rules.boundary_rules import ResourceFacts

# The families in which a mistake in a source's own code shows; the other streams go on.
MISTAKES = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
_AS_LINE = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


@dataclass(slots=True)
class Snapshot:
    """What one reading brought: NDJSON files of typed rows, gaps, coverage, provenance.

    ``observed_at`` is when the reading began: nothing in it is older news than that.
    """

    source: str
    stream: Stream
    shapes: tuple[TableShape, ...]
    folder: Path
    observed_at: datetime
    files: dict[str, Path] = field(default_factory=dict)
    row_counts: dict[str, int] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    provenance: Provenance = field(default_factory=Provenance)
    cursor: str | None = None
    failed: bool = False
    reason: str = ""
    detail: str = ""

    @property
    def row_count(self) -> int:
        """Rows in all tables."""
        return sum(self.row_counts.values())

    def resources(self) -> dict[str, ResourceFacts]:
        """The things that a system may be made of, by item id, with where each says that it belongs.

        Its account, project and repository are columns of those names, its tags a table beside it.
        """
        found: dict[str, ResourceFacts] = {}
        for shape in self.shapes:
            if shape.name not in self.stream.resources:
                continue
            tags: dict[str, list[str]] = defaultdict(list)
            for row in self._rows(f"{shape.name}_tag"):
                tags[str(row[shape.item_column])].append(f"{row['tag_key']}={row['tag_value']}")
            for row in self._rows(shape.name):
                item_id = str(row[shape.item_column])
                found[item_id] = ResourceFacts(
                    account=str(row.get("account_id") or ""),
                    project=str(row.get("project") or ""),
                    repository=str(row.get("repository") or ""),
                    tags=tuple(sorted(tags[item_id])),
                )
        return found

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one of its tables; none where it was not seen."""
        if table in self.files:
            with self.files[table].open("rb") as rows:
                yield from (orjson.loads(row) for row in rows)

    @property
    def gap_count(self) -> int:
        """How many things were not seen."""
        return len(self.gaps)

    @property
    def state(self) -> str:
        """Complete, partial or failed."""
        if self.failed:
            return CollectionState.FAILED.value
        return (CollectionState.PARTIAL if self.gaps else CollectionState.COMPLETE).value

    def fail(self, reason: Reason, detail: str) -> None:
        """Say that nothing in the stream was seen."""
        self.failed, self.reason, self.detail = True, reason.value, detail
        self.files, self.row_counts = {}, {}
        self.gaps = [Gap(shape.name, reason, detail) for shape in self.shapes]


def read_stream(
    source: str, stream: Stream, shapes: tuple[TableShape, ...], collect: Collect, session: Session
) -> Snapshot:
    """Read a stream to its end. Raises Unavailable where the disk refuses; nothing else.

    A source that can say nothing, breaks its own declaration, or breaks itself, gives a failed
    snapshot with the reason: it is sealed like any other.
    """
    snapshot = Snapshot(source, stream, shapes, session.scratch, session.now)
    try:
        with _Spool(snapshot) as spool:
            spool.take(collect(session))
    except SourceUnavailable as refusal:
        snapshot.fail(refusal.reason, refusal.detail)
    except (RowRefused, Invalid) as refusal:
        snapshot.fail(Reason.MALFORMED, refusal.message)
    except OSError as refusal:
        if refusal.errno in DISK:
            raise disk_refusal(refusal) from refusal
        snapshot.fail(Reason.UNREACHABLE, f"{type(refusal).__name__}: {refusal}")
    except MISTAKES as mistake:
        snapshot.fail(Reason.MALFORMED, f"a mistake in the source: {type(mistake).__name__}: {mistake}")
    if snapshot.gaps and not snapshot.reason:
        snapshot.reason, snapshot.detail = snapshot.gaps[0].reason.value, snapshot.gaps[0].detail
    return snapshot


class _Spool:
    """Writes a snapshot's rows to one file a table while they come."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._writers = {shape.name: RowWriter(shape) for shape in snapshot.shapes}
        self._open: dict[str, BinaryIO] = {}
        self._counts: dict[str, int] = defaultdict(int)

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._open.values():
            stream.close()

    def take(self, observations: Iterable[Observation]) -> None:
        """Write every row, note everything else."""
        snapshot = self._snapshot
        for one in observations:
            match one:
                case Rows():
                    self._write(one)
                case Gap():
                    self._writer(one.table)
                    snapshot.gaps.append(one)
                case Coverage():
                    snapshot.coverage.append(one)
                case Provenance():
                    snapshot.provenance = one
                case Cursor():
                    snapshot.cursor = one.value
        snapshot.row_counts = dict(self._counts)

    def _write(self, rows: Rows) -> None:
        writer = self._writer(rows.table)
        if rows.table not in self._open:
            path = self._snapshot.folder / f"{rows.table}.ndjson"
            self._snapshot.files[rows.table] = path
            self._open[rows.table] = path.open("wb", buffering=1 << 20)
        lines = [orjson.dumps(row, option=_AS_LINE) for row in writer.batch(rows.rows)]
        self._open[rows.table].write(b"".join(lines))
        self._counts[rows.table] += len(lines)

    def _writer(self, table: str) -> RowWriter:
        if table not in self._writers:
            raise RowRefused(f"{table}: is not a table of stream “{self._snapshot.stream.id}”")
        return self._writers[table]
