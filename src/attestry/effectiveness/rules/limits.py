"""What an answer as of one date cannot say (SSAE 21, AT-C 205; SOC 2 type 1)."""

from __future__ import annotations

LIMITS_AS_OF_A_DATE = (
    "This page speaks of one date. It shows which controls were in place on that date and what was "
    "seen of them by then. It does not show that they were performed before it, after it, or "
    "throughout any period, and nothing on it supports a conclusion about operating effectiveness."
)
