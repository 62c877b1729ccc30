"""Which evidence an auditor looked at, so that a conclusion can be held against what was seen before it."""

from __future__ import annotations

from attestry.accounts.rules import VIEW_EVIDENCE
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor


@act(VIEW_EVIDENCE, offered=False)
def note_view(_actor: Actor, subject: str, *, how: str) -> None:
    """Write down that the actor saw the subject, and in which form. What was searched for is not kept."""
    record(subject, after={"seen": how})
