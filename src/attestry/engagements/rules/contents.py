"""What a report of each kind may hold, so that kinds are never mixed.

SOC 2 (AT-C 105, 205; DC section 200; TSP section 100): opinion, assertion, description, controls; a Type 2
also tests and results. SOC 3 (AT-C 105, 205; TSP section 100): opinion, assertion and the boundary, without
description, controls or tests, and over a period only.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from attestry.engagements.rules.kind import EngagementKind


class Part(StrEnum):
    """A part of a report."""

    OPINION = "opinion"
    ASSERTION = "assertion"
    DESCRIPTION = "system description"
    BOUNDARY = "boundary of the system"
    CONTROLS = "controls"
    TESTS = "tests and results"
    OPERATING_OPINION = "opinion on operation"
    OTHER = "other information"


_SOC_2 = frozenset({Part.OPINION, Part.ASSERTION, Part.DESCRIPTION, Part.CONTROLS, Part.OTHER})
_NO_ATTESTATION = frozenset({Part.DESCRIPTION, Part.CONTROLS, Part.TESTS, Part.OTHER})
ALLOWED: dict[EngagementKind, frozenset[Part]] = {
    EngagementKind.SOC_2_TYPE_1: _SOC_2,
    EngagementKind.SOC_2_TYPE_2: _SOC_2 | {Part.TESTS, Part.OPERATING_OPINION},
    EngagementKind.SOC_3: frozenset({Part.OPINION, Part.ASSERTION, Part.BOUNDARY, Part.OPERATING_OPINION}),
    EngagementKind.READINESS: _NO_ATTESTATION,
    EngagementKind.INTERNAL: _NO_ATTESTATION,
}


def strange_parts(kind: EngagementKind, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts that a report of the kind does not hold, in order."""
    return tuple(sorted(set(parts) - ALLOWED[kind]))
