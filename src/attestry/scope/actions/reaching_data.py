"""Who may read a data store and who did, taken in from CSV files: shown first, then whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.scope.models import DataStore, StoreGrant, StoreReading

_BATCH = 1000
Key = tuple[str, date]


def plan_grants(store: DataStore, data: bytes) -> CsvPlan:
    """What the list would do. Raises WrongLines that names every line that is wrong."""
    return _grants_plan(store, _grants(store, data))


@act("scope.import_grants", offered=False)
def import_grants(actor: Actor, store: DataStore, *, data: bytes, seen: str = "") -> CsvPlan:
    """Take in who may read a store, in place of what was known: person, granted_on, basis, ends_on.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    made = _grants(store, data)
    plan = _grants_plan(store, made)
    plan.refuse_unless(seen)
    before = store.grants.count()
    store.grants.all().delete()
    StoreGrant.objects.bulk_create(made.values(), batch_size=_BATCH)
    record(f"data_store:{store.name}", before={"grants": before}, after={"grants": len(made)})
    return plan


def plan_readings(store: DataStore, data: bytes) -> CsvPlan:
    """What the log would add. Raises WrongLines that names every line that is wrong."""
    return _readings(store, data)[1]


@act("scope.import_readings", offered=False)
def import_readings(actor: Actor, store: DataStore, *, data: bytes, seen: str = "") -> CsvPlan:
    """Add to the log of who read a store: person, read_at. What is there already is not added twice.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    fresh, plan = _readings(store, data)
    plan.refuse_unless(seen)
    StoreReading.objects.bulk_create(fresh, batch_size=_BATCH)
    record(f"data_store:{store.name}", after={"readings_added": len(fresh)})
    return plan


def _grants(store: DataStore, data: bytes) -> dict[Key, StoreGrant]:
    found = read_lines(
        data,
        lambda cells: _grant(cells, store),
        required=("person", "granted_on"),
        optional=("basis", "ends_on"),
        apart=lambda one: (one.person, one.granted_on) if one else None,
    )
    return {(one.person, one.granted_on): one for one in found if one is not None}


def _grant(cells: Cells, store: DataStore) -> StoreGrant | None:
    person, basis = cells.text("person", most=200, needed=True), cells.text("basis", most=300)
    granted_on, ends_on = cells.day("granted_on", needed=True), cells.day("ends_on")
    if granted_on is None:
        return None
    if ends_on is not None and ends_on < granted_on:
        cells.refuse("ends_on", "it ends before it is granted")
    return StoreGrant(store=store, person=person, basis=basis, granted_on=granted_on, ends_on=ends_on)


def _grants_plan(store: DataStore, made: Mapping[Key, StoreGrant]) -> CsvPlan:
    """What the list says, and what it leaves out and so takes away."""
    known = {(one.person, one.granted_on): _told(one) for one in store.grants.all()}
    said = {key: dict.fromkeys(known.get(key, ())) | _told(one) for key, one in made.items()}
    gone = {key: dict.fromkeys(told) for key, told in known.items() if key not in said}
    return plan_of((key[0], known.get(key), after) for key, after in {**said, **gone}.items())


def _told(one: StoreGrant, *, is_new: bool = False) -> dict[str, object]:
    said = {"may_since": one.granted_on, "basis": one.basis, "ends_on": one.ends_on}
    return {name: value for name, value in said.items() if value} if is_new else said


def _readings(store: DataStore, data: bytes) -> tuple[list[StoreReading], CsvPlan]:
    """The readings that are new, and the plan of all."""
    known = set(store.readings.values_list("person", "read_at"))
    fresh: list[StoreReading] = []
    records: list[tuple[str, dict[str, object] | None, dict[str, object]]] = []
    for found in read_lines(data, _reading, required=("person", "read_at")):
        if found is None or found in known:
            records.append(("", {}, {}))
            continue
        known.add(found)
        fresh.append(StoreReading(store=store, person=found[0], read_at=found[1]))
        records.append((found[0], None, {"read_at": found[1].isoformat()}))
    return fresh, plan_of(records)


def _reading(cells: Cells) -> tuple[str, datetime] | None:
    person, at = cells.text("person", most=200, needed=True), cells.instant("read_at", needed=True)
    if at is not None and at > clock.now():
        cells.refuse("read_at", "it lies ahead")
    return (person, at) if at is not None else None
