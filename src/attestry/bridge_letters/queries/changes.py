"""Everything that the records tell of a letter's days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attestry.bridge_letters.queries.controls import of_controls
from attestry.bridge_letters.queries.registers import of_registers
from attestry.bridge_letters.queries.sources import span_of
from attestry.bridge_letters.rules.change import Change, ChangeKind

_ORDER = {kind: place for place, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Told:
    """What changed, the controls that no test speaks of, and the last day that the evidence reaches."""

    changes: tuple[Change, ...]
    unspoken: tuple[str, ...]
    reaches_on: date | None


def told_between(from_on: date, until_on: date) -> Told:
    """What the records tell of the days, both included, in a constant number of queries."""
    span = span_of(from_on, until_on)
    controls = of_controls(span)
    everything = (*controls.changes, *of_registers(span))
    ordered = sorted(everything, key=lambda one: (_ORDER[one.kind], one.on, one.key))
    return Told(tuple(ordered), controls.unspoken, controls.reaches_on)
