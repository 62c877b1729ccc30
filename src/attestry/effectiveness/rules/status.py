"""What tests and their intervals say of a control, and controls of a criterion."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from attestry.control_tests.rules.outcome import Outcome, worst


class Depth(IntEnum):
    """What stands behind a conclusion: the deeper, the harder to be wrong."""

    NOTHING = 0
    DOCUMENT = 1
    ATTESTATION = 2
    SAMPLE = 3
    POPULATION = 4
    POPULATION_OVER_PERIOD = 5

    @property
    def title(self) -> str:
        """The depth as a person would say it."""
        return _TITLES[self]


_TITLES = {
    Depth.NOTHING: "nothing",
    Depth.DOCUMENT: "a document",
    Depth.ATTESTATION: "a person's finding",
    Depth.SAMPLE: "a sample",
    Depth.POPULATION: "the whole population",
    Depth.POPULATION_OVER_PERIOD: "the whole population over the period",
}


def control_outcome(tests: Iterable[Outcome]) -> Outcome:
    """The outcome of a control from its tests; untested is unknown, never a pass."""
    return worst(tests) or Outcome.UNKNOWN


def criterion_outcome(controls: Iterable[Outcome]) -> Outcome:
    """The outcome of a criterion from its controls; a criterion without controls is unknown.

    A control whose population is empty or not applicable neither helps nor harms.
    """
    found = list(controls)
    decided = [one for one in found if one not in (Outcome.EMPTY, Outcome.NOT_APPLICABLE)]
    return worst(decided) or worst(found) or Outcome.UNKNOWN
