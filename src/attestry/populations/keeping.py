"""Items of a sample as they are kept, each at its place.

Called by this room's actions.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Max

from attestry.kit import clock
from attestry.populations.errors import SeedKnown
from attestry.populations.models import Sample, SampledItem, SampleExtension, SeedReveal
from attestry.populations.rules.drawing import FrozenItem
from attestry.populations.rules.method import How


def keep_items(
    sample: Sample, chosen: Sequence[FrozenItem], *, how: How, extension: SampleExtension | None = None
) -> list[SampledItem]:
    """The items at the places after the last."""
    last = SampledItem.objects.filter(sample=sample).aggregate(last=Max("place"))["last"] or 0
    now = clock.now()
    return SampledItem.objects.bulk_create(
        [
            SampledItem(
                sample=sample,
                place=place,
                item_id=one.item,
                item_name=one.name[:1000],
                at=one.at,
                on=one.on,
                stratum=one.stratum[:300],
                row=one.row,
                how=how.value,
                extension=extension,
                selected_at=now,
            )
            for place, one in enumerate(chosen, start=last + 1)
        ],
        batch_size=500,
    )


def refuse_known_seed(sample: Sample) -> None:
    """Raises SeedKnown where the seed was told."""
    if SeedReveal.objects.filter(commitment=sample.commitment).exists():
        raise SeedKnown
