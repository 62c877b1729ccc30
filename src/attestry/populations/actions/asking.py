"""Asking management for the evidence of drawn items: from here on management sees which they are."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.engagements.actions.telling import tell_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.populations.errors import NotYet, PopulationRefused
from attestry.populations.models import AskedItem, Sample, SampledItem
from attestry.populations.standing import held_sample
from attestry.ui.addresses import address
from attestry.ui.words import counted_words


@act("populations.ask")
def ask_for_items(
    actor: Actor, sample: Sample, *, items: Sequence[SampledItem] = (), words: str = ""
) -> list[AskedItem]:
    """Ask for items of a sample, all that were not asked for yet where none are named.

    Raises PopulationRefused for an item of another sample, NotYet where there is nothing to ask for.
    """
    held = held_sample(actor, sample)
    waiting = SampledItem.objects.filter(sample=held, asked=None, replacement=None)
    if items:
        if any(one.sample_id != held.pk for one in items):
            raise PopulationRefused("items", "An item of another sample is not asked for here.")
        waiting = waiting.filter(pk__in=[one.pk for one in items])
    found = list(waiting)
    if not found:
        raise NotYet("Every one of these items was asked for.", next_step="See the answers.")
    now = clock.now()
    made = AskedItem.objects.bulk_create(
        [AskedItem(item=one, words=words.strip(), asked_by=actor.name, asked_at=now) for one in found],
        batch_size=500,
    )
    told = {"asked": [one.item_id for one in found], "words": words.strip()}
    record(held.population.subject, after=told)
    engagement = held.population.engagement
    tell_management(
        engagement,
        what="The firm asks for items of a sample",
        words=f"{counted_words(len(made), 'item')} of “{held.population.title}” want their evidence.",
        permission="requests.keep",
        key=f"sample:{held.pk}:{made[0].item_id}",
        path=address("population_shared", engagement.pk, held.population_id),
    )
    return made
