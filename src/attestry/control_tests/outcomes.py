"""Reading the log of outcomes: the items of a test as of a run, and one item's changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from attestry.control_tests import outcome_log
from attestry.control_tests.models import Run
from attestry.control_tests.outcome_log import Pieces
from attestry.evidence.queries import store
from attestry.kit import duck

SECONDS = 60.0
BATCH = 5000


def segments() -> dict[int, Path]:
    """Where the sealed segments of the log lie, or would lie once they are asked for, by their run."""
    blobs = store()
    named = Run.objects.exclude(segment="").order_by("ordinal").values_list("ordinal", "segment")
    return {ordinal: blobs.path(digest) for ordinal, digest in named}


def brought_segments(ordinal: int) -> dict[int, Path]:
    """The same, those on this disk that both short cuts up to a run are made from."""
    found = segments()
    for kind in ("current", "log"):
        _pieces(kind, found, upto=ordinal)
    return found


def state_before(ordinal: int) -> Pieces:
    """The state before a run."""
    return _pieces("current", segments(), upto=ordinal - 1)


def run_at(at: datetime, known_at: datetime | None = None) -> int | None:
    """The last run that speaks of ``at`` or earlier, as known on ``known_at``."""
    found = Run.objects.filter(as_of__lte=at)
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    return found.order_by("-as_of", "-ordinal").values_list("ordinal", flat=True).first()


def current(
    ordinal: int, *, narrowed: str, select: str, values: Mapping[str, Any]
) -> Sequence[tuple[Any, ...]]:
    """Rows of ``select`` (with ``{rows}`` for the source) over the items as of a run."""
    kind = "current"
    if outcome_log.newest(settings.HOME.cache, kind, segments(), upto=ordinal)[0] < 0:
        kind = "log"
    return _ask(select.format(rows=f"({_current_sql(kind, ordinal, narrowed)})"), values)


def _current_sql(kind: str, ordinal: int, narrowed: str) -> str:
    if kind == "current":
        of = _pieces(kind, segments(), upto=ordinal)
        return outcome_log.current_sql(of, narrowed=narrowed)
    history = outcome_log.history_sql(_whole_log(), narrowed=f"{narrowed} AND _ordinal <= {int(ordinal)}")
    return (
        f"SELECT * FROM ({history}) "
        f"QUALIFY row_number() OVER (PARTITION BY test_id, item_id ORDER BY _ordinal DESC) = 1"
    )


def history(*, narrowed: str, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    """Rows (item_id, item_name, outcome, reason, details, ordinal) of the log, oldest first."""
    sql = outcome_log.history_sql(_whole_log(), narrowed=narrowed)
    return _ask(
        f"SELECT item_id, item_name, outcome, reason, details, _ordinal FROM ({sql}) "
        f"ORDER BY _ordinal, item_id",
        values,
    )


def ask_log(*, narrowed: str, select: str, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    """Rows of ``select`` (with ``{rows}`` for the source) over every change of the whole log."""
    return _ask(select.format(rows=f"({outcome_log.history_sql(_whole_log(), narrowed=narrowed)})"), values)


def each_of_log(*, narrowed: str, select: str, values: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The same rows one after the other, however many: asked once, fetched in batches."""
    sql = select.format(rows=f"({outcome_log.history_sql(_whole_log(), narrowed=narrowed)})")
    with duck.shared() as db:
        answer = duck.bounded(db, sql, values, seconds=SECONDS)
        while rows := answer.fetchmany(BATCH):
            yield from rows


def _whole_log() -> Pieces:
    found = segments()
    return _pieces("log", found, upto=max(found, default=-1))


def _pieces(kind: str, found: Mapping[int, Path], *, upto: int) -> Pieces:
    """The pieces of the log, their files brought to this disk."""
    of = outcome_log.pieces(settings.HOME.cache, kind, found, upto=upto)
    store().bring(of.segments)
    return of


def _ask(sql: str, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    with duck.shared() as db:
        return duck.bounded(db, sql, values, seconds=SECONDS).fetchall()
