"""Reads of excusals: those of a control, and those that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from attestry.effectiveness.models import Excusal, ExcusalDecision
from attestry.effectiveness.queries.owners import Owners, owners
from attestry.effectiveness.rules.coverage_map import Span


def excusals_of(key: str, known_at: datetime | None = None) -> QuerySet[Excusal]:
    """The excusals asked for a control, newest time first, with their decisions."""
    found = Excusal.objects.filter(control__key=key).select_related("decision", "control__owner")
    return found.filter(asked_at__lte=known_at) if known_at else found


def waiting_excusals(known_at: datetime | None = None) -> QuerySet[Excusal]:
    """The excusals that nobody has decided on, or had by ``known_at``."""
    found, open_ones = Excusal.objects.select_related("control"), Q(decision=None)
    if known_at is None:
        return found.filter(open_ones)
    return found.filter(open_ones | Q(decision__decided_at__gt=known_at), asked_at__lte=known_at)


def accepted_spans(keys: Collection[str] | None, *, known_at: datetime | None) -> dict[str, list[Span]]:
    """The accepted excusals by control, as known on ``known_at``; without keys, of every control."""
    found = ExcusalDecision.objects.filter(is_accepted=True)
    if keys is not None:
        found = found.filter(excusal__control__key__in=keys)
    if known_at is not None:
        found = found.filter(decided_at__lte=known_at)
    answer: dict[str, list[Span]] = defaultdict(list)
    for key, from_at, until_at in found.values_list(
        "excusal__control__key", "excusal__from_at", "excusal__until_at"
    ):
        answer[key].append(Span(from_at, until_at))
    return answer


def acceptances_without_approver() -> list[ExcusalDecision]:
    """The accepted excusals that nobody accepted, or who asked, or who owned the control then; ever none.

    Two queries: owners change, so who owned the control is read from the journal's acts on it.
    """
    accepted = ExcusalDecision.objects.filter(is_accepted=True).select_related("excusal__control")
    owned = owners()
    return [one for one in accepted if _lacks_approver(one, owned)]


def _lacks_approver(one: ExcusalDecision, owned: Owners) -> bool:
    owner = owned.at(one.excusal.control.subject, one.decided_at)
    return one.decided_by in {"", one.excusal.asked_by, owner}
