"""What a signed-in reader was refused, written down."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.readers.models import Reader


@act("disclosures.be_refused_as_reader", offered=False)
def note_refusal(_actor: Actor, reader: Reader, *, what: str, why: str) -> None:
    """Somebody whose access had ended, or who used another's link, was shown nothing."""
    record(reader.subject, after={"refused": what[:200], "why": why[:200]})
