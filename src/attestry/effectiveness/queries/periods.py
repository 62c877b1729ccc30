"""Intervals over a period: of a test, of a control, of one item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from attestry.control_tests.models import Run
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.outcomes import history
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.results import latest_results, observation, observations
from attestry.effectiveness.queries.stretches import kept
from attestry.effectiveness.rules.interval import Interval, Observation, intervals, overlay
from attestry.effectiveness.rules.stretch import Stretch, as_known, bearing, extended


def test_intervals(
    test_ids: Sequence[str], *, from_at: datetime, until_at: datetime, known_at: datetime | None = None
) -> dict[str, tuple[Interval, ...]]:
    """The intervals of each test's verdict over the period, as known now or at ``known_at``."""
    found = _stretches(test_ids, until_at, known_at)
    return {
        one: intervals(
            tuple(bearing(found.get(one, ()), from_at=from_at, until_at=until_at)),
            from_at=from_at,
            until_at=until_at,
        )
        for one in test_ids
    }


def _stretches(
    test_ids: Sequence[str], until_at: datetime, known_at: datetime | None
) -> dict[str, tuple[Stretch, ...]]:
    held = kept()
    found = {one: held.tests.get(one, ()) for one in test_ids}
    if known_at is None:
        return found
    last = latest_results(until_at, known_at)
    known = {one: as_known(found[one], observation(last[one])) for one in test_ids if one in last}
    if late := [one for one in test_ids if one in held.late]:
        seen = observations(
            late, from_at=datetime.min.replace(tzinfo=UTC), until_at=until_at, known_at=known_at
        )
        known |= {one: extended((), seen.get(one, ())) for one in late}
    return known


test_intervals.__test__ = False  # type: ignore[attr-defined]


def control_intervals(
    tests: Mapping[str, Sequence[str]],
    *,
    from_at: datetime,
    until_at: datetime,
    known_at: datetime | None = None,
) -> dict[str, tuple[Interval, ...]]:
    """The intervals of controls from those of the tests that speak to each (control key to test ids)."""
    wanted = sorted({test_id for ids in tests.values() for test_id in ids})
    spans = test_intervals(wanted, from_at=from_at, until_at=until_at, known_at=known_at)
    return {key: overlay([spans[test_id] for test_id in ids]) for key, ids in tests.items()}


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """One item of a test's population over a period."""

    item_id: str
    item_name: str
    intervals: tuple[Interval, ...]


def item_history(test_id: str, item_id: str, *, from_at: datetime, until_at: datetime) -> ItemHistory | None:
    """How one item fared; None where the test never knew it."""
    changes = outcome_changes(test_id, item_id=item_id, until_at=until_at)
    if not changes:
        return None
    seen = observations([test_id], from_at=from_at, until_at=until_at).get(test_id, [])
    spans = item_intervals(changes, seen, from_at=from_at, until_at=until_at)
    return ItemHistory(item_id, changes[-1].item_name, spans)


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """From a run on, an item has an outcome; None: it left the population."""

    item_id: str
    item_name: str
    outcome: Outcome | None
    reason: str
    details: str
    at: datetime
    entry_seq: int


def item_intervals(
    changes: Sequence[OutcomeChange],
    runs: Sequence[Observation],
    *,
    from_at: datetime,
    until_at: datetime,
) -> tuple[Interval, ...]:
    """An item's intervals: its outcome at each run of the test, and unknown where none ran."""
    seen: list[Observation] = []
    position, current = 0, None
    for change in changes:
        if change.at < (runs[0].at if runs else until_at):
            current, position = change, position + 1
    for run in runs:
        while position < len(changes) and changes[position].at <= run.at:
            current, position = changes[position], position + 1
        if current is not None:
            # An item that left is not unobserved: the run looked, and it was not there.
            outcome = current.outcome or Outcome.NOT_APPLICABLE
            seen.append(Observation(run.at, run.holds_until, outcome, current.reason, run.entry_seq))
    return intervals(seen, from_at=from_at, until_at=until_at)


def outcome_changes(test_id: str, *, item_id: str | None = None, until_at: datetime) -> list[OutcomeChange]:
    """The log of one test up to an instant, oldest first; of one item where it is given."""
    narrowed = "test_id = $test" + (" AND item_id = $item" if item_id is not None else "")
    values = {"test": test_id, **({"item": item_id} if item_id is not None else {})}
    rows = history(narrowed=narrowed, values=values)
    runs = Run.objects.filter(as_of__lte=until_at).in_bulk({row[5] for row in rows})
    return [
        OutcomeChange(
            item,
            name or item,
            None if outcome == LEFT else Outcome(outcome),
            reason,
            details or "{}",
            runs[ordinal].as_of,
            runs[ordinal].entry_seq,
        )
        for item, name, outcome, reason, details, ordinal in rows
        if ordinal in runs
    ]
