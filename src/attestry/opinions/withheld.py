"""What the wall keeps of issued reports: the sealed file of a report that another firm issued."""

from __future__ import annotations

from attestry.engagements.queries.withheld import sealed_for
from attestry.evidence.withholding import Withheld
from attestry.journal.rules import Actor
from attestry.opinions.models import IssuedReport


def evidence_entries(actor: Actor) -> Withheld | None:
    """Every version of the reports of other engagements."""
    return sealed_for(actor, IssuedReport.objects.all())
