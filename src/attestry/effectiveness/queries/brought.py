"""What is known to speak to each control over a period: tests' answers, findings, documents, excusals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from attestry.control_tests.models import Aspect, Result
from attestry.control_tests.queries import definitions
from attestry.controls.rules.control import IN_USE
from attestry.effectiveness.queries.answers import answers_of
from attestry.effectiveness.queries.controls_then import said_of_controls
from attestry.effectiveness.queries.excusals import accepted_spans
from attestry.effectiveness.rules.answers import Basis, Stream
from attestry.effectiveness.rules.coverage_map import Brought, Came, Span
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import body
from attestry.journal.models import JournalEntry


def brought(
    in_use: Mapping[str, Sequence[Span]],
    *,
    from_at: datetime,
    until_at: datetime,
    at: datetime,
    known_at: datetime | None,
) -> dict[str, Brought]:
    """Everything that speaks to the controls in [from_at, until_at), as of ``at``; five queries.

    ``in_use`` names the controls, and says when each was in use.
    """
    keys = list(in_use)
    tests = tests_of(keys)
    wanted = {test_id for ids in tests.values() for test_id in ids}
    answers = answers_of(wanted, from_at=from_at, until_at=min(until_at, at), known_at=known_at)
    streams = {key: Stream(definitions()[key].meaning.title, found) for key, found in answers.items()}
    came = _came(from_at, min(until_at, at), known_at)
    excused = accepted_spans(keys, known_at=known_at)
    return {
        key: Brought(
            streams=[streams[test_id] for test_id in tests[key] if test_id in streams],
            came=came.get(key, []),
            in_use=in_use[key],
            excused=excused.get(key, []),
        )
        for key in keys
    }


def tests_of(keys: Collection[str]) -> Mapping[str, list[str]]:
    """The library's tests that speak to each control."""
    found: dict[str, list[str]] = {key: [] for key in keys}
    for one in definitions().values():
        for key in one.meaning.controls:
            if key in found:
                found[key].append(one.id)
    return found


def spans_in_use(at: datetime) -> dict[str, list[Span]]:
    """When each control was in use, up to an instant, from the journal's acts on controls."""
    found: dict[str, list[Span]] = defaultdict(list)
    acts = JournalEntry.objects.filter(act__startswith="controls.", at__lte=at).order_by("seq")
    for one in acts.only("seq", "at", "subject", "after").iterator(chunk_size=2000):
        for key, state, _ in said_of_controls(one):
            spans = found[key]
            is_open = bool(spans) and spans[-1].until_at is None
            if state in IN_USE and not is_open:
                spans.append(Span(one.at))
            elif state not in IN_USE and is_open:
                spans[-1] = Span(spans[-1].from_at, one.at)
    return found


def _came(from_at: datetime, until_at: datetime, known_at: datetime | None) -> dict[str, list[Came]]:
    found: dict[str, list[Came]] = defaultdict(list)
    findings = Result.objects.filter(run=None, as_of__gte=from_at, as_of__lt=until_at)
    documents = Entry.objects.filter(
        kind=EntryKind.DOCUMENT, period_until__gt=from_at, period_from__lt=until_at, observed_at__lte=until_at
    )
    if known_at is not None:
        findings, documents = (
            findings.filter(recorded_at__lte=known_at),
            documents.filter(recorded_at__lte=known_at),
        )
    for one in findings.exclude(aspect=Aspect.DESIGN).defer("inputs"):
        found[one.control_id].append(
            Came(
                Basis.FINDING, one.conclusion[:80], one.as_of, one.as_of, one.recorded_at, one.outcome,
                one.entry_seq,
            )
        )  # fmt: skip
    for entry in documents.order_by("seq"):
        start, end = entry.period_from or entry.observed_at, entry.period_until or entry.observed_at
        for key in body(entry).get("controls", ()):
            found[str(key)].append(
                Came(Basis.DOCUMENT, entry.title, start, end, entry.recorded_at, None, entry.seq)
            )
    return found
