"""What stands today: changes, failures, what nobody looked at, the criteria in small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from attestry.connectors.models import Connection
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.status import (
    ControlStatus,
    TestStatus,
    control_statuses,
    criteria_of,
    test_statuses,
)
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.promise import Promise
from attestry.effectiveness.rules.status import Depth
from attestry.evidence.queries import StreamView, last_checkpoint, stream_views
from attestry.frameworks.errors import UnknownFramework
from attestry.frameworks.queries.criteria import CriteriaMap, criteria_map
from attestry.readiness.queries.collected import CollectedEvidence, collected_evidence
from attestry.scope.models import System
from attestry.scope.queries.boundary import undecided_count
from attestry.scope.queries.categories import chosen_categories

LOOK_BACK = timedelta(days=400)
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Transition:
    """A test's verdict became another: after ``after`` and by ``at``; ``earlier`` changes lie before it."""

    test_id: str
    title: str
    before: Outcome
    now: Outcome
    reason: str
    after: datetime | None
    at: datetime
    entry_seq: int | None
    earlier: int = 0

    @property
    def rank(self) -> int:
        """Bad news first, then what went dark, then good news."""
        return {Outcome.FAIL: 0, Outcome.UNKNOWN: 1}.get(self.now, 2)


@dataclass(frozen=True, slots=True)
class Failure:
    """A failing test: since when, how many items, whose it is, and what was promised."""

    test_id: str
    title: str
    reason: str
    failed: int
    total: int
    since: datetime
    promise: Promise | None
    owners: tuple[str, ...]
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unseen:
    """What nobody looked at: tests without an answer, streams, untested controls, undecided resources."""

    tests: tuple[TestStatus, ...]
    test_count: int
    streams: tuple[StreamView, ...]
    stream_count: int
    controls: tuple[ControlStatus, ...]
    control_count: int
    resource_count: int

    @property
    def is_empty(self) -> bool:
        """Whether everything was looked at."""
        return not (self.test_count or self.stream_count or self.control_count or self.resource_count)


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion on the small map."""

    id: str
    title: str
    outcome: str
    depth: int


@dataclass(frozen=True, slots=True)
class Series:
    """One series of criteria on the small map."""

    id: str
    title: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole page's facts as of an instant."""

    at: datetime
    tests: Mapping[str, int]
    criteria: Mapping[str, int]
    controls: Mapping[str, int]
    control_count: int
    without_owner: int
    transitions: tuple[Transition, ...]
    transition_count: int
    failures: tuple[Failure, ...]
    failure_count: int
    unseen: Unseen
    series: tuple[Series, ...]
    collected: CollectedEvidence
    connections: int
    sources: frozenset[str]
    entries_signed: int
    has_system: bool

    @property
    def criteria_count(self) -> int:
        """How many criteria are in scope."""
        return sum(self.criteria.values())

    @property
    def is_fresh(self) -> bool:
        """Whether nothing was ever tested here."""
        return not self.tests


def standing(at: datetime, since: datetime, known_at: datetime | None = None) -> Standing:
    """What stands at ``at``, and what changed after ``since``, in a constant number of queries."""
    tests = test_statuses(at, known_at)
    controls = control_statuses(at, known_at, tests=tests)
    spans = test_intervals(list(tests), from_at=min(since, at - LOOK_BACK), until_at=at, known_at=known_at)
    changes = _transitions(tests, spans, since)
    failures = _failures(tests, spans, controls, at)
    series = _series(controls)
    checkpoint = last_checkpoint()
    connected = list(Connection.objects.filter(removed_at=None).values_list("source", flat=True))
    return Standing(
        at=at,
        tests=Counter(one.outcome.value for one in tests.values()),
        criteria=Counter(cell.outcome for one in series for cell in one.cells),
        controls=Counter(one.outcome.value for one in controls.values()),
        control_count=len(controls),
        without_owner=sum(one.control.owner_id is None for one in controls.values()),
        transitions=changes[:SHOWN],
        transition_count=len(changes),
        failures=failures[:SHOWN],
        failure_count=len(failures),
        unseen=_unseen(controls, tests, stream_views(at, known_at), undecided_count(seen_by=at)),
        series=series,
        collected=collected_evidence(
            controls, (cell.id for one in series for cell in one.cells), at=at, known_at=known_at
        ),
        connections=len(connected),
        sources=frozenset(connected),
        entries_signed=checkpoint.size if checkpoint else 0,
        has_system=System.objects.exists(),
    )


