"""The walk over a period: from a criterion through each interval to the entries that opened and kept it.

Intervals are made anew from the answers, never from what a page keeps of them. Each answer is held to
what was sealed of it; the evidence of those that open an interval is hashed again, and the log over
all of it is followed to its signed root and, where there is one, to its time stamp.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.proof import Node, chosen_controls, entry_node, tree
from attestry.effectiveness.queries.proof_entries import SealedThings
from attestry.effectiveness.queries.proof_stamp import StampFound, stamp_over_entries
from attestry.effectiveness.queries.results import observations
from attestry.effectiveness.queries.sealed_answers import differs_from_sealed
from attestry.effectiveness.queries.status import ControlStatus, TestStatus, control_statuses
from attestry.effectiveness.rules.interval import Interval, Observation, intervals, overlay
from attestry.kit.errors import Invalid
from attestry.ui.addresses import address
from attestry.ui.words import counted_words, instant_words, share_words, span_words

Answers = Mapping[tuple[str, int], Result]


@dataclass(frozen=True, slots=True)
class PeriodWalk:
    """The whole walk over [from_at, until_at). ``broken`` names what does not match."""

    reference: str
    from_at: datetime
    until_at: datetime
    root: Node
    interval_count: int
    answers_checked: int
    entries_checked: int
    blobs_checked: int
    checkpoint_size: int
    checkpoint_root: str
    is_signed: bool
    stamp: StampFound
    broken: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([*tree(self.root, "", ""), "", *self.said()])

    def said(self) -> list[str]:
        """What the checking came to, as sentences."""
        period = f"[{instant_words(self.from_at)}, {instant_words(self.until_at)})"
        counted = (
            f"{self.interval_count} intervals of {period}, from {self.answers_checked} answers held to what "
            f"was sealed; {self.entries_checked} entries and {self.blobs_checked} sealed files hashed again."
        )
        lines = [counted]
        if self.is_signed:
            size, root = self.checkpoint_size, self.checkpoint_root
            lines.append(f"The signed root over {size} entries covers them: {root}")
        else:
            lines.append("No signed root covers all of these entries yet.")
        return [*lines, self.stamp.words, *(f"BROKEN: {one}" for one in self.broken)]


def prove_period(
    reference: str, *, from_at: datetime, until_at: datetime, known_at: datetime | None = None
) -> PeriodWalk:
    """The walk from a criterion (CC6.1) or a control (ACC-01) over [from_at, until_at).

    Raises Invalid for an empty period, UnknownCriterion, UnknownControl. A constant number of
    queries, however many intervals there are.
    """
    if from_at >= until_at:
        raise Invalid("The period ends before it begins.", next_step="Choose a later end.")
    chosen, top = chosen_controls(reference, control_statuses(until_at, known_at))
    tests = {test.test_id: test for control in chosen for test in control.tests}
    seen = observations(list(tests), from_at=from_at, until_at=until_at, known_at=known_at)
    spans = {one: intervals(seen.get(one, ()), from_at=from_at, until_at=until_at) for one in tests}
    answers = _answers(seen)
    opening = {span.entry_seq for each in spans.values() for span in each}
    cited = {seq for (_, at_entry), one in answers.items() if at_entry in opening for seq in one.inputs}
    named = {seq for _, seq in answers} | cited
    sealed = SealedThings(named)
    wrong = {key: differs_from_sealed(result, sealed.logged.get(key[1])) for key, result in answers.items()}
    period = _Period(spans, seen, answers, wrong, sealed)
    children = tuple(period.control(one) for one in sorted(chosen, key=lambda one: one.control.key))
    stamp = stamp_over_entries([sealed.logged[seq] for seq in sorted(sealed.logged)])
    return PeriodWalk(
        reference=reference,
        from_at=from_at,
        until_at=until_at,
        root=children[0] if top is None else replace(top, children=children),
        interval_count=sum(len(each) for each in spans.values()),
        answers_checked=len(answers),
        entries_checked=len(sealed.entries),
        blobs_checked=sealed.blobs_checked,
        checkpoint_size=sealed.checkpoint.size if sealed.checkpoint else 0,
        checkpoint_root=sealed.checkpoint.root if sealed.checkpoint else "",
        is_signed=sealed.is_signed,
        stamp=stamp,
        broken=(*sealed.broken, *(one for one in wrong.values() if one), *stamp.broken),
    )


def _answers(seen: Mapping[str, Sequence[Observation]]) -> dict[tuple[str, int], Result]:
    """The results behind the observations, by test and entry."""
    wanted = {
        (test, one.entry_seq) for test, each in seen.items() for one in each if one.entry_seq is not None
    }
    seqs = [seq for _, seq in wanted]
    if not seqs:
        return {}
    # Those of a span are asked for: a long period has more of them than a question may name.
    found = Result.objects.filter(test_id__in=list(seen), entry_seq__range=(min(seqs), max(seqs)))
    return {key: one for one in found if (key := (one.test_id, one.entry_seq)) in wanted}


@dataclass(frozen=True, slots=True)
class _Period:
    """What the steps of the walk are made from."""

    spans: Mapping[str, Sequence[Interval]]
    seen: Mapping[str, Sequence[Observation]]
    answers: Answers
    wrong: Mapping[tuple[str, int], str]
    sealed: SealedThings

    def control(self, status: ControlStatus) -> Node:
        """A control with its tests, and how long each outcome stood."""
        row = overlay([self.spans[one.test_id] for one in status.tests])
        return Node(
            kind="control",
            label=f"{status.control.key} {status.control.title}",
            outcome=_worst(row).value,
            reason=_shares(row) or "nothing tests this control yet",
            url=address("control", status.control.key),
            children=tuple(self.test(one) for one in status.tests),
        )

    def test(self, status: TestStatus) -> Node:
        """A test with its intervals over the period."""
        spans = self.spans[status.test_id]
        definition = definitions().get(status.test_id)
        tables = set(definition.meaning.reads) if definition else set()
        seen = self.seen.get(status.test_id, ())
        instants = [one.at for one in seen]
        within = [
            seen[bisect_left(instants, one.from_at) : bisect_left(instants, one.until_at)] for one in spans
        ]
        return Node(
            kind="test",
            label=status.title,
            outcome=_worst(spans).value,
            reason=_shares(spans),
            url=address("control_test", status.test_id),
            children=tuple(
                self._interval(status.test_id, one, given, tables)
                for one, given in zip(spans, within, strict=True)
            ),
        )

    def _interval(self, test_id: str, span: Interval, given: Sequence[Observation], tables: set[str]) -> Node:
        edges = [seq for seq in dict.fromkeys((span.entry_seq, span.last_seq)) if seq is not None]
        within = {one.entry_seq for one in given}
        behind = [seq for seq in {*edges, *within} if seq is not None] if edges else []
        wrong = [seq for seq in behind if self.wrong.get((test_id, seq), "it holds no such answer")]
        return Node(
            kind="interval",
            label=(
                f"{instant_words(span.from_at)} to {instant_words(span.until_at)}"
                f"{', open' if span.is_open else ''}, {span_words(span.length)}"
            ),
            outcome=span.outcome.value,
            reason=f"{span.reason}; {counted_words(len(behind), 'answer')}" if behind else span.reason,
            holds=not wrong if behind else None,
            children=tuple(
                self._edge("opened by" if number == 0 else "last shown by", test_id, seq, tables)
                for number, seq in enumerate(edges)
            ),
        )

    def _edge(self, role: str, test_id: str, seq: int, tables: set[str]) -> Node:
        entry, result = self.sealed.entry(seq), self.answers.get((test_id, seq))
        if entry is None:
            return Node(role, f"entry {seq}, which is missing", holds=False)
        above = entry_node(entry, set())
        inputs = (self.sealed.entry(one) for one in result.inputs) if result else ()
        # What the last answer was drawn from is checked with the rest; the first shows the walk to bytes.
        below = tuple(entry_node(one, tables) for one in inputs if one) if role == "opened by" else ()
        return replace(above, kind=role, children=(*above.children, *below))


def _worst(spans: Iterable[Interval]) -> Outcome:
    order = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.EMPTY, Outcome.PASS, Outcome.NOT_APPLICABLE)
    found = {span.outcome for span in spans}
    return next((one for one in order if one in found), Outcome.UNKNOWN)


def _shares(spans: Sequence[Interval]) -> str:
    """How long each outcome stood, as a share of the period."""
    if not spans:
        return ""
    whole = spans[-1].until_at - spans[0].from_at
    lengths = {
        one: sum(span.length.total_seconds() for span in spans if span.outcome is one) for one in Outcome
    }
    return ", ".join(
        f"{one.value.replace('_', ' ')} {share_words(length, whole.total_seconds())}"
        for one, length in lengths.items()
        if length
    )
