"""Freezing an accepted list: from here on it stands in the ledger, and management sees what was frozen."""

from __future__ import annotations

from io import BytesIO

from attestry.evidence.actions import hand_in_document
from attestry.evidence.models import Entry
from attestry.evidence.queries import store
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.populations.errors import AlreadyFrozen, NotYet
from attestry.populations.models import Population, PopulationExtraction, PopulationFreeze
from attestry.populations.rules.state import PopulationState
from attestry.populations.standing import held_population, move


@act("populations.freeze")
def freeze_population(actor: Actor, population: Population) -> PopulationFreeze:
    """Seal the accepted list as an entry of the ledger.

    The house seals it, for the firm may not hand in evidence. Raises AlreadyFrozen, NotYet before it was
    accepted, Unavailable where the disk is full.
    """
    held = held_population(actor, population)
    if held.the_state.is_frozen:
        raise AlreadyFrozen
    if held.the_state is not PopulationState.CHECKED:
        raise NotYet(
            "A list is frozen once its completeness and accuracy were accepted.",
            next_step="Check and accept it first.",
        )
    extraction = PopulationExtraction.objects.get(population=held)
    sealed = _sealed(held, extraction)
    made = PopulationFreeze.objects.create(
        population=held,
        extraction=extraction,
        entry_seq=sealed.seq,
        frozen_by=actor.name,
        frozen_at=clock.now(),
    )
    move(held, PopulationState.FROZEN)
    after = {"entry": sealed.seq, "digest": extraction.digest, "items": extraction.item_count}
    record(held.subject, after={**after, "items_digest": extraction.items_digest})
    return made


def _sealed(population: Population, extraction: PopulationExtraction) -> Entry:
    days = population.days
    return hand_in_document(
        Actor.system("populations"),
        BytesIO(store().read(extraction.digest)),
        filename=f"population-{population.pk}.ndjson",
        title=f"Frozen population {population.pk} of engagement {population.engagement_id}",
        period_from=days.from_at,
        period_until=days.until_at,
        note=(
            f"{extraction.item_count} items, one JSON object a line; digest over the items "
            f"{extraction.items_digest}."
        ),
    )
