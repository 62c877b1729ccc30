"""The status of tests, controls and criteria as of an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.effectiveness.queries.controls_then import in_force_at
from attestry.effectiveness.queries.results import latest_results, outcome_at
from attestry.effectiveness.rules.interval import NOBODY_LOOKED
from attestry.effectiveness.rules.status import Depth, control_outcome, criterion_outcome


@dataclass(frozen=True, slots=True)
class TestStatus:
    """One control test as of an instant."""

    __test__ = False
    test_id: str
    title: str
    outcome: Outcome
    reason: str
    result: Result | None
    is_manual: bool


@dataclass(frozen=True, slots=True)
class ControlStatus:
    """One control as of an instant, with the tests that speak to it."""

    control: Control
    outcome: Outcome
    reason: str
    depth: Depth
    tests: tuple[TestStatus, ...]

    @property
    def failing(self) -> int:
        """How many items fail, over all tests."""
        return sum(one.result.failed for one in self.tests if one.result)


@dataclass(frozen=True, slots=True)
class CriterionStatus:
    """One criterion as of an instant, with the controls mapped to it."""

    reference: str
    outcome: Outcome
    depth: Depth
    controls: tuple[ControlStatus, ...]

    @property
    def tested(self) -> int:
        """How many of its controls have anything behind them."""
        return sum(one.depth > Depth.NOTHING for one in self.controls)


def test_statuses(at: datetime, known_at: datetime | None = None) -> dict[str, TestStatus]:
    """Every control test of the library that was ever run, and every person's result, as of ``at``."""
    answer: dict[str, TestStatus] = {}
    for test_id, result in latest_results(at, known_at).items():
        definition = definitions().get(test_id)
        title = definition.meaning.title if definition else result.test_id
        if result.control_id:
            title = f"A person's test of {result.control_id}: {result.aspect}"
        outcome, reason = outcome_at(result, at)
        answer[test_id] = TestStatus(test_id, title, outcome, reason, result, bool(result.control_id))
    return answer


test_statuses.__test__ = False  # type: ignore[attr-defined]


def tests_by_control(statuses: Mapping[str, TestStatus]) -> dict[str, list[TestStatus]]:
    """Which tests speak to each control: by the tests' own mapping, and by the person's choice."""
    found: dict[str, list[TestStatus]] = defaultdict(list)
    for status in statuses.values():
        if status.result and status.result.control_id:
            found[status.result.control_id].append(status)
        elif definition := definitions().get(status.test_id):
            for control_id in definition.meaning.controls:
                found[control_id].append(status)
    return found


tests_by_control.__test__ = False  # type: ignore[attr-defined]


def control_statuses(
    at: datetime,
    known_at: datetime | None = None,
    *,
    tests: Mapping[str, TestStatus] | None = None,
    family: str = "",
) -> dict[str, ControlStatus]:
    """Every control in force as of ``at``, by key, in a constant number of queries.

    ``tests`` are the statuses of the same moment where they are at hand; ``family`` as for
    :func:`in_force_at`.
    """
    by_control = tests_by_control(test_statuses(at, known_at) if tests is None else tests)
    in_force = in_force_at(min(at, known_at or at), family=family)
    return {one.key: status_of(one, by_control.get(one.key, [])) for one in in_force}


def status_of(control: Control, tests: list[TestStatus]) -> ControlStatus:
    """A control's status from the tests that speak to it."""
    outcome = control_outcome(one.outcome for one in tests)
    deciding = next((one for one in tests if one.outcome is outcome), None)
    reason = f"{deciding.title}: {deciding.reason}" if deciding else "nothing tests this control yet"
    return ControlStatus(control, outcome, reason, depth(tests), tuple(tests))


def depth(tests: list[TestStatus]) -> Depth:
    """How deep what stands behind a control goes, at one instant; an answer that has run out is not there."""
    holding = [one for one in tests if one.reason != NOBODY_LOOKED]
    if any(not one.is_manual and one.result and one.result.counts.total for one in holding):
        return Depth.POPULATION
    if any(one.is_manual for one in holding):
        return Depth.ATTESTATION
    return Depth.NOTHING


def criterion_statuses(at: datetime, known_at: datetime | None = None) -> dict[str, CriterionStatus]:
    """Every trust services criterion that a control in force is mapped to, by reference."""
    return criteria_of(control_statuses(at, known_at))


def criteria_of(controls: Mapping[str, ControlStatus]) -> dict[str, CriterionStatus]:
    """The statuses of criteria from those of controls."""
    found: dict[str, list[ControlStatus]] = defaultdict(list)
    for status in controls.values():
        for mapping in status.control.mappings.all():
            if mapping.family == "tsc":
                found[mapping.reference].append(status)
    return {
        reference: CriterionStatus(
            reference,
            criterion_outcome(one.outcome for one in mapped),
            max(one.depth for one in mapped),
            tuple(sorted(mapped, key=lambda one: one.control.key)),
        )
        for reference, mapped in found.items()
    }
