"""Rules of the boundary: adding, ordering and removing them. Each asks everything undecided anew."""

from __future__ import annotations

from typing import Any

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.actions.discovering import decide_again
from attestry.scope.errors import FieldRefused, NameTaken, ReasonMissing
from attestry.scope.models import BoundaryRule, System
from attestry.scope.rules.boundary_rules import RuleKind
from attestry.scope.rules.system import Verdict


@act("scope.add_boundary_rule")
def add_boundary_rule(
    actor: Actor, system: System, *, kind: RuleKind, pattern: str, verdict: Verdict, reason: str
) -> BoundaryRule:
    """Add a rule after those that stand, and let it decide.

    Raises FieldRefused for an empty pattern or no verdict, ReasonMissing and NameTaken.
    """
    wanted = pattern.strip()
    if not wanted:
        raise FieldRefused("pattern", "A rule says which resources it is about.", "“*” stands for any text.")
    if kind is RuleKind.TAG and "=" not in wanted:
        raise FieldRefused(
            "pattern", "A tag is written key=value.", f"“{wanted}=*” is about every value of it."
        )
    if verdict is Verdict.UNDECIDED:
        raise FieldRefused("verdict", "A rule decides: in or out.")
    if not reason.strip():
        raise ReasonMissing("A rule of the boundary")
    if system.boundary_rules.filter(kind=kind, pattern=wanted).exists():
        raise NameTaken("rule", f"{kind.value} {wanted}")
    last = system.boundary_rules.last()
    made = BoundaryRule.objects.create(
        system=system,
        position=last.position + 1 if last else 1,
        kind=kind,
        pattern=wanted,
        verdict=verdict,
        reason=reason.strip(),
        made_by=actor.name,
        made_at=clock.now(),
    )
    record(_subject(made), after={**_said(made), "decided": decide_again(system)})
    return made


@act("scope.move_boundary_rule")
def move_boundary_rule(actor: Actor, rule: BoundaryRule, *, earlier: bool) -> BoundaryRule:
    """Ask a rule one place earlier or later; at either end nothing happens."""
    order = list(rule.system.boundary_rules.select_for_update())
    place = next(place for place, one in enumerate(order) if one.pk == rule.pk)
    other = place - 1 if earlier else place + 1
    if not 0 <= other < len(order):
        return rule
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        one.position = position
    BoundaryRule.objects.bulk_update(order, ["position"])
    decided = decide_again(rule.system)
    record(_subject(rule), before={"place": place + 1}, after={"place": other + 1, "decided": decided})
    return order[other]


@act("scope.remove_boundary_rule")
def remove_boundary_rule(actor: Actor, rule: BoundaryRule) -> None:
    """Remove a rule; what it decided goes to the next that fits, or waits for a person."""
    system, subject, before = rule.system, _subject(rule), _said(rule)
    decided_by_it = system.resources.filter(rule=rule)
    decided_by_it.update(rule=None, verdict=Verdict.UNDECIDED, reason="", decided_at=None)
    rule.delete()
    record(subject, before=before, after={"decided": decide_again(system)})


def _subject(rule: BoundaryRule) -> str:
    return f"boundary_rule:{rule.kind} {rule.pattern}"[:300]


def _said(rule: BoundaryRule) -> dict[str, Any]:
    return {"verdict": str(rule.verdict), "reason": rule.reason}
