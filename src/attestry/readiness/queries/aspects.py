"""What evidence says of design, implementation and operation, of every control at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attestry.control_tests.models import Aspect
from attestry.control_tests.rules.outcome import Outcome, worst
from attestry.effectiveness.queries.status import ControlStatus, TestStatus
from attestry.effectiveness.rules.status import criterion_outcome
from attestry.readiness.queries.criterion import spans_of
from attestry.readiness.queries.standings import ControlStanding
from attestry.readiness.rules.assessment import ASPECTS
from attestry.readiness.rules.judgement import operation_outcome

Views = Mapping[str, Outcome]


def control_views(
    controls: Iterable[ControlStanding],
    *,
    from_at: datetime,
    until_at: datetime,
    known_at: datetime | None = None,
) -> dict[str, Views]:
    """The three outcomes of each control by key, over [from_at, until_at); a constant number of queries."""
    asked = list(controls)
    spans = spans_of(asked, from_at=from_at, until_at=until_at, known_at=known_at)
    found: dict[str, Views] = {}
    for one in asked:
        operation = [operation_outcome(spans[one.key])] if one.key in spans else []
        operation += [test.outcome for test in _found(one.status, Aspect.OPERATION)]
        found[one.key] = {
            "design": _said(test.outcome for test in _found(one.status, Aspect.DESIGN)),
            "implementation": _said(test.outcome for test in one.status.tests if speaks_of_now(test)),
            "operation": _said(operation),
        }
    return found


def criterion_views(controls: Iterable[ControlStanding], views: Mapping[str, Views]) -> Views:
    """The three outcomes of a criterion from those of its controls."""
    asked = list(controls)
    return {name: criterion_outcome(views[one.key][name] for one in asked) for name in ASPECTS}


def speaks_of_now(test: TestStatus) -> bool:
    """Whether a test says that the control is there: one that looks by itself, or a person's finding."""
    return not test.is_manual or bool(test.result and test.result.aspect == Aspect.IMPLEMENTATION)


def _found(status: ControlStatus, aspect: Aspect) -> list[TestStatus]:
    return [test for test in status.tests if test.is_manual and test.result and test.result.aspect == aspect]


def _said(outcomes: Iterable[Outcome]) -> Outcome:
    return worst(outcomes) or Outcome.UNKNOWN
