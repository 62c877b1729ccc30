"""The checkbox index: how much of a program is ticked boxes, from eight signals between 0 and 1.

Index = 100 x sum(weight x signal) / sum(weight), over the signals that were measured. 0 is healthy.
What could not be measured is left out of both sums, and the weights that remain are told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import fsum


class Signal(StrEnum):
    """A habit of programs that tick boxes."""

    ATTESTATION_ONLY = "attestation_only"
    RUBBER_STAMP = "rubber_stamp"
    BUNCHING = "bunching"
    NEVER_CHALLENGED = "never_challenged"
    BOILERPLATE = "boilerplate"
    UNLINKED_TO_RISK = "unlinked_to_risk"
    SELF_APPROVED = "self_approved"
    STALE_EXCEPTIONS = "stale_exceptions"


WEIGHTS: Mapping[Signal, float] = {
    Signal.ATTESTATION_ONLY: 0.2,
    Signal.RUBBER_STAMP: 0.15,
    Signal.BUNCHING: 0.15,
    Signal.NEVER_CHALLENGED: 0.15,
    Signal.BOILERPLATE: 0.1,
    Signal.UNLINKED_TO_RISK: 0.1,
    Signal.SELF_APPROVED: 0.1,
    Signal.STALE_EXCEPTIONS: 0.05,
}
LAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class CheckboxIndex:
    """The index from 0 to 100; None where nothing was measured. ``weight`` is what it was computed over."""

    value: float | None
    weight: float
    unmeasured: tuple[Signal, ...]


def checkbox_index(signals: Mapping[Signal, float | None]) -> CheckboxIndex:
    """The index of some signals; one that is None or left out was not measured.

    Raises ValueError for a signal outside [0, 1].
    """
    measured = {one: value for one in Signal if (value := signals.get(one)) is not None}
    for one, value in measured.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{one}: {value} is not between 0 and 1")
    weight = fsum(WEIGHTS[one] for one in measured)
    total = fsum(WEIGHTS[one] * value for one, value in measured.items())
    return CheckboxIndex(
        value=100 * total / weight if weight else None,
        weight=weight,
        unmeasured=tuple(one for one in Signal if one not in measured),
    )


def bunching(share: float, *, last: float, period: float) -> float | None:
    """How far evidence piles up in the last days: max(0, (s - k/P) / (1 - k/P)).

    ``share`` s is the part of it dated in the last k of P days. Evenly spread evidence gives 0, all of
    it in the last days 1. None for a period that is not longer than the last days.
    """
    if period <= last:
        return None
    even = last / period
    return max(0.0, (share - even) / (1 - even))
