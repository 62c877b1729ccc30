"""One verdict on many discovered resources, journaled for each, and taking it back while that is safe."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, put_back
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.actions.discovering import decide_by_rule
from attestry.scope.actions.drawing import refuse_unexplained
from attestry.scope.errors import FieldRefused
from attestry.scope.models import DiscoveredResource, System
from attestry.scope.queries.ruling import rule_lines
from attestry.scope.rules.boundary_rules import RuleLine
from attestry.scope.rules.system import Verdict

_DECIDED = ("verdict", "reason", "decided_at", "rule_id")


def _told(one: DiscoveredResource) -> dict[str, Any]:
    return {"verdict": str(one.verdict), "reason": one.reason}


RESOURCES = BulkKind("resources", ("resource", "resources"), _DECIDED, _told, watched=_DECIDED)


@act("scope.decide_resource")
def decide_resources(
    actor: Actor, system: System, *, resources: Collection[int], verdict: Verdict, reason: str
) -> BulkEdit:
    """Give every resource named the same verdict for the same reason: all of them, or none.

    Raises FieldRefused without a verdict, ReasonMissing, and BulkRefused for none, too many, or one
    that is not there.
    """
    if verdict is Verdict.UNDECIDED:
        raise FieldRefused("verdict", "Say whether they are in or out.")
    refuse_unexplained(verdict, reason)
    at = clock.now()

    def decide(one: DiscoveredResource) -> None:
        one.verdict, one.reason = verdict, reason.strip()
        one.decided_at, one.rule = at, None

    found = chosen(RESOURCES, system.resources.all(), resources)
    said = {"verdict": verdict, **({"reason": reason.strip()} if reason.strip() else {})}
    return change_together(actor, RESOURCES, found, decide, to=said)


@act("scope.decide_resource")
def undo_verdict(actor: Actor, verdict: BulkEdit) -> BulkEdit:
    """Put back what people had decided before a bulk verdict; the rest is asked of the rules of today.

    Raises BulkEditUnknown; UndoRefused where it was taken back already, its day is over, or somebody
    decided on one of them since.
    """
    rules: Any = cache(rule_lines)

    def settle(one: DiscoveredResource) -> None:
        if not one.is_decided_by_a_person:
            one.verdict, one.reason, one.decided_at, one.rule = Verdict.UNDECIDED, "", None, None
        lines: tuple[RuleLine, ...] = rules(one.system)
        decide_by_rule(one, lines)

    return put_back(RESOURCES, DiscoveredResource.objects.select_related("system"), verdict, then=settle)
