"""Reads: names that other lists hold and the register does not."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from django.db.models import QuerySet

from attestry.vendors.models import Vendor, VendorProposal
from attestry.vendors.queries.vendors import one_of
from attestry.vendors.rules.discovery import plain


def proposal_numbered(pk: int) -> VendorProposal:
    """One name that waits or waited. Raises UnknownVendor."""
    return one_of(VendorProposal.objects.all(), pk, "such proposal")


def proposals_numbered(numbers: Collection[int]) -> list[VendorProposal]:
    """Several names; numbers that there are not are left out."""
    return list(VendorProposal.objects.filter(pk__in=numbers))


def likest_vendor(name: str) -> Vendor | None:
    """The vendor whose name, or its first word, is most like another name; None where none is like it."""
    names = list(Vendor.objects.values_list("name", flat=True))
    by_form = {plain(one).split()[0]: one for one in names if plain(one)}
    by_form |= {plain(one): one for one in names}
    found = get_close_matches(plain(name), by_form, n=1, cutoff=0.7)
    return Vendor.objects.filter(name=by_form[found[0]]).first() if found else None


def waiting_proposals() -> QuerySet[VendorProposal]:
    """Names that nobody decided on."""
    return VendorProposal.objects.filter(decided_at=None).order_by("name")


def decided_proposals() -> QuerySet[VendorProposal]:
    """Names that were decided on, the newest decision first."""
    return VendorProposal.objects.exclude(decided_at=None).select_related("vendor").order_by("-decided_at")
