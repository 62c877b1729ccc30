"""The grounds of a run that begins now, from what is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attestry.control_tests.grounds import ChainOf, Ground
from attestry.evidence.chain import Chain
from attestry.evidence.queries import SealedPart, StreamView, body, chain_of

Parts = Mapping[int, Mapping[str, tuple[SealedPart, ...]]]


def grounds_of(views: Iterable[StreamView]) -> tuple[Ground, ...]:
    """The grounds that the views give a run."""
    return tuple(
        Ground(
            view.connection.name,
            view.connection.title,
            view.stream.id,
            view.stream.kind,
            view.stream.tables,
            view.stream.fresh_for,
            view.entry.seq if view.entry else None,
            body(view.entry).get("gaps_digest") if view.entry else None,
            view.unseen_reason,
            view.unseen,
        )
        for view in views
    )


def sealed_chains(parts: Parts) -> ChainOf:
    """How a ground's table is read from the sealed segments of its entry."""

    def chain(ground: Ground, table: str) -> Chain:
        sealed = parts[ground.seq].get(table, ()) if ground.seq is not None else ()
        return chain_of(table, sealed)

    return chain


def read_from(grounds: Sequence[Ground], needed: Iterable[str]) -> dict[str, list[int]]:
    """The entries that each table is read from."""
    return {
        table: [one.seq for one in grounds if one.seq is not None and table in one.tables] for table in needed
    }
