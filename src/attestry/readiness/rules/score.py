"""How far a program is, as one number that no blocker hides behind; a proposal of this product.

Five states of a control; key controls weigh double; a key control below *documented* caps its
criterion at one half and is a blocker, as is a criterion that no control speaks to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.effectiveness.rules.status import Depth

_CAP = 0.5
_READY = 0.75


class Maturity(StrEnum):
    """How far a control is."""

    ABSENT = "absent"
    INFORMAL = "informal"
    DOCUMENTED = "documented"
    OPERATING = "operating"
    EVIDENCED = "evidenced"

    @property
    def score(self) -> float:
        """From 0 to 1 in quarters."""
        return list(Maturity).index(self) / 4


class Verdict(StrEnum):
    """What the scores come to."""

    READY = "ready"
    NEARLY_READY = "nearly ready"
    NOT_READY = "not ready"


@dataclass(frozen=True, slots=True)
class Score:
    """The score of each criterion from 0 to 1, all of them out of 100, and what blocks."""

    criteria: Mapping[str, float]
    blockers: tuple[str, ...]

    @property
    def overall(self) -> float:
        """The mean over all criteria, out of 100."""
        return 100 * sum(self.criteria.values()) / len(self.criteria) if self.criteria else 0.0

    @property
    def verdict(self) -> Verdict:
        """Ready only where nothing blocks, whatever the mean."""
        if self.blockers or not self.criteria:
            return Verdict.NOT_READY
        if min(self.criteria.values()) >= _READY:
            return Verdict.READY
        return Verdict.NEARLY_READY if self.overall >= 100 * _READY else Verdict.NOT_READY


def maturity_of(state: State, *, has_owner: bool, outcome: Outcome, depth: Depth) -> Maturity:
    """How far a control in use is: what fails or has no owner is not operating, whatever its papers say."""
    if outcome is Outcome.PASS and state is State.LIVE:
        return Maturity.EVIDENCED
    if state is State.LIVE and outcome is not Outcome.FAIL and depth > Depth.NOTHING:
        return Maturity.OPERATING
    return Maturity.DOCUMENTED if has_owner or depth > Depth.NOTHING else Maturity.INFORMAL


def score(mapped: Mapping[str, Sequence[tuple[Maturity, bool]]]) -> Score:
    """The scores of criteria; each with the maturity of its controls, and whether each is a key control."""
    criteria: dict[str, float] = {}
    blockers: list[str] = []
    for reference, controls in mapped.items():
        weighed = sum(one.score * (2 if is_key else 1) for one, is_key in controls)
        mean = weighed / sum(2 if is_key else 1 for _, is_key in controls) if controls else 0.0
        low = any(is_key and one.score < Maturity.DOCUMENTED.score for one, is_key in controls)
        if low or not controls:
            blockers.append(reference)
        criteria[reference] = min(mean, _CAP) if low else mean
    return Score(criteria, tuple(blockers))
