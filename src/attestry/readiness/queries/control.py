"""One control's page: the three audit views with their evidence, its period, its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from attestry.control_tests.models import Aspect, Result
from attestry.control_tests.rules.outcome import Outcome, worst
from attestry.controls.queries.detail import ControlDetail, control_detail
from attestry.controls.queries.listing import control_named
from attestry.effectiveness.queries.periods import control_intervals
from attestry.effectiveness.queries.results import outcome_at
from attestry.effectiveness.queries.status import (
    ControlStatus,
    TestStatus,
    status_of,
    test_statuses,
    tests_by_control,
)
from attestry.effectiveness.queries.tests import TestLine, test_list
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.status import Depth
from attestry.journal.models import JournalEntry
from attestry.journal.queries import entries
from attestry.readiness.queries.depths import depths
from attestry.readiness.queries.documents import Document, documents_by_control
from attestry.readiness.rules.judgement import NextAct, next_act, operation_outcome

HISTORY = 12


@dataclass(frozen=True, slots=True)
class AuditView:
    """One of the three questions: design, implementation, operation."""

    aspect: str
    question: str
    outcome: Outcome
    said: str
    findings: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class ControlPage:
    """Everything that is said of one control; ``spans`` cover [from_at, at)."""

    detail: ControlDetail
    status: ControlStatus
    depth: Depth
    views: tuple[AuditView, ...]
    spans: tuple[Interval, ...]
    tests: tuple[TestLine, ...]
    documents: tuple[Document, ...]
    history: tuple[JournalEntry, ...]
    history_count: int
    next: NextAct


def control_page(
    key: str, *, at: datetime, from_at: datetime, known_at: datetime | None = None
) -> ControlPage:
    """The page of a control, in use or not. Raises UnknownControl."""
    detail = control_detail(key)
    tests = tests_by_control(test_statuses(at, known_at)).get(key, [])
    status = status_of(control_named(key), tests)
    documents = documents_by_control(at, known_at).get(key, ())
    asked = [test.test_id for test in tests]
    spans: tuple[Interval, ...] = ()
    if asked:
        spans = control_intervals({key: asked}, from_at=from_at, until_at=at, known_at=known_at)[key]
    views = _views(tests, _findings(key, at, known_at), spans, at)
    lines = tuple(line for line in test_list(at, known_at).lines if key in line.controls)
    found = entries(subject=f"control:{key}")
    in_use = detail.line.is_in_use
    return ControlPage(
        detail=detail,
        status=status,
        depth=depths([status], {key} if documents else (), at=at, from_at=from_at, known_at=known_at)[key],
        views=views,
        spans=spans,
        tests=lines,
        documents=documents,
        history=tuple(found[:HISTORY]),
        history_count=found.count(),
        next=next_act(
            detail.line.state,
            has_owner=bool(detail.line.owner),
            outcome=status.outcome if in_use else None,
            is_tested=bool(tests),
            has_design=bool(views[0].findings),
        ),
    )


def _findings(key: str, at: datetime, known_at: datetime | None) -> list[Result]:
    """What people found about a control by ``at``, newest first."""
    found = Result.objects.filter(control_id=key, as_of__lte=at)
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    return list(found.order_by("-as_of", "-pk"))


def _views(
    tests: Sequence[TestStatus], findings: Sequence[Result], spans: Sequence[Interval], at: datetime
) -> tuple[AuditView, ...]:
    by_aspect = {one: tuple(each for each in findings if each.aspect == one) for one in Aspect.values}
    return (
        _design(by_aspect[Aspect.DESIGN], at),
        _implementation(tests, by_aspect[Aspect.IMPLEMENTATION]),
        _operation(spans, by_aspect[Aspect.OPERATION], at),
    )


def _design(findings: tuple[Result, ...], at: datetime) -> AuditView:
    question = "Would it work, if it were done as written?"
    if not findings:
        return AuditView("design", question, Outcome.UNKNOWN, "Nobody has judged its design.", ())
    outcome, said = outcome_at(findings[0], at)
    return AuditView("design", question, outcome, said, findings)


def _implementation(tests: Sequence[TestStatus], findings: tuple[Result, ...]) -> AuditView:
    question = "Is it there now, as written?"
    asked = [one for one in tests if _speaks_of_now(one)]
    outcome = worst(one.outcome for one in asked)
    if outcome is None:
        said = "No test and no person has looked."
        return AuditView("implementation", question, Outcome.UNKNOWN, said, findings)
    deciding = next(one for one in asked if one.outcome is outcome)
    said = f"{deciding.title}: {deciding.reason}"
    return AuditView("implementation", question, outcome, said, findings)


def _speaks_of_now(test: TestStatus) -> bool:
    return not test.is_manual or bool(test.result and test.result.aspect == Aspect.IMPLEMENTATION)


def _operation(spans: Sequence[Interval], findings: tuple[Result, ...], at: datetime) -> AuditView:
    question = "Was it done, each time, over the period?"
    found = [operation_outcome(spans)] if spans else []
    if findings:
        found.append(outcome_at(findings[0], at)[0])
    said = "" if spans else "Nothing was observed over the period."
    return AuditView("operation", question, worst(found) or Outcome.UNKNOWN, said, findings)
