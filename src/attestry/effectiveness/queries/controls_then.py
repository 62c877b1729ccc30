"""Controls as they stood on a date: their state, owner, text and mappings, read back from the journal.

What is kept of a control is how it stands now. Each act on it stands in the journal with what was
before, so that every earlier standing can be told without a copy of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from attestry.controls.models import Control
from attestry.controls.models import Mapping as ControlMapping
from attestry.controls.rules.control import IN_USE, State
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.journal.models import JournalEntry

_ACTS = "controls."
_LONG = (
    "statement", "automation", "risk_waiver", "population", "evidence", "checks", "test_methods",
    "references", "category__summary", "category__performed_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A control's state on a date and the journal entry that brought it there."""

    state: str
    since: datetime
    owner: str
    journal_seq: int


def standings_at(at: datetime) -> dict[str, Standing]:
    """Each control's state at an instant, from the journal's acts on controls, in one query."""
    found: dict[str, Standing] = {}
    acts = JournalEntry.objects.filter(act__startswith=_ACTS, at__lte=at).order_by("seq")
    for one in acts.only("seq", "at", "subject", "after").iterator(chunk_size=2000):
        for key, state, owner in said_of_controls(one):
            before = found.get(key)
            if before and before.state == state:
                found[key] = Standing(state, before.since, owner, before.journal_seq)
            else:
                found[key] = Standing(state, one.at, owner or (before.owner if before else ""), one.seq)
    return found


def said_of_controls(entry: JournalEntry) -> Iterable[tuple[str, str, str]]:
    """Each control that an act on controls speaks of: its key, the state it then had, and its owner."""
    after: Mapping[str, Any] = entry.after or {}
    kind, _, key = entry.subject.partition(":")
    if kind == "control" and "state" in after:
        yield key, str(after["state"]), str(after.get("owner") or "")
    for adopted in after.get("adopted", ()) if kind == "system" else ():
        yield str(adopted), State.ADOPTED.value, ""


def texts_before_edits(at: datetime) -> dict[str, dict[str, Any]]:
    """What edits after an instant changed, by control, as it stood before the first of them; one query."""
    found: dict[str, dict[str, Any]] = {}
    edits = JournalEntry.objects.filter(act="controls.edit", at__gt=at).order_by("seq")
    for one in edits.only("subject", "before").iterator(chunk_size=2000):
        kept = found.setdefault(one.subject.partition(":")[2], {})
        for name, value in (one.before or {}).items():
            kept.setdefault(name, value)
    return found


@dataclass(frozen=True, slots=True)
class ControlThen:
    """A control that was in place on a date, with its words and criteria of that date."""

    key: str
    title: str
    criteria: tuple[str, ...]
    standing: Standing


def controls_then(at: datetime) -> tuple[tuple[ControlThen, ...], int]:
    """The controls in place at an instant, and how many were not; four queries."""
    standings, edited = standings_at(at), texts_before_edits(at)
    found = Control.objects.order_by("category__position", "key").prefetch_related("mappings")
    everything = list(found)
    in_place = tuple(
        ControlThen(
            one.key,
            str(edited.get(one.key, {}).get("title", one.title)),
            _criteria(one, edited.get(one.key, {})),
            standings[one.key],
        )
        for one in everything
        if one.key in standings and standings[one.key].state in IN_USE
    )
    return in_place, len(everything) - len(in_place)


def _criteria(control: Control, edited: Mapping[str, Any]) -> tuple[str, ...]:
    if "mappings" in edited:
        return tuple(edited["mappings"].get(TRUST_SERVICES, ()))
    return tuple(one.reference for one in control.mappings.all() if one.family == TRUST_SERVICES)


def in_force_at(at: datetime, *, family: str = "") -> list[Control]:
    """The controls in force at an instant, each with the state and the mappings that it then had.

    Three queries more than for today's where something was decided since; a control that no act
    speaks of stands as it is kept, and what a newer library maps anew is not told apart by date.
    Mappings are read along, where a ``family`` is named only those to it: a control has many, and
    most questions are about one framework; those read no long text either.
    """
    found = Control.objects.select_related("owner", "category")
    if family:
        found = found.defer(*_LONG)
    if not JournalEntry.objects.filter(act__startswith=_ACTS, at__gt=at).exists():
        return _mapped_as_kept(found.filter(state__in=IN_USE), family)
    standings, later = standings_at(at), _spoken_of_since(at)
    edited = texts_before_edits(at)
    answer = []
    for one in _mapped_as_kept(found, family):
        if one.key in standings:
            one.state = standings[one.key].state
        elif one.key in later:
            one.state = State.PROPOSED.value
        if one.state in IN_USE:
            if "mappings" in edited.get(one.key, {}):
                _map_as_then(one, edited[one.key]["mappings"], family)
            answer.append(one)
    return answer


def _mapped_as_kept(found: QuerySet[Control], family: str) -> list[Control]:
    """The controls with their mappings, in two queries. Django's own way asks a queryset of each control."""
    kept = ControlMapping.objects.filter(control__in=found.order_by().values("pk")).order_by("position")
    mapped: defaultdict[int, list[ControlMapping]] = defaultdict(list)
    for mapping in kept.filter(family=family) if family else kept:
        mapped[mapping.control_id].append(mapping)
    controls = list(found)
    for one in controls:
        _give_mappings(one, mapped[one.pk])
    return controls


def _map_as_then(control: Control, mappings: Mapping[str, list[str]], family: str) -> None:
    """Let the control answer with the mappings that it then had."""
    made = [
        ControlMapping(control=control, family=name, reference=reference, position=position)
        for name, references in mappings.items()
        if family in ("", name)
        for position, reference in enumerate(references)
    ]
    _give_mappings(control, made)


def _give_mappings(control: Control, mappings: list[ControlMapping]) -> None:
    """Let the control answer with these mappings, as if they had been read along."""
    control._prefetched_objects_cache = {"mappings": mappings}  # type: ignore[attr-defined]


def _spoken_of_since(at: datetime) -> set[str]:
    acts = JournalEntry.objects.filter(act__startswith=_ACTS, at__gt=at)
    return {key for one in acts.only("subject", "after") for key, _, _ in said_of_controls(one)}
