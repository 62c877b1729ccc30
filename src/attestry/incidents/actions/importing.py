"""Incidents of the past from a CSV file: shown first, then all or nothing, by the same acts as any other."""

from __future__ import annotations

from collections.abc import Mapping
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
from attestry.kit.csv_cells import Cells, read_lines
from attestry.kit.csv_plan import CsvPlan, plan_of
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.people.models import Person
from attestry.people.queries.register import people_by_address

REQUIRED = ("title", "summary", "detected_at")
OPTIONAL = (
    "kind", "severity", "happened_at", "contained_at", "resolved_at", "lead_email", "timeline",
    "affects_personal_data", "affects_confidential_data", "affects_customers", "decision", "root_cause",
    "lessons",
)  # fmt: skip
# What a list that was taken from here says besides, and is not taken in.
TOLD = ("number", "state", "closed_at", "lead", "reported_by", "notices_late", "follow_ups_open")
_EFFECTS = ("affects_personal_data", "affects_confidential_data", "affects_customers")
_JUDGED = {"yes": True, "no": False}
Line = tuple[str, Mapping[str, object] | None, Mapping[str, object]]


@act("incidents.import")
def import_incidents(actor: Actor, data: bytes, *, seen: str = "") -> CsvPlan:
    """New incidents; one of the same title and time of noticing is known.

    ``seen`` is the digest of the plan that was looked at. Raises PlanChanged; WrongLines with the lines.
    """
    people = people_by_address()
    found = Incident.objects.values_list("title", "detected_at")
    known = {(title.casefold(), detected_at) for title, detected_at in found}

    def taken(cells: Cells) -> Line:
        title, detected_at = cells.text("title"), cells.instant("detected_at", needed=True)
        key = title.casefold(), detected_at or clock.now()
        told = f"{title}, {cells.text('detected_at')}"
        if key in known:
            return told, {}, {}
        known.add(key)
        cells.asked(lambda: _take_in(actor, cells, detected_at, people))
        said = {name: cells.text(name) for name in ("summary", *OPTIONAL)}
        return told, None, {name: words for name, words in said.items() if words}

    lines = read_lines(data, taken, required=REQUIRED, optional=(*OPTIONAL, *TOLD), most=MOST_BY_ACTS)
    plan = plan_of(lines)
    plan.refuse_unless(seen)
    record("incidents", after={"taken_in": len(plan.added), "known": plan.unchanged_count})
    return plan


def _take_in(actor: Actor, cells: Cells, detected_at: datetime | None, people: Mapping[str, Person]) -> None:
    """Report, contain, resolve and judge it as the line says; only where every cell can be read."""
    kind = cells.choice("kind", IncidentKind, otherwise=IncidentKind.SECURITY)
    severity = cells.choice("severity", Severity, otherwise=Severity.MEDIUM)
    happened_at, contained_at = cells.instant("happened_at"), cells.instant("contained_at")
    resolved_at = cells.instant("resolved_at")
    lead = cells.known("lead_email", people, "nobody here has the address")
    effects = {name: cells.known(name, _JUDGED, "it is yes or no, not") for name in _EFFECTS}
    decision, root_cause = cells.text("decision"), cells.text("root_cause")
    if detected_at is None or cells.wrong:
        return
    made = report_incident(
        actor, title=cells.text("title"), summary=cells.text("summary"), kind=kind, severity=severity,
        detected_at=detected_at, happened_at=happened_at,
    )  # fmt: skip
    if lead:
        rank_incident(actor, made, severity=severity, lead=lead)
    if words := cells.text("timeline"):
        add_entry(actor, made, words=words, at=detected_at)
    if contained_at:
        contain_incident(actor, made, at=contained_at)
    if resolved_at:
        resolve_incident(actor, made, at=resolved_at)
    if decision or any(each is not None for each in effects.values()):
        judge_incident(
            actor, made, affects_personal_data=effects["affects_personal_data"],
            affects_confidential_data=effects["affects_confidential_data"],
            affects_customers=effects["affects_customers"], decision=decision,
        )  # fmt: skip
    if root_cause:
        review_incident(actor, made, root_cause=root_cause, lessons=cells.text("lessons"))
