"""Who has to be told by when, by which rule. The clock starts when one knows, not when one understands."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class Duty(StrEnum):
    """The rule that asks for a notice."""

    GDPR_AUTHORITY = "gdpr_authority"
    GDPR_PEOPLE = "gdpr_people"
    DPDP_BOARD = "dpdp_board"
    HIPAA_PEOPLE = "hipaa_people"
    CALIFORNIA_PEOPLE = "california_people"
    CONTRACT = "contract"
    CUSTOMERS = "customers"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return _LABELS[self]

    @property
    def hours(self) -> int | None:
        """How long the rule leaves; None: it names no hours, so somebody has to set them."""
        return _HOURS.get(self)

    @property
    def reaches_customers(self) -> bool:
        """Whether such a notice is a message to customers."""
        return self in (Duty.CONTRACT, Duty.CUSTOMERS)

    @property
    def draft(self) -> str:
        """The draft of the library that a message of this duty begins with."""
        if self in (Duty.GDPR_AUTHORITY, Duty.DPDP_BOARD):
            return "authority"
        if self.reaches_customers:
            return "customers"
        return "internal" if self is Duty.INTERNAL else "people"


_LABELS = {
    Duty.GDPR_AUTHORITY: "GDPR: supervisory authority",
    Duty.GDPR_PEOPLE: "GDPR: the people concerned, without undue delay",
    Duty.DPDP_BOARD: "DPDP: Data Protection Board, details",
    Duty.HIPAA_PEOPLE: "HIPAA: the people concerned",
    Duty.CALIFORNIA_PEOPLE: "California: the people concerned",
    Duty.CONTRACT: "A customer, by contract",
    Duty.CUSTOMERS: "Customers, by our own promise",
    Duty.INTERNAL: "Inside the company",
}
_HOURS = {
    Duty.GDPR_AUTHORITY: 72,
    Duty.DPDP_BOARD: 72,
    Duty.HIPAA_PEOPLE: 60 * 24,
    Duty.CALIFORNIA_PEOPLE: 30 * 24,
}


def due_at(duty: Duty, detected_at: datetime, hours: int | None = None) -> datetime:
    """By when. A rule's own hours may be shortened and never lengthened. Raises ValueError without any."""
    allowed = [each for each in (duty.hours, hours) if each is not None]
    if not allowed:
        raise ValueError(duty)
    return detected_at + timedelta(hours=min(allowed))


def is_late(due: datetime, sent: datetime | None, at: datetime) -> bool:
    """Whether it went out after its hour, or has not gone out and the hour is over."""
    return (sent or at) > due
