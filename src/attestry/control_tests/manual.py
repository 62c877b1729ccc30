"""Reads for a person's test: which entries may be cited, and what people found before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from attestry.control_tests.models import Result
from attestry.evidence.models import Entry, EntryKind

OFFERED = 40


@dataclass(frozen=True, slots=True)
class Citable:
    """An entry as the form offers it. ``names_control``: it was handed in for this control."""

    seq: int
    title: str
    kind: str
    observed_at: datetime
    names_control: bool


def entries_to_cite(key: str, *, search: str = "", also: Collection[int] = ()) -> tuple[Citable, ...]:
    """Entries to choose from: documents for the control first, then the newest; those ticked stay."""
    found = Entry.objects.exclude(kind=EntryKind.RUN)
    named = Q(kind=EntryKind.DOCUMENT, body__contains=f'"{key}"')
    if search:
        number = Q(seq=int(search)) if search.isdigit() and len(search) < 16 else Q()
        found = found.filter(Q(title__icontains=search) | number | Q(seq__in=also))
    rows = [*found.filter(named | Q(seq__in=also)).order_by("-seq")[:OFFERED]]
    rows += [*found.exclude(seq__in=[one.seq for one in rows]).order_by("-seq")[: OFFERED - len(rows)]]
    return tuple(
        Citable(
            one.seq,
            one.title,
            one.kind,
            one.observed_at,
            one.kind == EntryKind.DOCUMENT and f'"{key}"' in one.body,
        )
        for one in rows
    )


def manual_results(key: str) -> QuerySet[Result]:
    """What people found about a control, newest first."""
    return Result.objects.filter(control_id=key).order_by("-as_of", "-pk")
