"""Names that the register does not know: found in other lists, then accepted, matched or dismissed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.vendors.actions.keeping import add_vendor
from attestry.vendors.errors import AlreadyDecided, VendorRefused
from attestry.vendors.models import Vendor, VendorProposal
from attestry.vendors.queries.sealed_names import sealed_names
from attestry.vendors.rules.discovery import plain, unknown_names
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

_LONGEST = 200
_MOST = Decimal(10) ** 12


@act("vendors.discover_vendors")
def discover_vendors(actor: Actor) -> int:
    """Propose each name in the sealed lists that nobody knows; answers how many are new."""
    return _propose((name, origin, None) for name, origin in sealed_names())


@act("vendors.propose_from_spend")
def propose_from_spend(actor: Actor, *, data: bytes, origin: str = "A list of spending") -> int:
    """Propose each name in a CSV of spending that nobody knows. Raises Invalid that names wrong lines."""
    found: dict[str, tuple[str, Decimal]] = {}
    lines = read_lines(data, _spent, required=("vendor",), optional=("amount", "date", "account"))
    for vendor, amount in lines:
        name, before = found.get(plain(vendor), (vendor, Decimal(0)))
        found[plain(vendor)] = (name, before + amount)
    return _propose((name, origin, amount) for name, amount in found.values())


@act("vendors.accept_proposal")
def accept_proposal(
    actor: Actor, proposal: VendorProposal, *, data_held: DataHeld, access: Access, dependence: Dependence
) -> Vendor:
    """Put the name in the register as a vendor. Raises AlreadyDecided, VendorTaken."""
    kept = _open(proposal)
    made = add_vendor(actor, name=kept.name, data_held=data_held, access=access, dependence=dependence)
    _decide(actor, kept, vendor=made)
    return made


@act("vendors.match_proposal")
def match_proposal(actor: Actor, proposal: VendorProposal, *, vendor: Vendor) -> VendorProposal:
    """Say that the name is another one for a vendor of the register. Raises AlreadyDecided."""
    return _decide(actor, _open(proposal), vendor=vendor)


@act("vendors.dismiss_proposals")
def dismiss_proposals(
    actor: Actor, proposals: Sequence[VendorProposal], *, reason: str
) -> list[VendorProposal]:
    """Say that names are no vendors, and why: all of them or none. Raises AlreadyDecided, VendorRefused."""
    if not reason.strip():
        raise VendorRefused("reason", "Say why it is no vendor.")
    if not proposals:
        raise VendorRefused("proposals", "Tick at least one name.")
    return [_decide(actor, _open(one), reason=reason.strip()) for one in proposals]


@act("vendors.reopen_proposal")
def reopen_proposal(actor: Actor, proposal: VendorProposal) -> VendorProposal:
    """Take a decision on a name back; a vendor that was added stays. Raises AlreadyDecided."""
    kept = VendorProposal.objects.select_for_update().get(pk=proposal.pk)
    if kept.decided_at is None:
        raise AlreadyDecided("The decision was taken back")
    before = {"vendor_id": kept.vendor_id, "dismissed because": kept.dismissed_because}
    kept.vendor, kept.dismissed_because, kept.decided_at, kept.decided_by = None, "", None, ""
    kept.save()
    record(f"vendor_proposal:{kept.name}", before=before, after={"waits": True})
    return kept


def _propose(named: Iterable[tuple[str, str, Decimal | None]]) -> int:
    listed = [(name[:_LONGEST], origin[:300], amount) for name, origin, amount in named]
    first: dict[str, tuple[str, Decimal | None]] = {}
    for name, origin, amount in listed:
        first.setdefault(name.strip(), (origin, amount))
    known = [
        *Vendor.objects.values_list("name", flat=True),
        *VendorProposal.objects.values_list("plain_name", flat=True),
    ]
    fresh = unknown_names((name for name, _, _ in listed), known)
    at = clock.now()
    VendorProposal.objects.bulk_create(
        (
            VendorProposal(
                plain_name=plain(name), name=name, found_in=first[name][0], amount=first[name][1], found_at=at
            )
            for name in fresh
        ),
        batch_size=500,
    )
    if fresh:
        record("vendors:proposals", after={"proposed": len(fresh), "first": fresh[:20]})
    return len(fresh)


def _open(proposal: VendorProposal) -> VendorProposal:
    kept = VendorProposal.objects.select_for_update().get(pk=proposal.pk)
    if kept.decided_at is not None:
        raise AlreadyDecided("It was decided on")
    return kept


def _decide(
    actor: Actor, kept: VendorProposal, *, vendor: Vendor | None = None, reason: str = ""
) -> VendorProposal:
    kept.vendor, kept.dismissed_because = vendor, reason
    kept.decided_at, kept.decided_by = clock.now(), actor.name
    kept.save()
    after = {"vendor": vendor.name if vendor else "", "dismissed because": reason}
    record(f"vendor_proposal:{kept.name}", after=after)
    return kept


def _spent(cells: Cells) -> tuple[str, Decimal]:
    amount = cells.amount("amount", _MOST, least=-_MOST)
    return cells.text("vendor", most=_LONGEST, needed=True), amount or Decimal(0)
