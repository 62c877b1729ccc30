"""What is promised, and when a promise, a supplier or a duty of user entities is described wrongly.

DC section 200: DC 2 commitments and requirements, DC 6 complementary user entity controls, DC 7
subservice organizations.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

MANY_USER_CONTROLS = 10
LONG_LIST = (
    "Many complementary user entity controls are stated. In most systems the organization's own controls "
    "suffice, so a reader takes a long list for a sign of weak ones. See which are mere responsibilities."
)


class CommitmentKind(StrEnum):
    """A promise to user entities, or what the system has to do so that it is kept."""

    COMMITMENT = "commitment"
    REQUIREMENT = "requirement"

    @property
    def prefix(self) -> str:
        """What the ids of this kind begin with."""
        return "SC" if self is CommitmentKind.COMMITMENT else "SR"


class Source(StrEnum):
    """Where a promise stands."""

    CONTRACT = "contract"
    SERVICE_LEVEL = "service_level"
    WEB_PAGE = "web_page"
    NOTICE = "notice"
    LAW = "law"


class Method(StrEnum):
    """Whether a subservice organization's controls are left out of the examination or are part of it."""

    CARVE_OUT = "carve_out"
    INCLUSIVE = "inclusive"


class UserControlKind(StrEnum):
    """Whether our criteria rest on it, or the user entity only needs it to have use of the service."""

    COMPLEMENTARY = "complementary"
    RESPONSIBILITY = "responsibility"


def findings_of_commitment(*, source_reference: str, has_date: bool, is_chosen: bool) -> tuple[str, ...]:
    """What a commitment's record lacks, each as a sentence."""
    lacks = [
        (not source_reference.strip(), "It does not say in which document it stands."),
        (not has_date, "It does not say since when."),
        (not is_chosen, "Its category is not in scope, so no report speaks of it."),
    ]
    return tuple(sentence for is_so, sentence in lacks if is_so)


def findings_of_subservice(method: str, monitoring: str, expected: int) -> tuple[str, ...]:
    """What a subservice organization's record lacks, each as a sentence."""
    lacks = [
        (
            method == Method.CARVE_OUT and not expected,
            "It is carved out and no control is expected of it. That is a material omission.",
        ),
        (not monitoring.strip(), "How it is monitored is not written down."),
    ]
    return tuple(sentence for is_so, sentence in lacks if is_so)


def misnamed(kind: UserControlKind, criteria: Collection[str], without_it: str) -> str:
    """Why a duty of user entities is not of that kind; empty where it is."""
    if kind is UserControlKind.COMPLEMENTARY and not criteria:
        return (
            "A complementary user entity control names the criterion that is not met without it. "
            "What customers need only to have use of the service is a responsibility."
        )
    if kind is UserControlKind.COMPLEMENTARY and not without_it.strip():
        return "A complementary user entity control says what goes wrong without it."
    if kind is UserControlKind.RESPONSIBILITY and criteria:
        return (
            "A responsibility rests on no criterion. If a criterion is not met without it, it is a "
            "complementary user entity control."
        )
    return ""
