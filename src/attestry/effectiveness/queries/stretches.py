"""What every test said since it was first asked, as stretches; kept by the process and in the cache.

Results are only ever added, so each is read once. What is kept names the act of the journal that it
was made after, whose hash stands for all before it: in another home's past, as after a restore, it
is made anew.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from attestry.control_tests.models import Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.queries.results import observation
from attestry.effectiveness.rules.interval import Observation
from attestry.effectiveness.rules.stretch import Stretch, extended
from attestry.journal.models import JournalEntry
from attestry.journal.queries import head

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Kept:
    """The stretches of every test up to the result ``pk``, and the ``act`` they were made after.

    ``late`` are the tests of which something was learned after what came later.
    """

    pk: int = 0
    act: tuple[int, str] = (0, "")
    late: frozenset[str] = frozenset()
    tests: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)


_guard = threading.Lock()
_kept = Kept()


def kept() -> Kept:
    """What is kept, brought up to date: two queries and what is new."""
    global _kept  # noqa: PLW0603
    with _guard:
        _kept = _brought_up_to_date(_kept if _kept.pk else _read())
        return _kept


def forget() -> None:
    """Drop what is kept: the next question reads every result."""
    global _kept  # noqa: PLW0603
    with _guard:
        _kept = Kept()
        _place().unlink(missing_ok=True)


def _brought_up_to_date(before: Kept) -> Kept:
    seq, digest = before.act
    if before.pk and not JournalEntry.objects.filter(seq=seq, hash=digest).exists():
        before = Kept()
    found = list(Result.objects.filter(pk__gt=before.pk).defer("inputs").order_by("pk"))
    if not found:
        return before
    new: dict[str, list[Observation]] = defaultdict(list)
    for one in found:
        new[one.test_id].append(observation(one))
    late = {test_id for test_id, seen in new.items() if _is_late(before.tests.get(test_id, ()), seen)}
    tests = {
        test_id: extended((), _all_of(test_id))
        if test_id in late
        else extended(before.tests.get(test_id, ()), seen)
        for test_id, seen in new.items()
    }
    grown = Kept(found[-1].pk, head(), before.late | late, {**before.tests, **tests})
    _write(grown)
    return grown


def _is_late(known: Sequence[Stretch], seen: Sequence[Observation]) -> bool:
    """Whether somebody spoke of a time that is over: its place is among what is kept."""
    instants = [*(one.last_at for one in known[-1:]), *(one.at for one in seen)]
    return any(after <= before for before, after in pairwise(instants))


def _all_of(test_id: str) -> list[Observation]:
    rows = Result.objects.filter(test_id=test_id).defer("inputs").order_by("as_of", "pk")
    return [observation(one) for one in rows]


def _place() -> Path:
    return settings.HOME.cache / "verdicts.json"


def _read() -> Kept:
    """What an earlier process kept; nothing where it is missing, unreadable, or of another make."""
    try:
        said: dict[str, Any] = orjson.loads(_place().read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return Kept()
    if said.get("format") != FORMAT:
        return Kept()
    tests = {test_id: tuple(_stretch(row) for row in rows) for test_id, rows in said["tests"].items()}
    return Kept(said["pk"], (said["act"][0], said["act"][1]), frozenset(said["late"]), tests)


def _stretch(row: Sequence[Any]) -> Stretch:
    outcome, reason, first_at, first_seq, last_at, last_seq, holds_until = row
    first, last, until = (datetime.fromisoformat(text) for text in (first_at, last_at, holds_until))
    return Stretch(Outcome(outcome), reason, first, first_seq, last, last_seq, until)


def _write(grown: Kept) -> None:
    """Leave it to the next process. A disk that takes no more costs that one a reading, and nobody a page."""
    tests = {
        test_id: [
            [one.outcome, one.reason, one.first_at, one.first_seq, one.last_at, one.last_seq, one.holds_until]
            for one in rows
        ]
        for test_id, rows in grown.tests.items()
    }
    late = sorted(grown.late)
    said = {"format": FORMAT, "pk": grown.pk, "act": grown.act, "late": late, "tests": tests}
    half = _place().with_suffix(f".{os.getpid()}-{threading.get_ident()}.half")
    try:
        half.write_bytes(orjson.dumps(said))
        half.replace(_place())
    except OSError:
        with suppress(OSError):
            half.unlink(missing_ok=True)
