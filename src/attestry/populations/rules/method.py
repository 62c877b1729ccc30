"""How a sample is chosen and sized, how careful the firm is, and on what ground an item is replaced."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How items are chosen."""

    RANDOM = "random"
    SYSTEMATIC = "systematic"
    STRATIFIED = "stratified"
    ALL = "all"

    @property
    def label(self) -> str:
        """The method as a person says it."""
        return {
            Method.RANDOM: "At random, by committed seed",
            Method.SYSTEMATIC: "Every k-th item, the start by committed seed",
            Method.STRATIFIED: "By strata in proportion, each at random",
            Method.ALL: "All items",
        }[self]


class Basis(StrEnum):
    """What a size follows from."""

    FREQUENCY = "frequency"
    POPULATION = "population"
    STATISTICS = "statistics"
    JUDGEMENT = "judgement"

    @property
    def label(self) -> str:
        """The basis as a person says it."""
        return {
            Basis.FREQUENCY: "The firm's table by frequency",
            Basis.POPULATION: "The firm's table by size of the population",
            Basis.STATISTICS: "Attribute statistics",
            Basis.JUDGEMENT: "The auditor's judgement",
        }[self]


class Risk(StrEnum):
    """How much rests on the control: the column of the firm's tables."""

    LOWER = "lower"
    NORMAL = "normal"
    HIGHER = "higher"


class Ground(StrEnum):
    """Why an item would be replaced by the next. The last one is never a ground."""

    OUTSIDE = "outside_the_population"
    REPEATED = "repeats_another"
    EVIDENCE_MISSING = "evidence_missing"

    @property
    def label(self) -> str:
        """The ground as a person says it."""
        return {
            Ground.OUTSIDE: "It does not belong to the population",
            Ground.REPEATED: "It is the same event as another item",
            Ground.EVIDENCE_MISSING: "Its evidence is missing",
        }[self]


class How(StrEnum):
    """How an item came into a sample."""

    DRAWN = "drawn"
    EXTENSION = "extension"
    REPLACEMENT = "replacement"
    JUDGEMENT = "judgement"
