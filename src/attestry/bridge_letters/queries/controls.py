"""Controls in the days of a letter: which changed, which failed, and of which the evidence ends too early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from attestry.bridge_letters.queries.sources import Span, acts_in, grouped, journal_sources, told
from attestry.bridge_letters.rules.change import Change, ChangeKind, Source
from attestry.control_tests.models import Run
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.models import Control
from attestry.controls.rules.control import IN_USE
from attestry.effectiveness.queries.controls_then import in_force_at
from attestry.effectiveness.queries.status import TestStatus, status_of, test_statuses, tests_by_control
from attestry.effectiveness.queries.stretches import kept
from attestry.effectiveness.rules.stretch import Stretch
from attestry.journal.models import JournalEntry
from attestry.ui.words import day_words

_WORDS = {
    "controls.add": "added",
    "controls.edit": "edited",
    "controls.adopt": "adopted",
    "controls.adopt_all": "adopted",
    "controls.go_live": "put into operation",
    "controls.retire": "retired",
    "controls.assign_owner": "given to another owner",
    "controls.sync": "brought to the library's newer text",
}


@dataclass(frozen=True, slots=True)
class OfControls:
    """What the records tell of controls, those of which they tell nothing, and how far evidence reaches."""

    changes: tuple[Change, ...]
    unspoken: tuple[str, ...]
    reaches_on: date | None


def of_controls(span: Span) -> OfControls:
    """Controls in force at the beginning or the end of the span, in a constant number of queries."""
    ending = {one.key: one for one in in_force_at(span.end)}
    in_force = {**{one.key: one for one in in_force_at(span.start)}, **ending}
    tests = tests_by_control(test_statuses(span.end))
    changes = (
        *_changed(span, in_force),
        *_failed(span, in_force, tests),
        *_unseen(span, ending, tests),
    )
    unspoken = tuple(sorted(key for key in ending if not tests.get(key)))
    return OfControls(changes, unspoken, _reach(span))


def _reach(span: Span) -> date | None:
    """The day of the last pass over the control tests in the span; None where there was none."""
    last = Run.objects.filter(as_of__gte=span.start, as_of__lt=span.end).order_by("-as_of").first()
    return last.as_of.date() if last else None


def _changed(span: Span, in_force: Mapping[str, Control]) -> Iterator[Change]:
    """Controls that somebody changed and that were in use on some day of the span."""
    acts = [one for one in acts_in(span, "controls") if one.act in _WORDS]
    by_key = grouped(acts, _keys)
    passing = [key for key, done in by_key.items() if key not in in_force and any(map(_is_of_use, done))]
    known = {**in_force, **{one.key: one for one in Control.objects.filter(key__in=passing)}}
    for key, done in sorted(by_key.items()):
        if key in known:
            yield Change(
                key=f"control:{key}",
                kind=ChangeKind.CONTROL,
                title=str(known[key]),
                words=told(done, _WORDS),
                on=done[0].at.date(),
                sources=journal_sources(done),
            )


def _is_of_use(one: JournalEntry) -> bool:
    """Whether the act took a control into use or out of it."""
    return any((said or {}).get("state") in IN_USE for said in (one.before, one.after))


def _keys(one: JournalEntry) -> Iterable[str]:
    kind, _, key = one.subject.partition(":")
    after = one.after or {}
    if kind == "control":
        return [key]
    if one.act == "controls.sync":
        return [str(each) for name in ("updated", "withdrawn") for each in after.get(name, ())]
    return [str(each) for each in after.get("adopted", ())]


def _failed(
    span: Span, in_force: Mapping[str, Control], tests: Mapping[str, list[TestStatus]]
) -> Iterator[Change]:
    stretches = kept().tests
    for key in sorted(in_force):
        failing = [
            (test, one)
            for test in tests.get(key, ())
            for one in stretches.get(test.test_id, ())
            if one.outcome is Outcome.FAIL and one.first_at < span.end and one.holds_until > span.start
        ]
        if failing:
            yield _failure(span, in_force[key], failing)


def _failure(span: Span, control: Control, failing: list[tuple[TestStatus, Stretch]]) -> Change:
    still = {test.test_id for test, _ in failing if test.outcome is Outcome.FAIL}
    begun = max(span.start, min(one.first_at for _, one in failing)).date()
    words = "; ".join(_spoken(span, test, one) for test, one in failing)
    ends = "It still fails on the last day." if still else "On the last day nothing of it fails."
    seqs = dict.fromkeys(
        str(seq) for _, one in failing for seq in (one.first_seq, one.last_seq) if seq is not None
    )
    return Change(
        key=f"outcome:{control.key}",
        kind=ChangeKind.OUTCOME,
        title=str(control),
        words=f"{words}. {ends}",
        on=begun,
        sources=tuple(Source("entry", seq) for seq in seqs),
        bars_no_change=bool(still),
    )


def _spoken(span: Span, test: TestStatus, one: Stretch) -> str:
    first, last = one.first_at.date(), min(one.last_at, span.end).date()
    when = f"on {day_words(first)}" if first == last else f"from {day_words(first)} to {day_words(last)}"
    return f"“{test.title}” failed {when}"


def _unseen(
    span: Span, ending: Mapping[str, Control], tests: Mapping[str, list[TestStatus]]
) -> Iterator[Change]:
    for key in sorted(ending):
        status = status_of(ending[key], tests.get(key, []))
        if status.tests and status.outcome is Outcome.UNKNOWN:
            seqs = dict.fromkeys(str(one.result.entry_seq) for one in status.tests if one.result)
            yield Change(
                key=f"unseen:{key}",
                kind=ChangeKind.UNSEEN,
                title=str(ending[key]),
                words=f"On the last day nobody can say how it stands. {status.reason}.",
                on=span.until_on,
                sources=tuple(Source("entry", seq) for seq in seqs),
                bars_no_change=True,
            )
