"""The register of access reviews, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.access_reviews.models import ReviewItem
from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session


def items(_session: Session) -> Iterator[Observation]:
    """Every account of every review."""
    yield Provenance(principal="Attestry", endpoint="the register of access reviews", query="every item")
    found = ReviewItem.objects.select_related("review").order_by("pk")
    rows = [
        {
            "item_id": str(one.pk),
            "review": one.review.name,
            "system": one.review.system,
            "account_id": one.account_id,
            "person_email": one.person_email,
            "due_on": one.review.due_on,
            "closed_on": one.review.closed_at.date() if one.review.closed_at else None,
            "decision": one.decision or None,
            "decided_on": one.decided_at.date() if one.decided_at else None,
            "decided_by_email": one.decided_by_email or None,
            "proved_on": one.proved_at.date() if one.proved_at else None,
            "proved_by_entry": one.proved_seq,
        }
        for one in found.iterator(chunk_size=5000)
    ]
    yield Rows("access_reviews_item", rows)


STREAMS: dict[str, Collect] = {"items": items}
