"""What another room knows of a customer: one thing that was done for them or waits, with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CustomerFact:
    """One thing. ``noun`` and ``plural`` count several of its kind; ``day`` matters next."""

    customer: int
    noun: str
    plural: str
    title: str
    words: str
    url: str
    day: date | None = None
    is_late: bool = False
