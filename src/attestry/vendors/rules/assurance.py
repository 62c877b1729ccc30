"""What a vendor's report still says today: its end, the letter that bridges on from it, and what is open.

A bridge letter is management's word and no auditor's; it carries at most about three months.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

VALID_FOR = timedelta(days=365)
BRIDGE_AT_MOST = timedelta(days=93)


class ReportKind(StrEnum):
    """What was received."""

    SOC1_TYPE1 = "soc1_type1"
    SOC1_TYPE2 = "soc1_type2"
    SOC2_TYPE1 = "soc2_type1"
    SOC2_TYPE2 = "soc2_type2"
    SOC3 = "soc3"
    ISO_27001 = "iso27001"

    @property
    def label(self) -> str:
        """As one says it."""
        return _LABELS[self]

    @property
    def covers_a_period(self) -> bool:
        """Whether it speaks of a period and not of one date."""
        return self in (ReportKind.SOC1_TYPE2, ReportKind.SOC2_TYPE2, ReportKind.SOC3)

    @property
    def is_soc2(self) -> bool:
        """Whether its subject are controls for trust services categories, in detail."""
        return self in (ReportKind.SOC2_TYPE1, ReportKind.SOC2_TYPE2)


_LABELS = {
    ReportKind.SOC1_TYPE1: "SOC 1 Type 1",
    ReportKind.SOC1_TYPE2: "SOC 1 Type 2",
    ReportKind.SOC2_TYPE1: "SOC 2 Type 1",
    ReportKind.SOC2_TYPE2: "SOC 2 Type 2",
    ReportKind.SOC3: "SOC 3",
    ReportKind.ISO_27001: "ISO/IEC 27001 certificate",
}


class Opinion(StrEnum):
    """What the auditor concluded."""

    UNMODIFIED = "unmodified"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    DISCLAIMER = "disclaimer"


@dataclass(frozen=True, slots=True)
class Gap:
    """The days from the report's end, or its letter's, until today that nothing speaks of."""

    from_on: date
    days: int
    is_bridged: bool


def gap_until(on: date, ends_on: date, bridged_until: date | None) -> Gap:
    """What no report and no letter covers on a day; nought days while one of them still runs."""
    end = max(ends_on, bridged_until) if bridged_until else ends_on
    return Gap(end + timedelta(days=1), max(0, (on - end).days), bridged_until is not None)


def is_current(on: date, ends_on: date, bridged_until: date | None) -> bool:
    """Whether a report still counts: it ended within a year, or a letter carries it until today."""
    return on - ends_on <= VALID_FOR or (bridged_until is not None and bridged_until >= on)


def wrong_bridge(ends_on: date, from_on: date, until_on: date) -> str:
    """Why a letter does not bridge from a report; nothing where it does."""
    if from_on != ends_on + timedelta(days=1):
        return f"The report ends on {ends_on}, so its letter begins the day after, not on {from_on}."
    if until_on < from_on:
        return "The letter ends before it begins."
    if until_on - from_on > BRIDGE_AT_MOST:
        return "A letter bridges three months at most; ask for a newer report instead."
    return ""


def wrong_dates(
    kind: ReportKind, from_on: date | None, ends_on: date, issued_on: date, today: date
) -> tuple[str, str] | None:
    """The field of a report whose day can not be, and why; None where all can."""
    if kind.covers_a_period and from_on is None:
        return "from_on", f"A {kind.label} covers a period; say from when."
    if from_on is not None and from_on >= ends_on:
        return "ends_on", "The period ends before it begins."
    if issued_on < ends_on:
        return "issued_on", "No report is issued before what it speaks of is over."
    if issued_on > today:
        return "issued_on", "The day is still to come."
    return None
