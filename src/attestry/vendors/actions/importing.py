"""Taking in a list of vendors, whole or not at all."""

from __future__ import annotations

from datetime import date

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines
from attestry.vendors.models import Vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence, tier_of

REQUIRED = ("name", "data_held", "access", "dependence")
OPTIONAL = ("service", "owner_email", "method", "expected_controls", "started_on", "reviewed_on")
_CHOICES = {"data_held": DataHeld, "access": Access, "dependence": Dependence}


@act("vendors.import_vendors")
def import_vendors(actor: Actor, *, data: bytes) -> dict[str, int]:
    """Add the vendors of a CSV file and change those that are there; answers how many of each.

    Raises Invalid that names every line that is wrong, and then changes nothing.
    """
    rows = csv_rows(data, required=REQUIRED, optional=OPTIONAL)
    there = {one.name.casefold(): one for one in Vendor.objects.select_related("owner")}
    owners = {one.email.casefold(): one for one in User.objects.filter(is_active=True)}
    wrong: list[str] = []
    seen: dict[str, int] = {}
    written: list[Vendor] = []
    for row in rows:
        problems = _problems(row, owners, seen)
        seen.setdefault(row["name"].casefold(), row.line)
        if problems:
            wrong += [f"line {row.line}: {one}" for one in problems]
            continue
        written.append(_written(row, there.get(row["name"].casefold()), owners))
    refuse_lines(wrong)
    added = [one for one in written if one.pk is None]
    changed = [one for one in written if one.pk is not None]
    Vendor.objects.bulk_create(added, batch_size=500)
    columns = [
        *_CHOICES,
        "tier",
        "service",
        "owner",
        "method",
        "expected_controls",
        "started_on",
        "reviewed_on",
    ]
    Vendor.objects.bulk_update(changed, columns, batch_size=200)
    done = {"added": len(added), "changed": len(changed)}
    record("vendors:import", after={**done, "vendors": [one.name for one in written][:500]})
    return done


def _problems(row: CsvRow, owners: dict[str, User], seen: dict[str, int]) -> list[str]:
    found = []
    name = row["name"]
    if not name or len(name) > 200:
        found.append("name: it is empty, or longer than 200 letters")
    elif name.casefold() in seen:
        found.append(f"name: “{name}” stands on line {seen[name.casefold()]} too")
    for column, values in _CHOICES.items():
        allowed = [one.value for one in values]
        if row[column] not in allowed:
            found.append(f"{column}: “{row[column][:40]}” is none of {', '.join(allowed)}")
    if row["owner_email"] and row["owner_email"].casefold() not in owners:
        found.append(f"owner_email: nobody here has the address {row['owner_email'][:80]}")
    if row["method"] not in ("", "carve_out", "inclusive"):
        found.append(f"method: “{row['method'][:40]}” is neither carve_out nor inclusive")
    elif row["method"] == "carve_out" and not row["expected_controls"]:
        found.append("expected_controls: who is carved out is expected to run some")
    for column in ("started_on", "reviewed_on"):
        found += _wrong_day(column, row[column])
    return found


def _wrong_day(column: str, text: str) -> list[str]:
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return [f"{column}: “{text[:40]}” is no day such as 2026-03-14"]
    if column == "reviewed_on" and day is not None and day > clock.now().date():
        return [f"{column}: {text} is still to come"]
    return []


def _written(row: CsvRow, there: Vendor | None, owners: dict[str, User]) -> Vendor:
    today = clock.now().date()
    one = there or Vendor(name=row["name"], recorded_at=clock.now(), started_on=today)
    one.data_held, one.access = DataHeld(row["data_held"]), Access(row["access"])
    one.dependence = Dependence(row["dependence"])
    one.tier = tier_of(DataHeld(one.data_held), Access(one.access), Dependence(one.dependence))
    for column in ("service", "method", "expected_controls"):
        if column in row.values:
            setattr(one, column, row[column])
    if "owner_email" in row.values:
        one.owner = owners.get(row["owner_email"].casefold())
    for column in ("started_on", "reviewed_on"):
        if row[column]:
            setattr(one, column, date.fromisoformat(row[column]))
    return one
