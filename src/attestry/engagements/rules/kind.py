"""The kinds of engagement, what each speaks of and what each may hold.

SOC 2 Type 1: description and design as of a date; Type 2: operation over a period as well; SOC 3: a
period, for general use, without tests (AT-C 105, AT-C 205). Readiness, which looks ahead of an
examination, and an internal one are no attestations.
"""

from __future__ import annotations

from enum import StrEnum


class EngagementKind(StrEnum):
    """What is examined and for whom."""

    SOC_2_TYPE_1 = "soc_2_type_1"
    SOC_2_TYPE_2 = "soc_2_type_2"
    SOC_3 = "soc_3"
    READINESS = "readiness"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        """The kind as the field says it."""
        return _LABELS[self]

    @property
    def is_attestation(self) -> bool:
        """Whether a licensed firm gives an opinion."""
        return self not in (EngagementKind.READINESS, EngagementKind.INTERNAL)

    @property
    def has_period(self) -> bool:
        """Whether it speaks of a period; a Type 1 speaks of one day."""
        return self is not EngagementKind.SOC_2_TYPE_1

    @property
    def has_operating_tests(self) -> bool:
        """Whether operating effectiveness is concluded on."""
        return self is not EngagementKind.SOC_2_TYPE_1

    @property
    def prints_tests(self) -> bool:
        """Whether its report holds tests and their results: a Type 2 alone."""
        return self is EngagementKind.SOC_2_TYPE_2

    @property
    def told_by(self) -> tuple[EngagementKind, ...]:
        """The kinds of which a later report tells readers all that one of this kind told them.

        A Type 2 says of description and design what a Type 1 says; a Type 1 says nothing of operation.
        """
        if self is EngagementKind.SOC_2_TYPE_1:
            return self, EngagementKind.SOC_2_TYPE_2
        return (self,)


_LABELS = {
    EngagementKind.SOC_2_TYPE_1: "SOC 2 Type 1",
    EngagementKind.SOC_2_TYPE_2: "SOC 2 Type 2",
    EngagementKind.SOC_3: "SOC 3",
    EngagementKind.READINESS: "Readiness engagement",
    EngagementKind.INTERNAL: "Internal examination",
}
