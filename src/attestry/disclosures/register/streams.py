"""What was handed out, read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.db.models import Min

from attestry.connectors.rules.observation import Collect, Observation, Provenance, Rows, Session
from attestry.disclosures.models import Disclosure
from attestry.nondisclosure.models import PaperAgreement, Signing


def handed_out(_session: Session) -> Iterator[Observation]:
    """Each copy and page, with since when its reader was bound; three queries."""
    yield Provenance(
        principal="Attestry", endpoint="what was handed out to readers", query="every copy, every page"
    )
    signed = dict(Signing.objects.order_by().values_list("reader").annotate(first=Min("at")))
    papers = dict(
        PaperAgreement.objects.order_by().values_list("user_entity").annotate(first=Min("signed_on"))
    )
    found = Disclosure.objects.select_related("grant__reader", "copy").order_by("pk")
    rows = [
        _row(one, signed.get(one.grant.reader_id), papers.get(one.grant.reader.user_entity_id))
        for one in found
    ]
    yield Rows("disclosures_handed_out", rows)


def _row(one: Disclosure, signed_at: datetime | None, paper_on: date | None) -> dict[str, object]:
    on_paper = datetime.combine(paper_on, time(), tzinfo=UTC) if paper_on else None
    since = [at for at in (signed_at, on_paper) if at is not None]
    copy = getattr(one, "copy", None)
    grant = one.grant
    return {
        "number": str(one.pk),
        "handed_at": one.at,
        "how": one.how,
        "title": one.title,
        "page": one.page,
        "source_digest": one.source_digest,
        "copy_digest": copy.digest if copy else None,
        "reader_name": one.reader_name,
        "email": one.email,
        "company": one.company,
        "reader_kind": grant.reader.kind,
        "origin": one.origin,
        "granted_at": grant.granted_at,
        "grant_ends_at": grant.revoked_at or grant.expires_at,
        "bound_since": min(since) if since else None,
    }


STREAMS: dict[str, Collect] = {"handed_out": handed_out}
