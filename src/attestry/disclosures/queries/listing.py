"""What was handed out, as a list and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from attestry.disclosures.models import Disclosure
from attestry.ui.listing import PAGE_SIZE, Choice

_ORDERS = {"at": "at", "what": "title", "who": "reader_name", "how": "how", "number": "pk"}


def disclosure_page(choice: Choice) -> tuple[Sequence[Disclosure], int]:
    """One page of them and how many there are; two queries."""
    found = _chosen(choice)
    start = (choice.page - 1) * PAGE_SIZE
    return list(found[start : start + PAGE_SIZE]), found.count()


def disclosure_rows(choice: Choice) -> Iterator[tuple[object, ...]]:
    """Every one that was chosen, as values."""
    for one in _chosen(choice).select_related("copy").iterator(chunk_size=1000):
        copy = getattr(one, "copy", None)
        yield (
            one.pk, one.code, one.at, one.how, one.title, one.page or "", one.reader_name, one.email,
            one.company, one.grant.reader.kind, one.origin, one.source_digest, copy.digest if copy else "",
        )  # fmt: skip


def _chosen(choice: Choice) -> QuerySet[Disclosure]:
    found = Disclosure.objects.select_related("grant__reader")
    if how := choice.filters.get("how"):
        found = found.filter(how=how)
    for word in choice.search.split():
        named = Q(reader_name__icontains=word) | Q(email__icontains=word) | Q(company__icontains=word)
        found = found.filter(named | Q(title__icontains=word))
    if choice.sort:
        sign = "-" if choice.is_descending else ""
        found = found.order_by(f"{sign}{_ORDERS[choice.sort]}", "-pk")
    return found
