"""What evidence machines collected and what people handed in, counted by criterion.

An item is an entry of the ledger that a control in use rests on at an instant: the newest reading of
each stream that its tests look at, a document that names it, a person's finding about it. A reading
is automatic where a connection asked for it; a list that somebody exported and handed in is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from attestry.control_tests.models import Result
from attestry.effectiveness.queries.status import ControlStatus
from attestry.evidence.models import Entry
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.readiness.queries.documents import documents_by_control

HANDED_IN = "files"


@dataclass(frozen=True, slots=True)
class Collected:
    """How many items of evidence there are, by how they came."""

    reference: str
    automatic: int
    by_hand: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.automatic + self.by_hand


@dataclass(frozen=True, slots=True)
class CollectedEvidence:
    """The criteria in scope that anything speaks to, in reading order; an item counts once in ``whole``."""

    criteria: tuple[Collected, ...]
    whole: Collected
    without_any: int


def collected_evidence(
    statuses: Mapping[str, ControlStatus],
    in_scope: Iterable[str],
    *,
    at: datetime,
    known_at: datetime | None = None,
) -> CollectedEvidence:
    """The items that the controls of these statuses rest on, by criterion in scope; three queries."""
    items = _items_by_control(statuses, at, known_at)
    by_machine = _by_machine({seq for found in items.values() for seq in found})
    by_criterion: dict[str, set[int]] = defaultdict(set)
    for key, status in statuses.items():
        for mapping in status.control.mappings.all():
            if mapping.family == TRUST_SERVICES:
                by_criterion[mapping.reference] |= items[key]
    references = list(in_scope)
    counted = [_counted(one, by_criterion[one], by_machine) for one in references]
    every = {seq for one in references for seq in by_criterion[one]}
    return CollectedEvidence(
        tuple(one for one in counted if one.total),
        _counted("", every, by_machine),
        sum(not one.total for one in counted),
    )


def _items_by_control(
    statuses: Mapping[str, ControlStatus], at: datetime, known_at: datetime | None
) -> dict[str, set[int]]:
    """The entries that each control in use rests on."""
    runs = {test.result.pk for one in statuses.values() for test in one.tests if test.result}
    inputs = dict(Result.objects.filter(pk__in=runs, run__isnull=False).values_list("pk", "inputs"))
    found: dict[str, set[int]] = {key: set() for key in statuses}
    for key, one in statuses.items():
        for test in one.tests:
            if test.result and test.is_manual:
                found[key].add(test.result.entry_seq)
            elif test.result:
                found[key].update(inputs.get(test.result.pk, ()))
    for key, documents in documents_by_control(at, known_at).items():
        if key in found:
            found[key].update(one.seq for one in documents)
    return found


def _by_machine(items: Iterable[int]) -> set[int]:
    read = Entry.objects.filter(seq__in=list(items), connection__isnull=False)
    return set(read.exclude(connection__source=HANDED_IN).values_list("seq", flat=True))


def _counted(reference: str, items: set[int], by_machine: set[int]) -> Collected:
    automatic = len(items & by_machine)
    return Collected(reference, automatic, len(items) - automatic)
