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
from attestry.controls.models import Control
from attestry.effectiveness.queries.status import TestStatus, test_statuses, tests_by_control
from attestry.evidence.models import Checkpoint, Entry, EntryKind
from attestry.evidence.queries import body
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.digest import canonical_json, sha256_hex

IN_PLACE = ("adopted", "live")


@dataclass(frozen=True, slots=True)
class Standing:
    """A control's state on a date and the journal entry that brought it there."""

    state: str
    since: datetime
    owner: str
    journal_seq: int


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
    evidence_count: int


@dataclass(frozen=True, slots=True)
class OnDate:
    """The answer: controls in place, those not, the log at that time, and the answer's digest."""

    at: datetime
    known_at: datetime | None
    controls: tuple[ControlOnDate, ...]
    not_in_place: int
    checkpoint: Checkpoint | None
    digest: str

    @property
    def with_evidence(self) -> int:
        """How many controls anything had been seen of."""
        return sum(bool(one.evidence_count) for one in self.controls)


def on_date(at: datetime, known_at: datetime | None = None) -> OnDate:
    """Controls in place at ``at`` with their evidence, in a constant number of queries."""
    standings = standings_at(at)
    statuses = test_statuses(at, known_at)
    tests = tests_by_control(statuses)
    read_by = _entries_read(statuses, at, known_at)
    documents = _documents(at, known_at)
    controls = {one.key: one for one in Control.objects.order_by("category__position", "key")}
    in_place = [key for key in controls if standings.get(key) and standings[key].state in IN_PLACE]
    lines = tuple(
        _line(controls[key], standings[key], tests.get(key, []), read_by, documents.get(key, []))
        for key in in_place
    )
    checkpoints = Checkpoint.objects.filter(signed_at__lte=known_at or at)
    return OnDate(
        at=at,
        known_at=known_at,
        controls=lines,
        not_in_place=len(controls) - len(lines),
        checkpoint=checkpoints.order_by("-size").first(),
        digest=sha256_hex(canonical_json([_said(one) for one in lines])),
    )


def standings_at(at: datetime) -> dict[str, Standing]:
    """Each control's state at an instant, from the journal's acts on controls, in one query."""
    found: dict[str, Standing] = {}
    acts = JournalEntry.objects.filter(act__startswith="controls.", at__lte=at).order_by("seq")
    for one in acts.only("seq", "at", "subject", "after").iterator(chunk_size=2000):
        for key, state, owner in said_of_controls(one):
            before = found.get(key)
            if before and before.state == state:
                found[key] = Standing(state, before.since, owner, before.journal_seq)
            else:
                found[key] = Standing(state, one.at, owner or (before.owner if before else ""), one.seq)
    return found


def said_of_controls(entry: JournalEntry) -> Iterable[tuple[str, str, str]]:
    """Each control that an act on controls speaks of: its key, the state it then had, and its owner."""
    after: Mapping[str, Any] = entry.after or {}
    kind, _, key = entry.subject.partition(":")
    if kind == "control" and "state" in after:
        yield key, str(after["state"]), str(after.get("owner") or "")
    for adopted in after.get("adopted", ()) if kind == "system" else ():
        yield str(adopted), "adopted", ""


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
    control: Control,
    standing: Standing,
    tests: list[TestStatus],
    read_by: Mapping[str, list[Shown]],
    documents: list[Shown],
) -> ControlOnDate:
    found = {one.seq: one for test in tests for one in read_by.get(test.test_id, ())}
    found |= {one.seq: one for one in documents}
    evidence = tuple(sorted(found.values(), key=lambda one: one.seq))
    return ControlOnDate(
        key=control.key,
        title=control.title,
        standing=standing,
        outcome=worst(test.outcome for test in tests),
        tests=tuple(tests),
        evidence=evidence[:6],
        evidence_count=len(evidence),
    )


def _said(one: ControlOnDate) -> dict[str, Any]:
    return {
        "control": one.key,
        "state": one.standing.state,
        "since": clock.to_text(one.standing.since),
        "outcome": one.outcome.value if one.outcome else None,
        "evidence": [entry.leaf_hash for entry in one.evidence],
    }
