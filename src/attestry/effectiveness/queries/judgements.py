"""What people judged and brought over a period, and which tests were able to say no in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from attestry.control_tests.models import MutationScore, Result
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.outcome import Outcome
from attestry.effectiveness.models import ExcusalDecision
from attestry.effectiveness.queries.owners import Owners, owners
from attestry.effectiveness.queries.results import known
from attestry.effectiveness.rules.habits import Judged
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import body


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person found of a control, in their words; ``owner`` answered for it then, "" nobody."""

    judged: Judged
    conclusion: str
    is_failing: bool
    owner: str


@dataclass(frozen=True, slots=True)
class Judgements:
    """Everything that people judged and brought in a period.

    ``pieces`` are documents and findings: the controls that each speaks of, and when it was recorded.
    ``ended_excusals`` are the controls of accepted excusals that were over, once for each.
    """

    findings: tuple[Finding, ...]
    decisions: tuple[Judged, ...]
    pieces: tuple[tuple[frozenset[str], datetime], ...]
    ended_excusals: tuple[str, ...]


def judgements(*, from_at: datetime, at: datetime, known_at: datetime | None = None) -> Judgements:
    """What was recorded in [from_at, at], as known on ``known_at``, in five queries."""
    until = min(at, known_at or at)
    findings = _findings(from_at, until)
    documents = Entry.objects.filter(
        kind=EntryKind.DOCUMENT, recorded_at__gte=from_at, recorded_at__lte=until
    )
    pieces = [(frozenset(map(str, body(one).get("controls", ()))), one.recorded_at) for one in documents]
    pieces += [(frozenset({one.judged.control}), one.judged.at) for one in findings]
    return Judgements(findings, _decisions(from_at, until), tuple(pieces), _ended_excusals(at, until))


def _findings(from_at: datetime, until: datetime) -> tuple[Finding, ...]:
    found = list(
        Result.objects.filter(run=None, recorded_at__gte=from_at, recorded_at__lte=until)
        .exclude(control_id="")
        .order_by("recorded_at", "pk")
    )
    sealed = Entry.objects.filter(seq__in=[one.entry_seq for one in found])
    by = {one.seq: str(body(one).get("performed_by", "")) for one in sealed}
    owned = owners() if found else Owners({})
    return tuple(
        Finding(
            Judged(one.control_id, by.get(one.entry_seq, ""), one.recorded_at),
            one.conclusion,
            one.verdict == Outcome.FAIL,
            owned.at(f"control:{one.control_id}", one.recorded_at),
        )
        for one in found
    )


def _decisions(from_at: datetime, until: datetime) -> tuple[Judged, ...]:
    found = ExcusalDecision.objects.filter(decided_at__gte=from_at, decided_at__lte=until)
    return tuple(
        Judged(one.excusal.control.key, one.decided_by, one.decided_at, one.excusal.asked_at)
        for one in found.select_related("excusal__control").order_by("decided_at", "pk")
    )


def _ended_excusals(at: datetime, until: datetime) -> tuple[str, ...]:
    found = ExcusalDecision.objects.filter(is_accepted=True, decided_at__lte=until, excusal__until_at__lte=at)
    return tuple(found.order_by("pk").values_list("excusal__control__key", flat=True))


def challenged_tests(
    test_ids: Collection[str], *, from_at: datetime, at: datetime, known_at: datetime | None = None
) -> frozenset[str]:
    """The tests that found something failing in [from_at, at), or noticed a fault put into their cases."""
    failed = known(at, known_at).filter(test_id__in=list(test_ids), as_of__gte=from_at)
    failed = failed.filter(Q(failed__gt=0) | Q(verdict=Outcome.FAIL))
    noticed = MutationScore.objects.filter(test_id__in=list(test_ids), noticed__gt=0)
    asked = definitions()
    return frozenset(failed.order_by().values_list("test_id", flat=True).distinct()) | {
        test_id
        for test_id, basis in noticed.values_list("test_id", "basis")
        if test_id in asked and asked[test_id].basis == basis
    }


def seen_since() -> datetime | None:
    """When the ledger's first entry was recorded; None while it is empty."""
    first: datetime | None = Entry.objects.order_by("seq").values_list("recorded_at", flat=True).first()
    return first
