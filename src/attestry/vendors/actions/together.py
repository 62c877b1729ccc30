"""Giving several vendors an owner, or the facts that their tier follows from, at once; and undoing that."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attestry.accounts.models import User
from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.vendors.errors import AlreadyDecided, VendorRefused
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, tier_of

VENDORS = BulkKind(
    "vendors",
    ("vendor", "vendors"),
    ("owner_id", "data_held", "access", "dependence", "tier"),
    Vendor.record,
)


@act("vendors.edit_vendor")
def edit_vendors(
    actor: Actor,
    *,
    vendors: Collection[int],
    owner: User | None = None,
    data_held: DataHeld | None = None,
    access: Access | None = None,
    dependence: Dependence | None = None,
) -> BulkEdit:
    """Give every vendor named what is given; the rest stays, and the tier follows from the facts.

    Raises BulkRefused that names the vendors whose relation was ended; VendorRefused for an owner who
    does not sign in any more.
    """
    said = given(owner=owner, data_held=data_held, access=access, dependence=dependence)
    if owner is not None and not owner.is_active:
        raise VendorRefused("owner", f"The account of {owner.name} is no longer active.")

    def change(one: Vendor) -> None:
        if one.ended_on is not None:
            raise AlreadyDecided("The relation was ended")
        for name, value in said.items():
            setattr(one, name, value)
        one.tier = tier_of(DataHeld(one.data_held), Access(one.access), Dependence(one.dependence))

    return change_together(actor, VENDORS, chosen(VENDORS, _rows(), vendors), change, to=said)


@act("vendors.edit_vendor")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of vendors. Raises BulkEditUnknown and UndoRefused."""
    return put_back(VENDORS, _rows(), edit)


def _rows() -> Any:
    return Vendor.objects.select_related("owner")
