"""Incidents of the past from a CSV file: all of it, or nothing, by the same acts as any other."""

from __future__ import annotations

from datetime import datetime

from attestry.incidents.actions.deciding import judge_incident, review_incident
from attestry.incidents.actions.reporting import (
    add_entry,
    contain_incident,
    rank_incident,
    report_incident,
    resolve_incident,
)
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.csv_rows import CsvRow, csv_rows, refuse_lines
from attestry.kit.errors import Conflict, Invalid
from attestry.people.models import Person

REQUIRED = ("title", "summary", "detected_at")
OPTIONAL = (
    "kind", "severity", "happened_at", "contained_at", "resolved_at", "lead_email", "timeline",
    "affects_personal_data", "affects_confidential_data", "affects_customers", "decision", "root_cause",
    "lessons",
)  # fmt: skip
# What a list that was taken from here says besides, and is not taken in.
TOLD = ("number", "state", "closed_at", "lead", "reported_by", "notices_late", "follow_ups_open")
_EFFECTS = ("affects_personal_data", "affects_confidential_data", "affects_customers")
_JUDGED = {"yes": True, "no": False, "": None}


@act("incidents.import")
def import_incidents(actor: Actor, data: bytes) -> int:
    """New incidents; one of the same title and time of noticing is known. Raises Invalid, with the lines."""
    people = {one.email.lower(): one for one in Person.objects.all()}
    found = Incident.objects.values_list("title", "detected_at")
    known = {(title.lower(), detected_at) for title, detected_at in found}
    rows = csv_rows(data, required=REQUIRED, optional=(*OPTIONAL, *TOLD))
    count, wrong = 0, []
    for row in rows:
        try:
            detected_at = _noticed(row)
            key = row["title"].lower(), detected_at
            if key not in known:
                known.add(key)
                _take_in(actor, row, detected_at, people)
                count += 1
        except (Invalid, Conflict) as refusal:
            wrong.append(f"line {row.line}: {refusal.message}")
        except ValueError as refusal:
            wrong.append(f"line {row.line}: {refusal}")
    refuse_lines(wrong)
    record("incidents", after={"taken_in": count, "known": len(rows) - count})
    return count


def _take_in(actor: Actor, row: CsvRow, detected_at: datetime, people: dict[str, Person]) -> None:
    kind = IncidentKind(_one_of(row, "kind", tuple(IncidentKind), IncidentKind.SECURITY))
    severity = Severity(_one_of(row, "severity", tuple(Severity), Severity.MEDIUM))
    made = report_incident(
        actor, title=row["title"], summary=row["summary"], kind=kind, severity=severity,
        detected_at=detected_at, happened_at=_instant(row, "happened_at"),
    )  # fmt: skip
    if row["lead_email"]:
        lead = people.get(row["lead_email"].lower())
        if lead is None:
            raise ValueError(f"lead_email: nobody here has the address “{row['lead_email']}”")
        rank_incident(actor, made, severity=severity, lead=lead)
    if row["timeline"]:
        add_entry(actor, made, words=row["timeline"], at=detected_at)
    if contained_at := _instant(row, "contained_at"):
        contain_incident(actor, made, at=contained_at)
    if resolved_at := _instant(row, "resolved_at"):
        resolve_incident(actor, made, at=resolved_at)
    effects = {name: _JUDGED[_one_of(row, name, ("yes", "no"), "")] for name in _EFFECTS}
    if row["decision"] or any(each is not None for each in effects.values()):
        judge_incident(
            actor, made, affects_personal_data=effects["affects_personal_data"],
            affects_confidential_data=effects["affects_confidential_data"],
            affects_customers=effects["affects_customers"], decision=row["decision"],
        )  # fmt: skip
    if row["root_cause"]:
        review_incident(actor, made, root_cause=row["root_cause"], lessons=row["lessons"])


def _noticed(row: CsvRow) -> datetime:
    found = _instant(row, "detected_at")
    if found is None:
        raise ValueError("detected_at: say when it was noticed")
    return found


def _instant(row: CsvRow, column: str) -> datetime | None:
    if not row[column]:
        return None
    try:
        return clock.from_text(row[column])
    except ValueError as refusal:
        raise ValueError(f"{column}: “{row[column]}” is no time like 2026-03-14T09:12Z") from refusal


def _one_of(row: CsvRow, column: str, known: tuple[str, ...], usual: str) -> str:
    said = row[column].lower() or usual
    if said and said not in known:
        raise ValueError(f"{column}: “{row[column]}” is none of {', '.join(known)}")
    return said
