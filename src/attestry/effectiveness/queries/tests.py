"""The control tests as a list: how each stands as of an instant, and how it fared in a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attestry.connectors.queries import source, stream_of_table
from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import Counts, Outcome
from attestry.controls.models import Mapping as ControlMapping
from attestry.effectiveness.queries.periods import test_intervals
from attestry.effectiveness.queries.status import TestStatus, test_statuses
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.promise import Promise

NEVER_ASKED = "never asked"
BAR_DAYS = 30
_WORST = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class TestLine:
    """A control test as a list shows it. ``was_asked`` is False while no connection brings its table."""

    __test__ = False
    test_id: str
    title: str
    topic: str
    source: str
    outcome: Outcome
    reason: str
    was_asked: bool
    is_manual: bool
    counts: Counts
    asked_at: datetime | None
    entry_seq: int | None
    controls: tuple[str, ...]
    criteria: tuple[str, ...]
    every: timedelta | None
    spans: tuple[Interval, ...]

    @property
    def rank(self) -> tuple[int, int, str]:
        """Its place in a list that begins with the worst; what nobody asked comes last."""
        return (0 if self.was_asked else 1, _WORST.index(self.outcome), self.title)


@dataclass(frozen=True, slots=True)
class TestList:
    """Every test of the library and every person's test, worst first."""

    __test__ = False
    lines: tuple[TestLine, ...]

    @property
    def by_outcome(self) -> Mapping[str, int]:
        """How many asked tests have each outcome."""
        return Counter(line.outcome.value for line in self.lines if line.was_asked)

    @property
    def by_topic(self) -> Mapping[str, int]:
        """How many tests each topic has."""
        return Counter(line.topic for line in self.lines)

    @property
    def never_asked(self) -> int:
        """How many wait for a connection."""
        return sum(not line.was_asked for line in self.lines)


def test_list(at: datetime, known_at: datetime | None = None) -> TestList:
    """All tests as of ``at``, with their last thirty days, in a constant number of queries."""
    statuses = test_statuses(at, known_at)
    criteria = criteria_by_control()
    asked = list(statuses)
    spans = test_intervals(asked, from_at=at - timedelta(days=BAR_DAYS), until_at=at, known_at=known_at)
    lines = [
        _line(definitions().get(test_id), status, criteria, spans[test_id])
        for test_id, status in statuses.items()
    ]
    lines += [_unasked(one, criteria) for one in definitions().values() if one.id not in statuses]
    return TestList(tuple(sorted(lines, key=lambda line: line.rank)))


test_list.__test__ = False  # type: ignore[attr-defined]


def criteria_by_control() -> dict[str, tuple[str, ...]]:
    """The trust services criteria that each control speaks to, in one query."""
    found: dict[str, list[str]] = {}
    rows = ControlMapping.objects.filter(family="tsc").order_by("position")
    for key, reference in rows.values_list("control__key", "reference"):
        found.setdefault(key, []).append(reference)
    return {key: tuple(references) for key, references in found.items()}


def failing_since(spans: Sequence[Interval]) -> datetime | None:
    """Since when the last interval has failed; None where it does not."""
    return spans[-1].from_at if spans and spans[-1].outcome is Outcome.FAIL else None


def promise_of(definition: Definition, spans: Sequence[Interval], at: datetime) -> Promise | None:
    """The promise that runs, where the test fails; ``spans`` reach back as far as one looked."""
    since = failing_since(spans)
    return Promise(since, definition.meaning.respond_within, at) if since else None


def controls_of(definition: Definition | None, result: Result | None) -> tuple[str, ...]:
    """The controls that a test speaks to: by its own mapping, or as the person chose."""
    if result and result.control_id:
        return (result.control_id,)
    return definition.meaning.controls if definition else ()


def _line(
    definition: Definition | None,
    status: TestStatus,
    criteria: Mapping[str, Sequence[str]],
    spans: tuple[Interval, ...],
) -> TestLine:
    result = status.result
    controls = controls_of(definition, result)
    return TestLine(
        test_id=status.test_id,
        title=status.title,
        topic=definition.topic if definition else "manual",
        source=source_title(definition) if definition else "A person",
        outcome=status.outcome,
        reason=status.reason,
        was_asked=True,
        is_manual=status.is_manual,
        counts=result.counts if result else Counts(),
        asked_at=result.as_of if result else None,
        entry_seq=result.entry_seq if result else None,
        controls=controls,
        criteria=_criteria(controls, criteria),
        every=definition.meaning.every if definition else None,
        spans=spans,
    )


def _unasked(definition: Definition, criteria: Mapping[str, Sequence[str]]) -> TestLine:
    return TestLine(
        test_id=definition.id,
        title=definition.meaning.title,
        topic=definition.topic,
        source=source_title(definition),
        outcome=Outcome.UNKNOWN,
        reason=f"no connection brings {definition.meaning.population}",
        was_asked=False,
        is_manual=False,
        counts=Counts(),
        asked_at=None,
        entry_seq=None,
        controls=definition.meaning.controls,
        criteria=_criteria(definition.meaning.controls, criteria),
        every=definition.meaning.every,
        spans=(),
    )


def source_title(definition: Definition) -> str:
    """The source that carries the test's population, by its title."""
    return source(stream_of_table(definition.meaning.population)[0]).manifest.title


def _criteria(controls: Sequence[str], criteria: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for key in controls for one in criteria.get(key, ())))
