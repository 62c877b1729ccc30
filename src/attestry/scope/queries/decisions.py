"""Signed versions of the scope: each with what it changed, and what has changed since the last."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.kit.errors import NotFound
from attestry.scope.models import ScopeDecision, System
from attestry.scope.queries.categories import undriven
from attestry.scope.queries.statements import statements
from attestry.scope.rules.decision import (
    Difference,
    Statement,
    difference,
    digest_of,
    from_records,
    text_of,
)


@dataclass(frozen=True, slots=True)
class SigningPage:
    """The scope as it stands, with the text that would be signed, and the versions that were.

    ``drift`` is what differs from the last version, ``growth`` from the first; None before any.
    """

    statements: tuple[Statement, ...]
    text: str
    digest: str
    decisions: tuple[ScopeDecision, ...]
    drift: Difference | None
    growth: Difference | None
    undriven: tuple[str, ...]

    @property
    def last(self) -> ScopeDecision | None:
        """The version in force."""
        return self.decisions[0] if self.decisions else None

    @property
    def first(self) -> ScopeDecision | None:
        """The baseline that growth is measured against."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True, slots=True)
class DecisionDetail:
    """One signed version, whether its text still has its digest, and what it changed."""

    decision: ScopeDecision
    is_intact: bool
    earlier: ScopeDecision | None
    changes: Difference | None


def signing_page(system: System) -> SigningPage:
    """What can be signed and what was, in a constant number of queries."""
    said = statements(system)
    text = text_of(system.name, said)
    decisions = tuple(system.decisions.all())
    return SigningPage(
        statements=said,
        text=text,
        digest=digest_of(text),
        decisions=decisions,
        drift=difference(from_records(decisions[0].statements), said) if decisions else None,
        growth=difference(from_records(decisions[-1].statements), said) if decisions else None,
        undriven=undriven(system),
    )


def drift(system: System) -> tuple[ScopeDecision, Difference] | None:
    """The last signed version and what differs from it today; None before any was signed."""
    last = system.decisions.first()
    return (last, difference(from_records(last.statements), statements(system))) if last else None


def decision_detail(system: System, number: int, *, against: int | None = None) -> DecisionDetail:
    """One version beside an earlier one, by default the one before it. Raises NotFound."""
    found = {one.number: one for one in system.decisions.all()}
    decision = found.get(number)
    if decision is None or (against is not None and against not in found):
        raise NotFound("There is no such version.", next_step="See the versions of the scope.")
    earlier = found.get(number - 1 if against is None else against)
    return DecisionDetail(
        decision=decision,
        is_intact=digest_of(decision.text) == decision.digest,
        earlier=earlier,
        changes=difference(from_records(earlier.statements), from_records(decision.statements))
        if earlier
        else None,
    )
