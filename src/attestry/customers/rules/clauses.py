"""Clauses that contracts often hold, to begin from and to be made to fit the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause to begin from. ``asks`` fills the fields of the form beside its words."""

    key: str
    title: str
    words: str
    consequence: str
    asks: Mapping[str, object] = field(default_factory=dict)


CLAUSES: tuple[Clause, ...] = (
    Clause(
        "yearly_report",
        "A SOC 2 Type 2 report every year",
        "The supplier has an independent firm examine its controls at least once a year and gives the "
        "customer the SOC 2 Type 2 report on security, the period of which ended at most 12 months ago.",
        "The customer may ask for an audit of its own, or end the contract after notice.",
        {"report": "soc2_type2", "categories": ["security"], "max_age_months": 12},
    ),
    Clause(
        "clean_report",
        "A report without a modified opinion",
        "The supplier keeps a SOC 2 Type 2 report on security and availability with an unmodified opinion.",
        "The customer may end the contract, and hold the supplier liable for what follows.",
        {
            "report": "soc2_type2",
            "categories": ["security", "availability"],
            "max_age_months": 15,
            "wants_unmodified": True,
        },
    ),
    Clause(
        "first_report",
        "A first report by a day",
        "The supplier hands over a SOC 2 Type 1 report on security by the day that is agreed.",
        "The customer may leave without notice.",
        {"report": "soc2_type1", "categories": ["security"]},
    ),
    Clause(
        "incident_notice",
        "Notice of incidents",
        "The supplier tells the customer of each breach of its data within 72 hours of knowing of it.",
        "Liability for what later notice made worse.",
    ),
    Clause(
        "penetration_test",
        "A yearly penetration test",
        "The supplier has its service tested by an independent tester once a year and hands over a summary.",
        "The customer may have the service tested at the supplier's cost.",
    ),
    Clause(
        "return_of_data",
        "Return and destruction of data",
        "Within 30 days of the end of the contract the supplier returns the customer's data, destroys what "
        "it holds, and confirms both in writing.",
        "A penalty as agreed.",
    ),
)


def clause_named(key: str) -> Clause | None:
    """The clause of that key; None: there is no such one."""
    return next((one for one in CLAUSES if one.key == key), None)
