"""What of an examination's populations the wall keeps from auditors of others: frozen and handed-in lists."""

from __future__ import annotations

from attestry.engagements.queries.withheld import sealed_for
from attestry.evidence.withholding import Withheld
from attestry.journal.rules import Actor
from attestry.populations.models import Population, PopulationFreeze
from attestry.populations.rules.state import Origin


def evidence_entries(actor: Actor) -> Withheld | None:
    """Lists that were frozen, and documents that a population was taken from."""
    frozen = sealed_for(actor, PopulationFreeze.objects.all(), engagement="population__engagement")
    handed_in = sealed_for(actor, Population.objects.filter(origin=Origin.DOCUMENT))
    if frozen is None or handed_in is None:
        return None
    return Withheld(frozen.kept | handed_in.kept, frozen.shown | handed_in.shown)
