"""More items of a frozen population: an extension by rank, a pick by judgement, a replacement by rule."""

from __future__ import annotations

from django.db.models import QuerySet

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.salted import committed
from attestry.populations.errors import ItemAlreadyDrawn, NeverAGround, NotYet, PopulationRefused
from attestry.populations.keeping import keep_items, refuse_known_seed
from attestry.populations.models import (
    ItemReplacement,
    PopulationFreeze,
    Sample,
    SampledItem,
    SampleExtension,
)
from attestry.populations.queries.taking import kept_list
from attestry.populations.rules.drawing import FrozenItem, following
from attestry.populations.rules.method import Ground, How, Method
from attestry.populations.standing import held_sample


@act("populations.extend")
def extend_sample(actor: Actor, sample: Sample, *, count: int, reason: str) -> SampleExtension:
    """Draw the next items by rank; what was drawn, and what was found of it, stays.

    Raises PopulationRefused for a count that is not there and without a reason, SeedKnown.
    """
    held = held_sample(actor, sample)
    refuse_known_seed(held)
    if not reason.strip():
        raise PopulationRefused("reason", "Say why the sample is extended.")
    listed, taken = _listed(held), set(_items(held).values_list("item_id", flat=True))
    if not 1 <= count <= len(listed) - len(taken):
        raise PopulationRefused("count", f"{len(listed) - len(taken):,} items are left to draw.")
    chosen = following(listed, held.commitment.seed, taken, count)
    return _extended(actor, held, How.EXTENSION, chosen, reason.strip())


@act("populations.extend")
def add_item(actor: Actor, sample: Sample, *, item_id: str, reason: str) -> SampleExtension:
    """Add an item for its risk, picked by judgement; no rate is projected from it.

    Raises ItemAlreadyDrawn, PopulationRefused for an item that is not in the list and without a reason.
    """
    held = held_sample(actor, sample)
    if not reason.strip():
        raise PopulationRefused("reason", "Say what makes this item worth a look.")
    if _items(held).filter(item_id=item_id).exists():
        raise ItemAlreadyDrawn(item_id)
    chosen = [one for one in _listed(held) if one.item == item_id]
    if not chosen:
        raise PopulationRefused("item_id", f"“{item_id[:80]}” is not in the frozen list.")
    return _extended(actor, held, How.JUDGEMENT, chosen, reason.strip())


@act("populations.replace")
def replace_item(actor: Actor, item: SampledItem, *, ground: Ground, reason: str) -> ItemReplacement:
    """Put the next item by rank in the place of one that does not belong into the sample; both stay visible.

    Raises NeverAGround where evidence is missing, PopulationRefused without a reason, NotYet where it was
    replaced or no item is left, SeedKnown.
    """
    held = held_sample(actor, item.sample)
    if ground is Ground.EVIDENCE_MISSING:
        raise NeverAGround
    if not reason.strip():
        raise PopulationRefused("reason", "Say how it is known.")
    if ItemReplacement.objects.filter(replaced=item).exists():
        raise NotYet("The item was replaced.", next_step="Look at the one in its place.")
    refuse_known_seed(held)
    taken = set(_items(held).values_list("item_id", flat=True))
    stratum = item.stratum if held.method == Method.STRATIFIED else None
    chosen = following(_listed(held), held.commitment.seed, taken, 1, stratum)
    if not chosen:
        raise NotYet("No item is left to take its place.", next_step="Say so in the test.")
    (by,) = keep_items(held, chosen, how=How.REPLACEMENT)
    said = {"replaced": item.item_id, "by": by.item_id, "ground": ground.value, "reason": reason.strip()}
    seal = committed(said)
    made = ItemReplacement.objects.create(
        replaced=item,
        by=by,
        ground=ground.value,
        reason=reason.strip(),
        salt=seal.salt,
        digest=seal.digest,
        replaced_by=actor.name,
        replaced_at=clock.now(),
    )
    record(held.population.subject, after={"replacement": made.pk, "digest": seal.digest})
    return made


def _items(sample: Sample) -> QuerySet[SampledItem]:
    return SampledItem.objects.filter(sample=sample)


def _listed(sample: Sample) -> tuple[FrozenItem, ...]:
    frozen = PopulationFreeze.objects.select_related("extraction").get(population=sample.population)
    return kept_list(frozen.extraction.digest)


def _extended(
    actor: Actor, sample: Sample, how: How, chosen: list[FrozenItem], reason: str
) -> SampleExtension:
    said = {"how": how.value, "items": [one.item for one in chosen], "reason": reason}
    seal = committed(said)
    made = SampleExtension.objects.create(
        sample=sample,
        how=how.value,
        count=len(chosen),
        reason=reason,
        salt=seal.salt,
        digest=seal.digest,
        extended_by=actor.name,
        extended_at=clock.now(),
    )
    keep_items(sample, chosen, how=how, extension=made)
    record(sample.population.subject, after={"extension": made.pk, "digest": seal.digest})
    return made
