"""Reports that are held or planned, and what is at risk from which day on, as tables."""

from __future__ import annotations

from attestry.customers.models import HeldReport
from attestry.customers.rules.at_risk import RiskOnDate
from attestry.ui.rows import Held, Rows, Shown


def _standing(one: HeldReport) -> str:
    if one.withdrawn_on:
        return "withdrawn"
    return "held" if one.opinion else "planned"


REPORTS: Rows[HeldReport] = Rows(
    "reports-held",
    (
        Shown("report", "Report", lambda one: one.title),
        Shown("period", "Period", lambda one: one.period_until),
        Shown("opinion", "Opinion", lambda one: one.opinion or None),
        Shown("deviations", "Deviations", lambda one: one.deviations if one.opinion else None, numeric=True),
        Shown("issued", "Issued", lambda one: one.available_on),
    ),
    {
        "title": lambda one: one.title,
        "report": lambda one: one.get_report_display(),
        "categories": lambda one: one.categories,
        "period_from": lambda one: one.period_from,
        "period_until": lambda one: one.period_until,
        "opinion": lambda one: one.opinion,
        "deviations": lambda one: one.deviations if one.opinion else None,
        "available_on": lambda one: one.available_on,
        "withdrawn_on": lambda one: one.withdrawn_on,
        "standing": _standing,
    },
    (
        Held(
            "standing",
            "Stands",
            (("held", "Held"), ("planned", "Planned"), ("withdrawn", "Withdrawn")),
            lambda one: (_standing(one),),
        ),
    ),
)


def risks(names: dict[int, str]) -> Rows[RiskOnDate]:
    """The table of what is at risk, whose customers are called so."""
    return Rows(
        "at-risk-by-date",
        (
            Shown("from", "From", lambda one: one.on),
            Shown("at_risk", "At risk", lambda one: one.value, numeric=True),
            Shown("whose", "Whose", lambda one: len(one.customers)),
        ),
        {
            "from": lambda one: one.on,
            "at_risk": lambda one: one.value,
            "whose": lambda one: [names[pk] for pk in one.customers],
        },
        place="at-risk",
    )
