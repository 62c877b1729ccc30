"""What keeps a bridge letter from being reviewed and signed: every rule, all at once, each in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from attestry.bridge_letters.rules.change import Answered, ChangeKind
from attestry.bridge_letters.rules.coverage import length_warning, wrong_days
from attestry.bridge_letters.rules.wording import borrowed_words
from attestry.ui.words import counted_words, day_words

_NOTHING_CHANGED = re.compile(
    r"\b(?:no|without|not any)\s+(?:\w+\s+){0,2}changes?\b"
    r"|\bnothing\s+(?:\w+\s+){0,2}changed\b|\bunchanged\b",
    re.IGNORECASE,
)
_NO_INCIDENT = re.compile(
    r"\b(?:no|without|not any|zero)\s+(?:\w+\s+){0,2}(?:incidents?|breach(?:es)?)\b", re.IGNORECASE
)
_ALL_OPERATE = re.compile(
    r"\b(?:all|every)\s+(?:\w+\s+){0,3}controls?\b"
    r"|\bcontrols?\s+(?:\w+\s+){0,3}(?:effective(?:ly)?|without exception)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would be signed, and what it rests on.

    ``superseded`` says why the report may not be bridged from any more; ``reaches_on`` is the last day
    that the evidence speaks of.
    """

    report_until_on: date
    superseded: str
    from_on: date
    until_on: date
    next_report_on: date | None
    is_no_material_change: bool
    statement: str
    limits: str
    acknowledges_length: bool
    changes: tuple[Answered, ...]
    reaches_on: date | None


def objections(draft: Draft, *, today: date) -> tuple[str, ...]:
    """Everything that stands against it; nothing where it may be signed."""
    return (
        *([draft.superseded] if draft.superseded else []),
        *wrong_days(draft.report_until_on, draft.from_on, draft.until_on, today=today).values(),
        *_length(draft),
        *_reach(draft),
        *_answers(draft),
        *_claims(draft),
        *_words(draft),
        *_next(draft),
    )


def _length(draft: Draft) -> Iterator[str]:
    warning = length_warning(draft.from_on, draft.until_on)
    if warning and not draft.acknowledges_length:
        yield f"{warning} Say that you know this; the letter prints it."


def _reach(draft: Draft) -> Iterator[str]:
    if draft.reaches_on is None:
        yield "The ledger holds no evidence of these days. A letter says no more than the evidence does."
    elif draft.reaches_on < draft.until_on:
        yield (
            f"The evidence reaches to {day_words(draft.reaches_on)} and the letter to "
            f"{day_words(draft.until_on)}. End it on that day, or collect what is missing."
        )


def _answers(draft: Draft) -> Iterator[str]:
    for one in draft.changes:
        what = f"“{one.change.title}” ({one.change.kind.label.lower()})"
        if one.given is None and one.was_given:
            yield f"{what} changed after it was answered. Answer it anew."
        elif one.change.must_be_disclosed and not one.is_disclosed:
            yield f"{what} is not disclosed. What is open and rated high is told to readers."
        elif one.given is None:
            yield f"{what} is neither disclosed nor explained."


def _claims(draft: Draft) -> Iterator[str]:
    if draft.is_no_material_change:
        yield from _no_change(draft)
    elif not draft.statement.strip() and not any(one.is_disclosed for one in draft.changes):
        yield "It says neither what changed nor that nothing material did."
    for words, why in overclaims(draft.statement, draft.changes):
        yield f"The statement says “{words}”, and {why}."


def _no_change(draft: Draft) -> Iterator[str]:
    against = [one for one in draft.changes if one.is_disclosed or one.change.bars_no_change]
    if against:
        named = ", ".join(one.change.title for one in against[:5])
        more = f" and {len(against) - 5} more" if len(against) > 5 else ""
        yield f"It says that nothing material changed, and the records say otherwise: {named}{more}."


def overclaims(statement: str, changes: tuple[Answered, ...]) -> tuple[tuple[str, str], ...]:
    """Phrases of a statement that say more than the records bear, each with what stands against it."""
    of_kind = {kind: sum(one.change.kind is kind for one in changes) for kind in ChangeKind}
    weighty = sum(one.is_disclosed or one.change.bars_no_change for one in changes)
    incidents = of_kind[ChangeKind.INCIDENT]
    failed = of_kind[ChangeKind.OUTCOME] + of_kind[ChangeKind.UNSEEN]
    changed = counted_words(weighty, "recorded change says otherwise", "recorded changes say otherwise")
    happened = counted_words(
        incidents, "incident of these days is on record", "incidents of these days are on record"
    )
    lacking = counted_words(
        failed, "control failed or is without evidence", "controls failed or are without evidence"
    )
    checks = (
        (_NOTHING_CHANGED, weighty, changed),
        (_NO_INCIDENT, incidents, happened),
        (_ALL_OPERATE, failed, lacking),
    )
    return tuple((found.group(), why) for phrase, count, why in checks if count
                 for found in [phrase.search(statement)] if found)  # fmt: skip


def _words(draft: Draft) -> Iterator[str]:
    texts = [draft.statement, draft.limits, *(one.given.words for one in draft.changes if one.given)]
    for word in dict.fromkeys(word for text in texts for word in borrowed_words(text)):
        yield f"It uses the word “{word}”, which belongs to an auditor."


def _next(draft: Draft) -> Iterator[str]:
    if draft.next_report_on is None:
        yield "It does not say when the next report is expected."
    elif draft.next_report_on <= draft.until_on:
        yield "The next report is expected after the last day of the letter, not before."
