"""Keeping the register: adding, changing and ending a vendor."""

from __future__ import annotations

from datetime import date

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.vendors.errors import AlreadyDecided, VendorChanged, VendorRefused, VendorTaken
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, tier_of


@act("vendors.add_vendor")
def add_vendor(
    actor: Actor,
    *,
    name: str,
    data_held: DataHeld,
    access: Access,
    dependence: Dependence,
    service: str = "",
    owner: User | None = None,
    method: str = "",
    expected_controls: str = "",
    started_on: date | None = None,
) -> Vendor:
    """Put a vendor in the register; its tier follows. Raises VendorRefused and VendorTaken."""
    name = name.strip()
    if not name:
        raise VendorRefused("name", "A vendor has one.")
    if Vendor.objects.filter(name__iexact=name).exists():
        raise VendorTaken(name)
    made = Vendor(name=name, recorded_at=clock.now(), started_on=started_on or clock.now().date())
    _write(made, service, owner, data_held, access, dependence, method, expected_controls)
    made.save()
    record(made.subject, after=made.record())
    return made


@act("vendors.edit_vendor")
def edit_vendor(
    actor: Actor,
    vendor: Vendor,
    *,
    data_held: DataHeld,
    access: Access,
    dependence: Dependence,
    service: str = "",
    owner: User | None = None,
    method: str = "",
    expected_controls: str = "",
    seen: str = "",
) -> Vendor:
    """Write a vendor down anew. ``seen`` is the digest of what one read.

    Raises VendorChanged where somebody else wrote since, and VendorRefused.
    """
    kept = Vendor.objects.select_for_update(of=("self",)).select_related("owner").get(pk=vendor.pk)
    if seen and seen != kept.digest():
        raise VendorChanged(kept.name)
    before = kept.record()
    _write(kept, service, owner, data_held, access, dependence, method, expected_controls)
    kept.save()
    record(kept.subject, before=before, after=kept.record())
    return kept


@act("vendors.end_vendor")
def end_vendor(actor: Actor, vendor: Vendor, *, ended_on: date, how: str) -> Vendor:
    """End the relation: ``how`` says what became of access and data. Raises VendorRefused, AlreadyDecided."""
    kept = Vendor.objects.select_for_update().get(pk=vendor.pk)
    if kept.ended_on is not None:
        raise AlreadyDecided("The relation was ended")
    if ended_on < kept.started_on:
        raise VendorRefused("ended_on", "It ends before it began.")
    if not how.strip():
        raise VendorRefused("how", "Say what became of its access and of our data.")
    kept.ended_on, kept.ended_how = ended_on, how.strip()
    kept.save(update_fields=["ended_on", "ended_how"])
    record(kept.subject, before={"ended_on": None}, after={"ended_on": str(ended_on), "how": kept.ended_how})
    return kept


@act("vendors.resume_vendor")
def resume_vendor(actor: Actor, vendor: Vendor) -> Vendor:
    """Take the end of a relation back: it goes on as before. Raises AlreadyDecided."""
    kept = Vendor.objects.select_for_update().get(pk=vendor.pk)
    if kept.ended_on is None:
        raise AlreadyDecided("The relation was resumed")
    before = {"ended_on": str(kept.ended_on), "how": kept.ended_how}
    kept.ended_on, kept.ended_how = None, ""
    kept.save(update_fields=["ended_on", "ended_how"])
    record(kept.subject, before=before, after={"ended_on": None})
    return kept


def _write(
    vendor: Vendor,
    service: str,
    owner: User | None,
    data_held: DataHeld,
    access: Access,
    dependence: Dependence,
    method: str,
    expected_controls: str,
) -> None:
    if method not in ("", "carve_out", "inclusive"):
        raise VendorRefused("method", "Choose carve_out or inclusive, or neither.")
    if method == "carve_out" and not expected_controls.strip():
        raise VendorRefused(
            "expected_controls", "Who is carved out is expected to run controls; name their kinds."
        )
    vendor.service, vendor.owner = service.strip(), owner
    vendor.data_held, vendor.access, vendor.dependence = data_held, access, dependence
    vendor.tier = tier_of(data_held, access, dependence)
    vendor.method, vendor.expected_controls = method, expected_controls.strip()
