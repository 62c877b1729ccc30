"""Answers as of a date and maps of coverage as somebody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from attestry.effectiveness.queries.as_of import OnDate
from attestry.effectiveness.queries.coverage_map import ControlCoverage
from attestry.effectiveness.rules.coverage_map import Cell
from attestry.evidence.withholding import readable_numbers, withheld_numbers
from attestry.journal.rules import Actor


def as_read_by(reader: Actor, answer: OnDate) -> OnDate:
    """The same answer with the evidence that somebody may read; its digest stays that of the whole."""
    shown = {entry.seq for one in answer.controls for entry in one.evidence}
    readable = readable_numbers(reader, shown)
    if readable == shown:
        return answer
    controls = (
        replace(one, evidence=tuple(entry for entry in one.evidence if entry.seq in readable))
        for one in answer.controls
    )
    return replace(answer, controls=tuple(controls))


def maps_as_read_by(reader: Actor, maps: Iterable[ControlCoverage]) -> tuple[ControlCoverage, ...]:
    """The same maps; what somebody may not read still counts, and is neither named nor led to."""
    kept = withheld_numbers(reader)
    if not kept:
        return tuple(maps)
    return tuple(
        replace(one, cells=tuple(_unnamed(cell) if cell.entry_seq in kept else cell for cell in one.cells))
        for one in maps
    )


def _unnamed(cell: Cell) -> Cell:
    return replace(cell, words="shown by evidence that you may not read", entry_seq=None)
