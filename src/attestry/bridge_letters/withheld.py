"""What the wall keeps of bridge letters: the sealed file of a letter about another firm's report."""

from __future__ import annotations

from attestry.bridge_letters.models import SignedLetter
from attestry.engagements.queries.withheld import sealed_for
from attestry.evidence.withholding import Withheld
from attestry.journal.rules import Actor


def evidence_entries(actor: Actor) -> Withheld | None:
    """Letters that bridge on from the reports of other engagements."""
    return sealed_for(actor, SignedLetter.objects.all(), engagement="letter__report__engagement")
