"""Who may read a data store and who did, taken in from CSV files, and destroying what held data."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines
from attestry.scope.errors import FieldRefused, NameMissing, NameTaken
from attestry.scope.models import DataStore, Disposal, StoreGrant, StoreReading, System
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod

_BATCH = 1000


@act("scope.import_grants", offered=False)
def import_grants(actor: Actor, store: DataStore, *, data: bytes) -> int:
    """Take in who may read a store, in place of what was known: person, granted_on, basis, ends_on.

    Raises Invalid that names every line that is wrong; then nothing is taken in.
    """
    made: dict[tuple[str, date], StoreGrant] = {}
    wrong: list[str] = []
    for row in csv_rows(data, required=("person", "granted_on"), optional=("basis", "ends_on")):
        try:
            grant = _grant(store, row)
        except ValueError:
            wrong.append(f"line {row.line}: a day is written 2026-03-31")
            continue
        if problem := _wrong_with(grant, made):
            wrong.append(f"line {row.line}: {problem}")
        made[grant.person, grant.granted_on] = grant
    refuse_lines(wrong)
    before = store.grants.count()
    store.grants.all().delete()
    StoreGrant.objects.bulk_create(made.values(), batch_size=_BATCH)
    record(f"data_store:{store.name}", before={"grants": before}, after={"grants": len(made)})
    return len(made)


@act("scope.import_readings", offered=False)
def import_readings(actor: Actor, store: DataStore, *, data: bytes) -> int:
    """Add to the log of who read a store: person, read_at. What is there already is not added twice.

    Raises Invalid that names every line that is wrong; then nothing is taken in.
    """
    made: dict[tuple[str, datetime], StoreReading] = {}
    wrong: list[str] = []
    for row in csv_rows(data, required=("person", "read_at")):
        try:
            at = clock.from_text(row["read_at"])
        except ValueError:
            wrong.append(f"line {row.line}: an instant is written 2026-03-31T09:12:00Z")
            continue
        if not row["person"]:
            wrong.append(f"line {row.line}: nobody is named")
        if at > clock.now():
            wrong.append(f"line {row.line}: it lies ahead")
        made[row["person"], at] = StoreReading(store=store, person=row["person"][:200], read_at=at)
    refuse_lines(wrong)
    known = set(store.readings.values_list("person", "read_at"))
    fresh = [one for key, one in made.items() if key not in known]
    StoreReading.objects.bulk_create(fresh, batch_size=_BATCH)
    record(f"data_store:{store.name}", after={"readings_added": len(fresh)})
    return len(fresh)


@act("scope.record_disposal")
def record_disposal(
    actor: Actor,
    system: System,
    *,
    name: str,
    kind: DisposalKind,
    method: DisposalMethod,
    disposed_on: date,
    performed_by: str,
    certificate: str = "",
    store: DataStore | None = None,
) -> Disposal:
    """Record that something was destroyed; without a certificate that is a finding, not a refusal.

    Raises NameMissing, NameTaken and FieldRefused.
    """
    if not name.strip():
        raise NameMissing("disposal")
    if not performed_by.strip():
        raise FieldRefused("performed_by", "A disposal says who performed it.")
    if disposed_on > clock.now().date():
        raise FieldRefused("disposed_on", "A disposal that lies ahead has not happened.")
    if system.disposals.filter(name=name.strip(), disposed_on=disposed_on).exists():
        raise NameTaken("disposal on that day", name.strip())
    made = Disposal.objects.create(
        system=system,
        store=store,
        name=name.strip(),
        kind=kind,
        method=method,
        disposed_on=disposed_on,
        performed_by=performed_by.strip(),
        certificate=certificate.strip(),
        recorded_at=clock.now(),
    )
    after = {"method": method.value, "on": disposed_on.isoformat(), "certificate": made.certificate}
    record(f"disposal:{made.name}", after=after)
    return made


@act("scope.add_certificate")
def add_certificate(actor: Actor, disposal: Disposal, *, certificate: str) -> Disposal:
    """Name the proof of a disposal. Raises FieldRefused where none is named."""
    if not certificate.strip():
        raise FieldRefused("certificate", "Name the certificate: its number and who issued it.")
    found = Disposal.objects.select_for_update().get(pk=disposal.pk)
    before = {"certificate": found.certificate}
    found.certificate = certificate.strip()
    found.save(update_fields=["certificate"])
    record(f"disposal:{found.name}", before=before, after={"certificate": found.certificate})
    return found


def _grant(store: DataStore, row: CsvRow) -> StoreGrant:
    return StoreGrant(
        store=store,
        person=row["person"][:200],
        basis=row["basis"][:300],
        granted_on=date.fromisoformat(row["granted_on"]),
        ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
    )


def _wrong_with(grant: StoreGrant, known: Collection[tuple[str, date]]) -> str:
    if not grant.person:
        return "nobody is named"
    if grant.ends_on is not None and grant.ends_on < grant.granted_on:
        return "it ends before it is granted"
    if (grant.person, grant.granted_on) in known:
        return f"{grant.person} stands twice with that day"
    return ""
