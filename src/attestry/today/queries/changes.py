"""What became another verdict, and what fails: whose it is, since when, and what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.status import ControlStatus, TestStatus
from attestry.effectiveness.rules.interval import Interval
from attestry.effectiveness.rules.promise import Promise


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


def transitions(
    tests: Mapping[str, TestStatus], spans: Mapping[str, Sequence[Interval]], since: datetime
) -> tuple[Transition, ...]:
    """The last change of each test after ``since``, bad news first."""
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


def failures(
    tests: Mapping[str, TestStatus],
    spans: Mapping[str, Sequence[Interval]],
    controls: Mapping[str, ControlStatus],
    at: datetime,
) -> tuple[Failure, ...]:
    """The tests that fail at ``at``, broken promises first."""
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
