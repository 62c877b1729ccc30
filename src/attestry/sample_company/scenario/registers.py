"""The registers: data stores, vendors, risks, incidents, as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.rules.calendar import Moment

Row = dict[str, Any]

RISKS_REVIEWED_EVERY = 91


def data_stores(company: Company, _moment: Moment) -> Iterator[Row]:
    """Every store with class and protection."""
    for store in company.registers.data_stores:
        yield {
            "store_id": store.id,
            "title": store.title,
            "kind": store.kind,
            "location": store.location,
            "data_class": store.data_class,
            "holds_personal_data": store.is_personal,
            "is_encrypted": True,
            "access_rule": store.access,
            "retention_days": store.retention_days,
            "backup_every_hours": store.backup_every_hours,
            "recovery_time_minutes": store.recovery_time_minutes,
            "owner": company.address(store.owner),
        }


def vendors(company: Company, moment: Moment) -> Iterator[Row]:
    """Every supplier with its last review."""
    for vendor in company.registers.vendors:
        if vendor.starts > moment.day:
            continue
        done = [day for day in vendor.reviews if day <= moment.day]
        yield {
            "vendor_id": vendor.id,
            "name": vendor.name,
            "service": vendor.service,
            "tier": vendor.tier,
            "data_class": vendor.data_class,
            "is_subprocessor": vendor.is_subprocessor,
            "owner": company.address(vendor.owner),
            "started_on": moment.calendar.on(vendor.starts),
            "reviewed_on": moment.calendar.on(done[-1]) if done else None,
            "assurance": vendor.assurance,
            "assured_until_on": moment.calendar.on(done[-1] + 365) if done else None,
        }


def risks(company: Company, moment: Moment) -> Iterator[Row]:
    """The risk register, gone through every quarter."""
    for risk in company.registers.risks:
        reviewed = moment.day - (moment.day + RISKS_REVIEWED_EVERY - 20) % RISKS_REVIEWED_EVERY
        is_treated = risk.treated is not None and risk.treated <= moment.day
        yield {
            "risk_id": risk.id,
            "title": risk.title,
            "category": risk.category,
            "owner": company.address(risk.owner),
            "inherent_score": risk.inherent,
            "residual_score": risk.residual if is_treated else risk.inherent,
            "treatment": risk.treatment,
            "accepted_by": company.address(risk.accepted_by) if risk.accepted_by and is_treated else None,
            "due_on": moment.calendar.on(risk.due),
            "treated_on": moment.passed(risk.treated),
            "reviewed_on": moment.calendar.on(reviewed),
        }


def incidents(company: Company, moment: Moment) -> Iterator[Row]:
    """Incidents, open and closed."""
    for incident in company.registers.incidents:
        noticed = moment.calendar.at(incident.day, 9, 40)
        contained = moment.calendar.at(incident.day, 9 + incident.contained_after_hours, 30)
        closed = moment.calendar.at(incident.day + incident.closed_after_days, 15)
        if noticed > moment.now:
            continue
        is_closed = closed <= moment.now
        yield {
            "incident_id": incident.id,
            "title": incident.title,
            "severity": incident.severity,
            "detected_at": noticed,
            "contained_at": contained if contained <= moment.now else None,
            "closed_at": closed if is_closed else None,
            "root_cause": incident.cause if is_closed else None,
            "reviewed_on": moment.passed(incident.day + incident.closed_after_days + 3),
            "affects_personal_data": incident.is_personal,
            "notification_decision": incident.notification if moment.day > incident.day + 2 else None,
            "owner": company.address(incident.owner),
        }
