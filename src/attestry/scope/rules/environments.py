"""Whether an environment belongs to the system: what reaches production data is in, whatever was decided."""

from __future__ import annotations

from attestry.scope.rules.system import Verdict

CONFLICT = "It was decided out, and it can reach production data. It counts as in until the route is closed."
UNKNOWN_REACH = (
    "Nobody has written down whether it can reach production data. It counts as in until somebody does."
)


def standing_verdict(verdict: str, *, is_production: bool, reaches: bool | None) -> Verdict:
    """What an environment counts as: out only by decision, and only where it reaches no production data."""
    if verdict != Verdict.OUT:
        return Verdict(verdict)
    return Verdict.IN if is_production or reaches is not False else Verdict.OUT


def conflict_of(verdict: str, *, is_production: bool, reaches: bool | None) -> str:
    """Where a decision and the facts disagree, in a sentence; empty where they do not."""
    if verdict == Verdict.OUT and reaches:
        return CONFLICT
    if verdict == Verdict.OUT and reaches is None and not is_production:
        return UNKNOWN_REACH
    if verdict == Verdict.UNDECIDED:
        return "Nobody has decided on it. It counts as in."
    return ""
