"""What a choice of categories, a data store and a boundary still lack, as pure judgements.

DC section 200 DC 3 names the five kinds of component; TSP section 100 the categories.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from attestry.frameworks.rules import Category

LEAVING_SECURITY_OUT = (
    "Security is left out. A report without it may mislead its readers, and an auditor may decline it. "
    "The common criteria apply all the same."
)


class ComponentKind(StrEnum):
    """The five kinds of part that a system is described by (DC 3)."""

    INFRASTRUCTURE = "infrastructure"
    SOFTWARE = "software"
    PEOPLE = "people"
    PROCEDURES = "procedures"
    DATA = "data"


class Verdict(StrEnum):
    """Whether something belongs to the system. Undecided counts as in."""

    UNDECIDED = "undecided"
    IN = "in"
    OUT = "out"


class Encryption(StrEnum):
    """Whether a store's data are encrypted at rest."""

    UNKNOWN = "unknown"
    ENCRYPTED = "encrypted"
    NOT_ENCRYPTED = "not_encrypted"


@dataclass(frozen=True, slots=True)
class StandardDataClass:
    """A data class that every system starts with."""

    key: str
    title: str
    handling: str
    is_confidential: bool
    is_personal: bool


STANDARD_DATA_CLASSES: tuple[StandardDataClass, ...] = (
    StandardDataClass(
        "public", "Public", "May be seen by anybody.", is_confidential=False, is_personal=False
    ),
    StandardDataClass(
        "internal",
        "Internal",
        "For everybody who works here, and nobody else.",
        is_confidential=False,
        is_personal=False,
    ),
    StandardDataClass(
        "confidential",
        "Confidential",
        "For named people who need it; encrypted, logged, destroyed when no longer needed.",
        is_confidential=True,
        is_personal=False,
    ),
    StandardDataClass(
        "personal",
        "Personal",
        "About people: as confidential, and only for the purpose they were told.",
        is_confidential=True,
        is_personal=True,
    ),
)


def counts_as_in(verdict: str) -> bool:
    """Whether a thing is treated as part of the system: only a decision takes it out."""
    return verdict != Verdict.OUT


def warnings_of_choice(chosen: Collection[str]) -> tuple[str, ...]:
    """What a reader of the choice has to be told."""
    if Category.SECURITY in chosen:
        return ()
    return (LEAVING_SECURITY_OUT,)


def warnings_of_boundary(components_in: Mapping[str, int], undecided: int) -> tuple[str, ...]:
    """Which of the five kinds have nothing in the system, and how many resources wait for a verdict."""
    empty = [
        f"No {kind.value} are described as part of the system."
        if kind in (ComponentKind.PEOPLE, ComponentKind.PROCEDURES, ComponentKind.DATA)
        else f"No {kind.value} is described as part of the system."
        for kind in ComponentKind
        if not components_in.get(kind)
    ]
    if undecided == 1:
        empty.append("1 discovered resource is undecided and counts as in.")
    elif undecided:
        empty.append(f"{undecided} discovered resources are undecided and count as in.")
    return tuple(empty)


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What is written down about a data store; empty text means nothing is."""

    data_class: str
    location: str
    encryption: str
    access: str
    retention: str
    is_confidential: bool
    agreement: str = ""


def findings_of_store(store: StoreFacts) -> tuple[str, ...]:
    """What a data store's record lacks, each as a sentence."""
    lacks = [
        (not store.data_class, "It has no data class."),
        (not store.location, "Its location is not written down."),
        (store.encryption == Encryption.UNKNOWN, "Whether it is encrypted is not known."),
        (not store.access, "Who may reach it is not written down."),
        (not store.retention, "How long its data are kept is not written down."),
        (
            store.encryption == Encryption.NOT_ENCRYPTED and store.is_confidential,
            "It holds confidential data and is not encrypted.",
        ),
        (
            store.is_confidential and not store.agreement,
            "It holds confidential data and cites no agreement that makes them so.",
        ),
    ]
    return tuple(sentence for is_so, sentence in lacks if is_so)
