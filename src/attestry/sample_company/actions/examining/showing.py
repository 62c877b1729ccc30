"""Which entries of the ledger show a control: documents about it, and what its tests read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from attestry.control_tests.models import Result
from attestry.control_tests.queries import definitions
from attestry.evidence.models import Entry, EntryKind
from attestry.kit import clock
from attestry.ui.words import counted_words, day_words


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry, what was read in it, and what it shows."""

    seq: int
    item: str
    seen: str
    result: Result | None = None


def shown_of(key: str, *, until: datetime) -> list[Shown]:
    """What shows a control up to an instant: tests that fail, its documents, then the tests that hold."""
    tested = _tests(key, until)
    failing = [one for one in tested if one.result is not None and one.result.failed]
    return [*failing, *_documents(key), *(one for one in tested if one not in failing)]


def speaking_tests(key: str) -> list[str]:
    """The control tests that speak of a control."""
    return [one for one, definition in definitions().items() if key in definition.meaning.controls]


def failures_of(tests: Sequence[str], *, first: datetime, until: datetime) -> dict[str, tuple[int, int]]:
    """The tests that failed in a period: how many runs of how many."""
    spoken = Result.objects.filter(test_id__in=tests, run__as_of__gte=first, run__as_of__lt=until)
    counted = spoken.values("test_id").annotate(runs=Count("pk"), bad=Count("pk", filter=Q(failed__gt=0)))
    return {one["test_id"]: (one["bad"], one["runs"]) for one in counted.order_by("test_id") if one["bad"]}


def input_of(result: Result) -> int:
    """The newest entry that a result was reckoned from."""
    return int(max(result.inputs))


def _documents(key: str) -> list[Shown]:
    found = Entry.objects.filter(kind=EntryKind.DOCUMENT, body__contains=f'"{key}"').order_by("-seq")[:2]
    return [
        Shown(one.seq, one.title, f"It says for {_days(one)} how the control was performed.") for one in found
    ]


def _days(one: Entry) -> str:
    if one.period_from is None or one.period_until is None:
        return day_words(clock.now())
    last = one.period_until - timedelta(seconds=1)
    return f"{day_words(one.period_from)} to {day_words(last)}"


def _tests(key: str, until: datetime) -> list[Shown]:
    known = definitions()
    found = []
    for test_id in speaking_tests(key):
        last = Result.objects.filter(test_id=test_id, run__as_of__lt=until).order_by("-run__ordinal").first()
        if last is None or not last.inputs or not last.counts.total:
            continue
        title = known[test_id].meaning.title
        seen = (
            f"{last.passed} of {counted_words(last.counts.total, 'item')} hold as of {day_words(last.as_of)}."
        )
        found.append(Shown(input_of(last), title, seen, last))
    return found
