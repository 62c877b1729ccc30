"""Who reads a report, and what for (AT-C 205 restricted use: specified parties that understand it)."""

from __future__ import annotations

from enum import StrEnum


class ReaderKind(StrEnum):
    """How somebody comes to need the report."""

    USER_ENTITY = "user_entity"
    USER_AUDITOR = "user_auditor"
    PROSPECT = "prospect"
    REGULATOR = "regulator"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return self.value.replace("_", " ").capitalize()


class Purpose(StrEnum):
    """What the report is read for."""

    VENDOR_REVIEW = "vendor_review"
    PURCHASE = "purchase"
    OWN_AUDIT = "own_audit"
    REGULATION = "regulation"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As the form asks it."""
        return _PURPOSES[self]


_PURPOSES = {
    Purpose.VENDOR_REVIEW: "Review of a supplier that we use",
    Purpose.PURCHASE: "Before we buy",
    Purpose.OWN_AUDIT: "An audit of our own financial statements or controls",
    Purpose.REGULATION: "A regulator asks for it",
    Purpose.OTHER: "Something else",
}


class RequestState(StrEnum):
    """How far a request for access got."""

    UNCONFIRMED = "unconfirmed"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return _STATES[self]


_STATES = {
    RequestState.UNCONFIRMED: "Mail address not proved yet",
    RequestState.WAITING: "Waits for a decision",
    RequestState.APPROVED: "Approved",
    RequestState.REFUSED: "Refused",
}


class RuleKind(StrEnum):
    """What lets somebody in without a person deciding each time."""

    DOMAIN = "domain"
    CONTRACT = "contract"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return {RuleKind.DOMAIN: "Mail domain", RuleKind.CONTRACT: "Customer with a contract"}[self]


class GrantState(StrEnum):
    """How a grant stands at a moment."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return self.value.capitalize()
