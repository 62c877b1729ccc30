"""How much hangs on a vendor: its tier follows from data, access and dependence, and decides the reviews."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class DataHeld(StrEnum):
    """The most sensitive data that a vendor receives."""

    NONE = "none"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"


class Access(StrEnum):
    """How far a vendor reaches into our systems."""

    NONE = "none"
    LIMITED = "limited"
    PRODUCTION = "production"


class Dependence(StrEnum):
    """What happens to our service when the vendor's stops."""

    LOW = "low"
    NOTICED = "noticed"
    STOPS = "stops"


class Tier(StrEnum):
    """How much hangs on a vendor."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


REVIEW_EVERY = {
    Tier.CRITICAL: timedelta(days=365),
    Tier.HIGH: timedelta(days=365),
    Tier.MEDIUM: timedelta(days=730),
}
FIRST_REVIEW_WITHIN = timedelta(days=30)


def tier_of(data: DataHeld, access: Access, dependence: Dependence) -> Tier:
    """The tier. Customers' data in or beside production, or a service that stops with it, are critical."""
    sensitive = data in (DataHeld.CONFIDENTIAL, DataHeld.PERSONAL)
    if dependence is Dependence.STOPS or (sensitive and access is Access.PRODUCTION):
        return Tier.CRITICAL
    if sensitive or access is Access.PRODUCTION:
        return Tier.HIGH
    if data is DataHeld.INTERNAL or access is Access.LIMITED or dependence is Dependence.NOTICED:
        return Tier.MEDIUM
    return Tier.LOW


def why(data: DataHeld, access: Access, dependence: Dependence) -> str:
    """The facts that made the tier, as a sentence."""
    says_data = "It holds none of our data" if data is DataHeld.NONE else f"It holds {data} data"
    says_access = {
        Access.NONE: "reaches into nothing",
        Access.LIMITED: "has limited access",
        Access.PRODUCTION: "reaches production",
    }[access]
    says_dependence = {
        Dependence.LOW: "we could do without it",
        Dependence.NOTICED: "its absence would be noticed",
        Dependence.STOPS: "our service stops without it",
    }[dependence]
    return f"{says_data}, {says_access}, and {says_dependence}."


def review_due_on(tier: Tier, started_on: date, reviewed_on: date | None) -> date | None:
    """The day by which it is to be reviewed; None: a low one need not be."""
    if tier not in REVIEW_EVERY:
        return None
    return reviewed_on + REVIEW_EVERY[tier] if reviewed_on else started_on + FIRST_REVIEW_WITHIN
