"""The register of access reviews, read as rows."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.access_reviews.models import ReviewItem
from attestry.access_reviews.queries.factors import factor_coverage
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
            "signed_by_name": one.review.closed_by_name or None,
            "decision": one.decision or None,
            "decided_on": one.decided_at.date() if one.decided_at else None,
            "decided_by_email": one.decided_by_email or None,
            "proved_on": one.proved_at.date() if one.proved_at else None,
            "proved_by_entry": one.proved_seq,
        }
        for one in found.iterator(chunk_size=5000)
    ]
    yield Rows("access_reviews_item", rows)


def systems(_session: Session) -> Iterator[Observation]:
    """Every system, critical ones told apart, as its latest sealed list has it."""
    yield Provenance(principal="Attestry", endpoint="the register of access reviews", query="every system")
    rows = [
        {
            "system_id": f"{one.connection}/{one.system}",
            "system": one.name,
            "is_critical": one.is_critical,
            "account_count": one.account_count if one.entry_seq is not None else None,
            "lacking_count": len(one.lacking) if one.entry_seq is not None else None,
            "lacking": ", ".join(one.lacking) or None,
            "unknown_count": one.unknown_count if one.entry_seq is not None else None,
            "is_list_short": one.is_short,
            "list_entry": one.entry_seq,
        }
        for one in factor_coverage().systems
    ]
    yield Rows("access_reviews_system", rows)


STREAMS: dict[str, Collect] = {"items": items, "systems": systems}
