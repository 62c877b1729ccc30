"""The boundary's rules in their order, and what one would decide before it is saved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from attestry.kit.errors import NotFound
from attestry.scope.models import BoundaryRule, DiscoveredResource, System
from attestry.scope.rules.boundary_rules import RuleLine, deciding

SHOWN = 30
_UNSAVED = 0


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A rule with how many resources it decides now."""

    line: RuleLine
    made_by: str
    decides: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would come to if it were added last: which it would decide, and which it would not touch.

    ``changes`` are those whose verdict would be another one than now.
    """

    rule: RuleLine
    decides: tuple[DiscoveredResource, ...]
    decide_count: int
    change_count: int
    held_by_people: int
    taken_by_earlier: int


def rule_lines(system: System) -> tuple[RuleLine, ...]:
    """The rules in the order in which they are asked, in one query."""
    return tuple(_line(one) for one in system.boundary_rules.all())


def standing_rules(system: System) -> tuple[StandingRule, ...]:
    """The rules with how many resources each decides, in two queries."""
    decided = Counter(system.resources.exclude(rule=None).values_list("rule", flat=True))
    return tuple(
        StandingRule(_line(one), one.made_by, decided.get(one.pk, 0)) for one in system.boundary_rules.all()
    )


def boundary_rule(system: System, pk: int) -> BoundaryRule:
    """One rule. Raises NotFound."""
    found = system.boundary_rules.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such rule.", next_step="See the rules of the boundary.")
    return found


def preview(system: System, *, kind: str, pattern: str, verdict: str, reason: str) -> Preview:
    """What the rule would decide, in two queries; nothing is written."""
    wanted = RuleLine(_UNSAVED, kind, pattern.strip(), verdict, reason)
    rules = (*rule_lines(system), wanted)
    fitting = [one for one in system.resources.order_by("item_id") if wanted.fits(one.facts())]
    free = [one for one in fitting if not one.is_decided_by_a_person]
    decides = [one for one in free if deciding(one.facts(), rules) is wanted]
    return Preview(
        rule=wanted,
        decides=tuple(decides[:SHOWN]),
        decide_count=len(decides),
        change_count=sum(one.verdict != verdict for one in decides),
        held_by_people=len(fitting) - len(free),
        taken_by_earlier=len(free) - len(decides),
    )


def _line(rule: BoundaryRule) -> RuleLine:
    return RuleLine(rule.pk, rule.kind, rule.pattern, rule.verdict, rule.reason)
