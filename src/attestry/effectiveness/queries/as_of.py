"""Which controls were in place on a date, and what was seen of them by then.

The state of a control on a past date is read from the journal, not from today's records, so
that later changes do not alter the answer. The answer carries its own digest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome, worst
from attestry.effectiveness.queries.controls_then import ControlThen, Standing, controls_then
from attestry.effectiveness.queries.status import TestStatus, test_statuses, tests_by_control
from attestry.effectiveness.rules.status import control_outcome, criterion_outcome
from attestry.evidence.models import Checkpoint, Entry, EntryKind
from attestry.evidence.queries import body
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry that speaks of a control on the date; nothing later than the date is among them."""

    seq: int
    title: str
    kind: str
    observed_at: datetime
    recorded_at: datetime
    leaf_hash: str


@dataclass(frozen=True, slots=True)
class ControlOnDate:
    """One control in place on the date. ``outcome`` is None where nothing had tested it by then."""

    key: str
    title: str
    standing: Standing
    outcome: Outcome | None
    tests: tuple[TestStatus, ...]
    evidence: tuple[Shown, ...]

    @property
    def evidence_count(self) -> int:
        """How much had been seen of it."""
        return len(self.evidence)


@dataclass(frozen=True, slots=True)
class CriterionOnDate:
    """One criterion on the date: what the controls in place that spoke to it came to."""

    reference: str
    outcome: Outcome
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnDate:
    """The answer: controls in place, those not, the log at that time, and the answer's digest."""

    at: datetime
    known_at: datetime | None
    controls: tuple[ControlOnDate, ...]
    criteria: tuple[CriterionOnDate, ...]
    not_in_place: int
    checkpoint: Checkpoint | None
    digest: str

    @property
    def with_evidence(self) -> int:
        """How many controls anything had been seen of."""
        return sum(bool(one.evidence_count) for one in self.controls)


def on_date(
    at: datetime, known_at: datetime | None = None, *, tests: Mapping[str, TestStatus] | None = None
) -> OnDate:
    """Controls in place at ``at`` with their evidence, in a constant number of queries.

    ``tests`` are the statuses of the same moment where they are at hand.
    """
    in_place, not_in_place = controls_then(min(at, known_at or at))
    statuses = test_statuses(at, known_at) if tests is None else tests
    speaking = tests_by_control(statuses)
    read_by = _entries_read(statuses, at, known_at)
    documents = _documents(at, known_at)
    lines = tuple(
        _line(one, speaking.get(one.key, []), read_by, documents.get(one.key, [])) for one in in_place
    )
    criteria = _criteria(in_place, lines)
    checkpoints = Checkpoint.objects.filter(signed_at__lte=known_at or at)
    return OnDate(
        at=at,
        known_at=known_at,
        controls=lines,
        criteria=criteria,
        not_in_place=not_in_place,
        checkpoint=checkpoints.order_by("-size").first(),
        digest=sha256_hex(canonical_json(_answer(lines, criteria))),
    )


def _entries_read(
    statuses: Mapping[str, TestStatus], at: datetime, known_at: datetime | None
) -> dict[str, list[Shown]]:
    """The entries that each test's last answer was drawn from and that it is sealed in."""
    keys = [one.result.pk for one in statuses.values() if one.result]
    cited = dict(Result.objects.filter(pk__in=keys).values_list("test_id", "inputs"))
    wanted = {seq for inputs in cited.values() for seq in inputs}
    shown = {one.seq: one for one in _shown(at, known_at, seq__in=wanted)}
    return {test_id: [shown[seq] for seq in inputs if seq in shown] for test_id, inputs in cited.items()}


def _documents(at: datetime, known_at: datetime | None) -> dict[str, list[Shown]]:
    """The documents handed in for each control that speak of the date or of earlier."""
    found: dict[str, list[Shown]] = {}
    entries = Entry.objects.filter(kind=EntryKind.DOCUMENT, observed_at__lte=at, period_from__lte=at)
    if known_at is not None:
        entries = entries.filter(recorded_at__lte=known_at)
    for one in entries.order_by("seq"):
        for key in body(one).get("controls", ()):
            found.setdefault(key, []).append(_of(one))
    return found


def _shown(at: datetime, known_at: datetime | None, **narrowed: Any) -> Iterable[Shown]:
    entries = Entry.objects.filter(observed_at__lte=at, **narrowed).defer("body")
    if known_at is not None:
        entries = entries.filter(recorded_at__lte=known_at)
    return [_of(one) for one in entries]


def _of(one: Entry) -> Shown:
    return Shown(one.seq, one.title, one.kind, one.observed_at, one.recorded_at, one.leaf_hash)


def _line(
    control: ControlThen,
    tests: list[TestStatus],
    read_by: Mapping[str, list[Shown]],
    documents: list[Shown],
) -> ControlOnDate:
    found = {one.seq: one for test in tests for one in read_by.get(test.test_id, ())}
    found |= {one.seq: one for one in documents}
    return ControlOnDate(
        key=control.key,
        title=control.title,
        standing=control.standing,
        outcome=worst(test.outcome for test in tests),
        tests=tuple(tests),
        evidence=tuple(sorted(found.values(), key=lambda one: one.seq)),
    )


def _criteria(in_place: Iterable[ControlThen], lines: Iterable[ControlOnDate]) -> tuple[CriterionOnDate, ...]:
    outcomes = {one.key: control_outcome(test.outcome for test in one.tests) for one in lines}
    speaking: dict[str, list[str]] = {}
    for one in in_place:
        for reference in one.criteria:
            speaking.setdefault(reference, []).append(one.key)
    return tuple(
        CriterionOnDate(reference, criterion_outcome(outcomes[key] for key in keys), tuple(sorted(keys)))
        for reference, keys in sorted(speaking.items())
    )


def _answer(lines: Iterable[ControlOnDate], criteria: Iterable[CriterionOnDate]) -> dict[str, Any]:
    """What the digest is taken over."""
    return {
        "controls": [_said(one) for one in lines],
        "criteria": [[one.reference, one.outcome.value, *one.controls] for one in criteria],
    }


def _said(one: ControlOnDate) -> dict[str, Any]:
    return {
        "control": one.key,
        "title": one.title,
        "state": one.standing.state,
        "since": clock.to_text(one.standing.since),
        "outcome": one.outcome.value if one.outcome else None,
        "evidence": [entry.leaf_hash for entry in one.evidence],
    }
