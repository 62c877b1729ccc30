"""What stands today: changes, failures, what nobody looked at, the criteria in small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.connectors.models import Connection
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.status import (
    ControlStatus,
    TestStatus,
    control_statuses,
    test_statuses,
)
from attestry.effectiveness.rules.status import Depth
from attestry.evidence.queries import StreamView, last_checkpoint, stream_views
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.readiness.queries.collected import CollectedEvidence, collected_evidence
from attestry.scope.models import System
from attestry.scope.queries.boundary import undecided_count
from attestry.today.queries.changes import Failure, Transition, failures, transitions
from attestry.today.queries.small_map import Nearest, Series, nearest_of, series_of

LOOK_BACK = timedelta(days=400)
SHOWN = 12


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
    nearest: Nearest | None
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
    controls = control_statuses(at, known_at, tests=tests, family=TRUST_SERVICES)
    spans = test_intervals(list(tests), from_at=min(since, at - LOOK_BACK), until_at=at, known_at=known_at)
    changes = transitions(tests, spans, since)
    failing = failures(tests, spans, controls, at)
    series = series_of(controls)
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
        failures=failing[:SHOWN],
        failure_count=len(failing),
        unseen=_unseen(controls, tests, stream_views(at, known_at), undecided_count(seen_by=at)),
        series=series,
        nearest=nearest_of(series, controls),
        collected=collected_evidence(
            controls, (cell.id for one in series for cell in one.cells), at=at, known_at=known_at
        ),
        connections=len(connected),
        sources=frozenset(connected),
        entries_signed=checkpoint.size if checkpoint else 0,
        has_system=System.objects.exists(),
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
