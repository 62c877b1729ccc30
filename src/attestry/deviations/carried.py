"""What this room hands over to a renewal: every deviation that was shared, and what management promised."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.deviations.queries.management import shared_results
from attestry.engagements.models import Engagement
from attestry.engagements.rules.carried import Matter
from attestry.ui.words import day_words


def matters(engagement: Engagement) -> Iterator[Matter]:
    """The shared deviations of an engagement, in two queries; what was not shared is told to nobody."""
    for one in shared_results(engagement):
        said = one.response
        why = f"{one.result.what} Not answered by management."
        if said:
            why = f"{one.result.what} Management: {said.words}"
        if said and said.due_on:
            why = f"{why} Promised by {day_words(said.due_on)}: {said.action}"
        yield Matter(
            f"deviation:{one.result.deviation_id}",
            f"{one.reference} of {engagement.title}: {one.control_key} {one.control_title}"[:300],
            why,
        )
