"""The answer as of a date as somebody may read it."""

from __future__ import annotations

from dataclasses import replace

from attestry.effectiveness.queries.as_of import OnDate
from attestry.evidence.withholding import readable_numbers
from attestry.journal.rules import Actor


def as_read_by(reader: Actor, answer: OnDate) -> OnDate:
    """The same answer with the evidence that somebody may read; its digest stays that of the whole."""
    shown = {entry.seq for one in answer.controls for entry in one.evidence}
    readable = readable_numbers(reader, shown)
    if readable == shown:
        return answer
    controls = (
        replace(one, evidence=tuple(entry for entry in one.evidence if entry.seq in readable))
        for one in answer.controls
    )
    return replace(answer, controls=tuple(controls))