def _transitions(
    tests: Mapping[str, TestStatus], spans: Mapping[str, Sequence[Interval]], since: datetime
) -> tuple[Transition, ...]:
    found = []
    for test_id, row in spans.items():
        changes = [
            (before, now)
            for before, now in pairwise(row)
            if now.from_at > since and now.outcome is not before.outcome and _was_seen(before)
        ]
        if changes:
            found.append(_transition(tests[test_id], *changes[-1], earlier=len(changes) - 1))
    return tuple(sorted(found, key=lambda one: (one.rank, -one.at.timestamp(), one.title)))


def _transition(test: TestStatus, before: Interval, now: Interval, *, earlier: int) -> Transition:
    return Transition(
        test_id=test.test_id,
        title=test.title,
        before=before.outcome,
        now=now.outcome,
        reason=now.reason,
        after=now.after,
        at=now.from_at,
        entry_seq=now.entry_seq,
        earlier=earlier,
    )


def _was_seen(before: Interval) -> bool:
    """Whether there was a time before: a first answer is no change."""
    return before.entry_seq is not None or before.after is not None


def _failures(
    tests: Mapping[str, TestStatus],
    spans: Mapping[str, Sequence[Interval]],
    controls: Mapping[str, ControlStatus],
    at: datetime,
) -> tuple[Failure, ...]:
    speaking: dict[str, list[ControlStatus]] = {}
    for control in controls.values():
        for test in control.tests:
            speaking.setdefault(test.test_id, []).append(control)
    found = [
        _failure(test, spans[test_id], speaking.get(test_id, []), at)
        for test_id, test in tests.items()
        if test.outcome is Outcome.FAIL
    ]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(one: Failure) -> tuple[bool, float, int]:
    """What broke its promise first, the longest overdue on top; then what is due soonest."""
    if one.promise is None:
        return (True, one.since.timestamp(), -one.failed)
    return (not one.promise.is_broken, one.promise.due_at.timestamp(), -one.failed)


def _failure(
    test: TestStatus, row: Sequence[Interval], controls: Sequence[ControlStatus], at: datetime
) -> Failure:
    definition = definitions().get(test.test_id)
    since = row[-1].from_at if row and row[-1].outcome is Outcome.FAIL else at
    owners = dict.fromkeys(one.control.owner.name for one in controls if one.control.owner)
    return Failure(
        test_id=test.test_id,
        title=test.title,
        reason=test.reason,
        failed=test.result.failed if test.result else 0,
        total=test.result.counts.total if test.result else 0,
        since=since,
        promise=Promise(since, definition.meaning.respond_within, at) if definition else None,
        owners=tuple(owners),
        controls=tuple(one.control.key for one in controls),
    )


def _unseen(
    controls: Mapping[str, ControlStatus],
    tests: Mapping[str, TestStatus],
    views: Sequence[StreamView],
    undecided: int,
) -> Unseen:
    unknown = sorted(
        (one for one in tests.values() if one.outcome is Outcome.UNKNOWN), key=lambda one: one.title
    )
    dark = [view for view in views if view.unseen and not view.connection.removed_at]
    untested = [one for one in controls.values() if one.depth is Depth.NOTHING and not one.tests]
    key_first = sorted(untested, key=lambda one: (not one.control.is_key, one.control.key))
    return Unseen(
        tuple(unknown[:SHOWN]),
        len(unknown),
        tuple(dark[:SHOWN]),
        len(dark),
        tuple(key_first[:SHOWN]),
        len(untested),
        undecided,
    )


def _series(controls: Mapping[str, ControlStatus]) -> tuple[Series, ...]:
    statuses = criteria_of(controls)
    answer = []
    for group in _map().categories:
        for section in group.sections:
            cells = []
            for line in section.criteria:
                status = statuses.get(line.reference)
                outcome = status.outcome if status else Outcome.UNKNOWN
                depth = status.depth if status else Depth.NOTHING
                cells.append(Cell(line.reference, line.title, outcome.value, int(depth)))
            answer.append(Series(section.key, section.title, tuple(cells)))
    return tuple(answer)


def _map() -> CriteriaMap:
    """The criteria in scope; an empty map before the library was read."""
    system = System.objects.order_by("created_at", "pk").first()
    try:
        return criteria_map(chosen=chosen_categories(system) if system else None)
    except UnknownFramework:
        return CriteriaMap("", "", None, "", ())
