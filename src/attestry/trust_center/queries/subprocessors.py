"""Vendors that the world is told of as subprocessors, and changes that were announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attestry.trust_center.models import SubprocessorChange
from attestry.trust_center.queries.candidate import Candidate, Chosen
from attestry.trust_center.rules.changes import REMEMBERED_FOR, ChangeKind
from attestry.trust_center.rules.items import ItemKind
from attestry.ui.words import day_words
from attestry.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class SubprocessorFacts:
    """A vendor in the words that are meant for the public. ``from_on`` is set while it is only announced."""

    vendor: Vendor
    purpose: str
    place: str
    from_on: date | None
    ends_on: date | None


SubprocessorLine = Candidate[SubprocessorFacts]


def announced_changes() -> tuple[SubprocessorChange, ...]:
    """Every change that was announced, the latest first."""
    return tuple(SubprocessorChange.objects.select_related("vendor"))


def bearing(changes: Sequence[SubprocessorChange], on: date) -> tuple[SubprocessorChange, ...]:
    """The changes that the world is told of on a day: those to come, and those of the last year."""
    return tuple(one for one in changes if one.effective_on >= on - REMEMBERED_FOR)


def subprocessor_lines(
    changes: Sequence[SubprocessorChange], on: date, chosen: Chosen
) -> tuple[SubprocessorLine, ...]:
    """Every vendor by name, in one query."""
    told: dict[int, list[SubprocessorChange]] = defaultdict(list)
    for one in changes:
        told[one.vendor_id].append(one)
    return tuple(_line(one, told[one.pk], on, chosen) for one in Vendor.objects.order_by("name"))


def _line(vendor: Vendor, told: Sequence[SubprocessorChange], on: date, chosen: Chosen) -> SubprocessorLine:
    key = str(vendor.pk)
    publication = chosen.get((ItemKind.SUBPROCESSOR, key))
    said = publication.words if publication else {}
    coming = [one for one in told if one.effective_on > on]
    last = next((one for one in told if one.effective_on <= on), None)
    added = next((one for one in coming if one.kind == ChangeKind.ADDED), None)
    ended = next((one for one in coming if one.kind == ChangeKind.ENDED), None)
    facts = SubprocessorFacts(
        vendor=vendor,
        purpose=said.get("purpose", ""),
        place=said.get("place", ""),
        from_on=added.effective_on if added else None,
        ends_on=ended.effective_on if ended else None,
    )
    missing = ""
    if vendor.ended_on is not None and vendor.ended_on <= on:
        missing = f"Ended on {day_words(vendor.ended_on)}."
    elif last is not None and last.kind == ChangeKind.ENDED and added is None:
        missing = f"Announced as ended on {day_words(last.effective_on)}."
    backing = f"In the register of vendors since {day_words(vendor.started_on)}."
    return Candidate(ItemKind.SUBPROCESSOR, key, vendor.name, facts, backing, missing, publication)
