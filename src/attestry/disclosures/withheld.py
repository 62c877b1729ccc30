"""What the wall keeps of files shared with readers: those that go with another firm's report."""

from __future__ import annotations

from attestry.disclosures.models import SharedFile
from attestry.engagements.queries.withheld import sealed_for
from attestry.evidence.withholding import Withheld
from attestry.journal.rules import Actor


def evidence_entries(actor: Actor) -> Withheld | None:
    """Files that go with the report of another engagement; what goes with every report stays readable."""
    return sealed_for(actor, SharedFile.objects.filter(engagement__isnull=False))
