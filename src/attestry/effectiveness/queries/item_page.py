"""One item of a test's population: its spans, both bounds of each change, and what proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from attestry.control_tests.models import Result
from attestry.control_tests.queries import definition
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.periods import OutcomeChange, item_intervals, outcome_changes
from attestry.effectiveness.queries.results import observations
from attestry.effectiveness.rules.interval import Interval, Observation, exposure
from attestry.effectiveness.rules.promise import Promise
from attestry.evidence.models import Entry
from attestry.kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class Proof:
    """An entry that a change rests on: the run that concluded it, or a reading that it was drawn from."""

    seq: int
    title: str
    kind: str
    observed_at: datetime
    recorded_at: datetime
    leaf_hash: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an item's outcome: it happened after ``after`` and at the latest at ``at``.

    ``after`` is None where nothing was known of the item before. ``outcome`` is None where the
    item left the population.
    """

    outcome: Outcome | None
    before: Outcome | None
    after: datetime | None
    at: datetime
    reason: str
    details: dict[str, Any]
    run: Proof | None
    inputs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item of one test as of an instant, over a period."""

    definition: Definition
    item_id: str
    item_name: str
    outcome: Outcome | None
    reason: str
    details: dict[str, Any]
    spans: tuple[Interval, ...]
    changes: tuple[Change, ...]
    promise: Promise | None
    failed_for: float


def item_page(test_id: str, item_id: str, *, from_at: datetime, at: datetime) -> ItemPage:
    """One item's page, changes newest first. Raises TestUnknown, or NotFound for a strange item."""
    one = definition(test_id)
    log = outcome_changes(test_id, item_id=item_id, until_at=at)
    if not log:
        raise NotFound(
            f"“{item_id}” was never in the population of this test.",
            next_step="Look for it among the test's items.",
        )
    runs = observations([test_id], from_at=log[0].at, until_at=at).get(test_id, [])
    spans = item_intervals(log, runs, from_at=from_at, until_at=at)
    last = log[-1]
    promise = None
    if last.outcome is Outcome.FAIL:
        promise = Promise(last.at, one.meaning.respond_within, at)
    return ItemPage(
        definition=one,
        item_id=item_id,
        item_name=last.item_name,
        outcome=last.outcome,
        reason=last.reason,
        details=orjson.loads(last.details),
        spans=spans,
        changes=_changes(test_id, log, runs),
        promise=promise,
        failed_for=exposure(spans, Outcome.FAIL).total_seconds(),
    )


def _changes(test_id: str, log: list[OutcomeChange], runs: list[Observation]) -> tuple[Change, ...]:
    seqs = {one.entry_seq for one in log}
    results = Result.objects.filter(test_id=test_id, entry_seq__in=seqs).values_list("entry_seq", "inputs")
    inputs: dict[int, list[int]] = dict(results)
    wanted = seqs | {seq for cited in inputs.values() for seq in cited}
    proofs = {
        one.seq: Proof(one.seq, one.title, one.kind, one.observed_at, one.recorded_at, one.leaf_hash)
        for one in Entry.objects.filter(seq__in=wanted).defer("body")
    }
    answer, before = [], None
    for one in log:
        answer.append(
            Change(
                outcome=one.outcome,
                before=before.outcome if before else None,
                after=max((run.at for run in runs if run.at < one.at), default=None) if before else None,
                at=one.at,
                reason=one.reason,
                details=orjson.loads(one.details),
                run=proofs.get(one.entry_seq),
                inputs=tuple(proofs[seq] for seq in inputs.get(one.entry_seq, ()) if seq in proofs),
            )
        )
        before = one
    return tuple(reversed(answer))
