"""What answers of an examination the wall keeps from auditors of others: what was handed in for it alone.

What was in the ledger before is the company's own; what answers a request of theirs, they read.
"""

from __future__ import annotations

from attestry.engagements.queries.withheld import sealed_for
from attestry.evidence.withholding import Withheld
from attestry.journal.rules import Actor
from attestry.requests.models import RequestEvidence


def evidence_entries(actor: Actor) -> Withheld | None:
    """Documents that were handed in with an answer; every answer is shown to its own firm."""
    way = {"engagement": "request__engagement", "entry": "entry"}
    handed_in = sealed_for(actor, RequestEvidence.objects.filter(is_handed_in=True), **way)
    every = sealed_for(actor, RequestEvidence.objects.all(), **way)
    return Withheld(handed_in.kept, every.shown) if handed_in and every else None
