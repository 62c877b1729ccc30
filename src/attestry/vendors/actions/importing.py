"""Taking in a list of vendors: shown first, then whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, tier_of

REQUIRED = ("name", "data_held", "access", "dependence")
OPTIONAL = ("service", "owner_email", "method", "expected_controls", "started_on", "reviewed_on")
_WRITTEN = (
    "data_held", "access", "dependence", "tier", "service", "owner", "method", "expected_controls",
    "started_on", "reviewed_on",
)  # fmt: skip
# Up to so many changes each have an entry of their own in the journal; the import's own counts the rest.
EACH_NAMED = 500
Pair = tuple[Vendor | None, Vendor]


def plan_vendors(data: bytes) -> CsvPlan:
    """What the list would do. Raises WrongLines that names every line that is wrong."""
    return _plan(_pairs(data))


@act("vendors.import_vendors")
def import_vendors(actor: Actor, *, data: bytes, seen: str = "") -> CsvPlan:
    """Add the vendors of a CSV file and change those that are there; answers what was done.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines that names every
    line that is wrong; either changes nothing.
    """
    pairs = _pairs(data)
    plan = _plan(pairs)
    plan.refuse_unless(seen)
    Vendor.objects.bulk_create((after for before, after in pairs if before is None), batch_size=500)
    changed = [after for before, after in pairs if before is not None and _told(before) != _told(after)]
    Vendor.objects.bulk_update(changed, _WRITTEN, batch_size=200)
    record("vendors:import", after={"added": len(plan.added), "changed": len(plan.changed)})
    if len(plan.changes) <= EACH_NAMED:
        for before, after in pairs:
            if before is None or _told(before) != _told(after):
                record(after.subject, before=_told(before) if before else None, after=_told(after))
    return plan


def _plan(pairs: Sequence[Pair]) -> CsvPlan:
    return plan_of(
        (after.name, _told(before) if before else None, _told(after, is_new=before is None))
        for before, after in pairs
    )


def _told(one: Vendor, *, is_new: bool = False) -> dict[str, Any]:
    said = {**one.record(), "reviewed_on": str(one.reviewed_on or "")}
    return {name: value for name, value in said.items() if value} if is_new else said


def _pairs(data: bytes) -> list[Pair]:
    """Each vendor of the list as it is, or None, and as the list says."""
    there = {one.name.casefold(): one for one in Vendor.objects.select_related("owner")}
    owners = {one.email.casefold(): one for one in User.objects.filter(is_active=True)}
    lines = read_lines(
        data, lambda cells: _said(cells, owners), required=REQUIRED, optional=OPTIONAL, once="name"
    )
    return [_pair(there.get(said["name"].casefold()), said) for said in lines]


def _pair(before: Vendor | None, said: Mapping[str, Any]) -> Pair:
    now = clock.now()
    after = copy(before) if before else Vendor(name=said["name"], recorded_at=now, started_on=now.date())
    for name, value in said.items():
        if name != "name":
            setattr(after, name, value)
    after.tier = tier_of(said["data_held"], said["access"], said["dependence"])
    return before, after


def _said(cells: Cells, owners: Mapping[str, User]) -> dict[str, Any]:
    """What a line says: only of columns that the list has, and days only where they are given."""
    said: dict[str, Any] = {
        "name": cells.text("name", most=200, needed=True),
        "data_held": cells.choice("data_held", DataHeld),
        "access": cells.choice("access", Access),
        "dependence": cells.choice("dependence", Dependence),
        "service": cells.text("service", most=2000),
        "method": cells.text("method"),
        "expected_controls": cells.text("expected_controls"),
        "owner": _owner(cells, owners),
        "started_on": cells.day("started_on"),
        "reviewed_on": cells.day("reviewed_on", not_after=clock.now().date()),
    }
    if said["method"] not in ("", "carve_out", "inclusive"):
        cells.refuse("method", f"“{said['method'][:40]}” is neither carve_out nor inclusive")
    elif said["method"] == "carve_out" and not said["expected_controls"]:
        cells.refuse("expected_controls", "who is carved out is expected to run some")
    kept = ("service", "method", "expected_controls")
    without = {name for name in kept if not cells.has(name)}
    without |= {name for name in ("started_on", "reviewed_on") if said[name] is None}
    without |= set() if cells.has("owner_email") else {"owner"}
    return {name: value for name, value in said.items() if name not in without}


def _owner(cells: Cells, owners: Mapping[str, User]) -> User | None:
    email = cells.text("owner_email", most=254)
    if email and email.casefold() not in owners:
        cells.refuse("owner_email", f"nobody here has the address {email[:80]}")
    return owners.get(email.casefold())
