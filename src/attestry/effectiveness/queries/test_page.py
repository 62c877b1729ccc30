"""One control test's page: what it asks, how it stands, how it fared, and which versions of it ran."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from attestry.control_tests.errors import TestUnknown
from attestry.control_tests.models import MutationScore, Result
from attestry.control_tests.queries import chosen_parameters, definitions, mutation_score
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.results import known, latest_results, outcome_at, result_reason
from attestry.effectiveness.queries.tests import controls_of, criteria_by_control, promise_of
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.promise import Promise
from attestry.kit.errors import NotFound

LOOK_BACK = timedelta(days=400)
HISTORY = 15


@dataclass(frozen=True, slots=True)
class ControlReference:
    """A control that a test speaks to, with its owner and the criteria it serves."""

    key: str
    title: str
    state: str
    owner: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One parameter of a test: the library's value, and the organization's where it chose one."""

    name: str
    title: str
    unit: str
    kind: str
    default: Any
    value: Any

    @property
    def is_chosen(self) -> bool:
        """Whether the organization set another value than the library's."""
        return bool(self.value != self.default)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One earlier answer; ``changed_version`` says that the question was another than before."""

    result: Result
    reason: str
    changed_version: bool


@dataclass(frozen=True, slots=True)
class TestPage:
    """Everything that is said of one control test. ``definition`` is None for a person's test."""

    __test__ = False
    test_id: str
    title: str
    definition: Definition | None
    result: Result | None
    outcome: Outcome
    reason: str
    since: datetime | None
    promise: Promise | None
    spans: tuple[Interval, ...]
    controls: tuple[ControlReference, ...]
    thresholds: tuple[Threshold, ...]
    history: tuple[ResultLine, ...]
    result_count: int
    version_count: int
    mutation: MutationScore | None


def test_page(test_id: str, *, at: datetime, from_at: datetime, known_at: datetime | None = None) -> TestPage:
    """The page of a test as of ``at``; ``spans`` cover [from_at, at). Raises TestUnknown."""
    definition = definitions().get(test_id)
    found = known(at, known_at).filter(test_id=test_id)
    result = found.order_by("-as_of", "-pk").first()
    if definition is None and result is None:
        raise TestUnknown(f"No control test is called “{test_id}”.", next_step="See the list of tests.")
    outcome, reason = outcome_at(result, at)
    start = min(from_at, at - LOOK_BACK)
    long = test_intervals([test_id], from_at=start, until_at=at, known_at=known_at)[test_id]
    spans = test_intervals([test_id], from_at=from_at, until_at=at, known_at=known_at)[test_id]
    return TestPage(
        test_id=test_id,
        title=definition.meaning.title if definition else _manual_title(result),
        definition=definition,
        result=result,
        outcome=outcome,
        reason=reason,
        since=long[-1].from_at if result and long and long[-1].outcome is outcome else None,
        promise=promise_of(definition, long, at) if definition else None,
        spans=spans,
        controls=_controls(controls_of(definition, result)),
        thresholds=_thresholds(definition) if definition else (),
        history=_history(list(found.defer("inputs").order_by("-as_of", "-pk")[: HISTORY + 1])),
        result_count=found.count(),
        version_count=found.filter(as_of__gte=from_at).order_by().values("version").distinct().count(),
        mutation=mutation_score(definition) if definition else None,
    )


test_page.__test__ = False  # type: ignore[attr-defined]


def result_in(test_id: str, entry_seq: int) -> Result:
    """What a test answered in the run that an entry sealed. Raises NotFound."""
    found = Result.objects.filter(test_id=test_id, entry_seq=entry_seq).first()
    if found is None:
        raise NotFound(
            f"Entry {entry_seq} holds no answer of {test_id}.", next_step="See the test's history."
        )
    return found


def last_result(test_id: str, at: datetime) -> Result | None:
    """The last answer of a test as of ``at``."""
    return latest_results(at).get(test_id)


def _manual_title(result: Result | None) -> str:
    return f"A person's test of {result.control_id}: {result.aspect}" if result else ""


def _controls(keys: Sequence[str]) -> tuple[ControlReference, ...]:
    criteria = criteria_by_control()
    found = {one.key: one for one in Control.objects.filter(key__in=keys).select_related("owner")}
    return tuple(
        ControlReference(
            key=key,
            title=found[key].title if key in found else key,
            state=str(found[key].state) if key in found else "unknown",
            owner=_owner(found.get(key)),
            criteria=criteria.get(key, ()),
        )
        for key in keys
    )


def _owner(control: Control | None) -> str:
    return control.owner.name if control and control.owner else ""


def _thresholds(definition: Definition) -> tuple[Threshold, ...]:
    chosen = chosen_parameters().get(definition.id, {})
    return tuple(
        Threshold(name, one.title, one.unit, one.kind, one.default, chosen.get(name, one.default))
        for name, one in definition.meaning.parameters.items()
    )


def _history(results: Sequence[Result]) -> tuple[ResultLine, ...]:
    lines = [
        ResultLine(
            one,
            f"did not run: {one.error}" if one.error else result_reason(one),
            bool(before and before.version != one.version),
        )
        for one, before in zip_longest(results, results[1:])
    ]
    return tuple(lines[:HISTORY])
