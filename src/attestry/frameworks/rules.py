"""Which criteria a choice of categories brings, and what differs between two editions.

TSP section 100: the criteria of Security are common to all categories, so any choice brings
them; each further category adds its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

TRUST_SERVICES = "tsc"


class Category(StrEnum):
    """The five trust services categories, in the order in which they are usually named."""

    SECURITY = "security"
    AVAILABILITY = "availability"
    PROCESSING_INTEGRITY = "processing_integrity"
    CONFIDENTIALITY = "confidentiality"
    PRIVACY = "privacy"


class Kind(StrEnum):
    """Whether a framework binds by choice and contract, or by law."""

    VOLUNTARY = "voluntary"
    LAW = "law"


def is_in_scope(category: str, chosen: Collection[str]) -> bool:
    """Whether criteria of ``category`` apply once ``chosen`` are: the common ones always do."""
    return bool(chosen) and (category == Category.SECURITY or category in chosen)


def criteria_count(chosen: Collection[str], per_category: Mapping[str, int]) -> int:
    """How many criteria apply, given how many each category has of its own."""
    return sum(count for category, count in per_category.items() if is_in_scope(category, chosen))


@dataclass(frozen=True, slots=True)
class CriterionText:
    """What one edition says under one reference."""

    reference: str
    title: str
    statement: str
    points_of_focus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewording:
    """A criterion that both editions have, with different text."""

    earlier: CriterionText
    later: CriterionText


@dataclass(frozen=True, slots=True)
class Delta:
    """What moving from one edition to another asks one to look at, each in reading order."""

    added: tuple[CriterionText, ...]
    removed: tuple[CriterionText, ...]
    reworded: tuple[Rewording, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the editions say the same."""
        return not (self.added or self.removed or self.reworded)


def delta(earlier: Iterable[CriterionText], later: Iterable[CriterionText]) -> Delta:
    """What ``later`` adds, drops and words differently, matched by reference."""
    before = {text.reference: text for text in earlier}
    after = {text.reference: text for text in later}
    return Delta(
        added=tuple(text for reference, text in after.items() if reference not in before),
        removed=tuple(text for reference, text in before.items() if reference not in after),
        reworded=tuple(
            Rewording(before[reference], text)
            for reference, text in after.items()
            if reference in before and before[reference] != text
        ),
    )
