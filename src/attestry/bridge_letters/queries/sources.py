"""The time that a letter speaks of, and the journal's acts in it, gathered by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from attestry.bridge_letters.rules.change import Source
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.ui.words import counted_words, day_words

_MOST_NAMED = 12
_DONE = {
    "add": "added",
    "edit": "described anew",
    "decide": "decided",
    "drop": "taken out",
    "remove": "taken out",
    "withdraw": "withdrawn",
    "move": "moved",
    "choose": "chosen",
    "say": "described",
    "declare": "declared",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last of a letter, as instants: half-open, and never past now."""

    from_on: date
    until_on: date
    start: datetime
    end: datetime


def span_of(from_on: date, until_on: date) -> Span:
    """The instants of a letter's days."""
    start = datetime.combine(from_on, time(), tzinfo=UTC)
    end = datetime.combine(until_on + timedelta(days=1), time(), tzinfo=UTC)
    return Span(from_on, until_on, start, max(start, min(end, clock.now())))


def acts_in(span: Span, *rooms: str) -> list[JournalEntry]:
    """The acts of rooms in the span, oldest first; one query."""
    found = JournalEntry.objects.filter(at__gte=span.start, at__lt=span.end).order_by("seq")
    return [one for one in found.iterator(chunk_size=2000) if one.act.partition(".")[0] in rooms]


def grouped(
    acts: Iterable[JournalEntry], about: Callable[[JournalEntry], Iterable[str]]
) -> Mapping[str, list[JournalEntry]]:
    """The acts by what each is about; one may be about several things."""
    found: dict[str, list[JournalEntry]] = defaultdict(list)
    for one in acts:
        for key in about(one):
            found[key].append(one)
    return found


def told(acts: Sequence[JournalEntry], words: Mapping[str, str], *, naming: bool = False) -> str:
    """What was done and on which days: ``Edited (statement) on 3 Aug 2026; retired on 9 Aug 2026``.

    Who did it stands in the journal and not in a letter to outsiders. ``naming``: says of what.
    """
    lines = []
    for one in acts[:_MOST_NAMED]:
        verb = words.get(one.act) or done_words(one.act)
        name = one.subject.partition(":")[2] if naming else ""
        lines.append(f"{f'“{name}” ' if name else ''}{verb}{_changed(one)} on {day_words(one.at)}")
    if len(acts) > _MOST_NAMED:
        lines.append(f"and {counted_words(len(acts) - _MOST_NAMED, 'more act')}")
    said = "; ".join(lines)
    return f"{said[:1].upper()}{said[1:]}."


def done_words(act: str) -> str:
    """The verb of an act as something that was done: ``added``, ``described anew``."""
    verb = act.partition(".")[2].partition("_")[0]
    return _DONE.get(verb, act.partition(".")[2].replace("_", " "))


def object_words(act: str) -> str:
    """What an act is done to: ``component``, ``boundary rule``."""
    return act.partition(".")[2].partition("_")[2].replace("_", " ")


def journal_sources(acts: Sequence[JournalEntry]) -> tuple[Source, ...]:
    """Where those acts stand; the first and the last of very many."""
    picked = acts if len(acts) <= _MOST_NAMED else [*acts[: _MOST_NAMED - 1], acts[-1]]
    return tuple(Source("journal", str(one.seq)) for one in picked)


def _changed(one: JournalEntry) -> str:
    """What an act says that it changed."""
    if not one.before:
        return ""
    after = one.after or {}
    names = [name.replace("_", " ") for name in one.before if one.before[name] != after.get(name)]
    return f" ({', '.join(names[:4])}{' and more' if len(names) > 4 else ''})" if names else ""
