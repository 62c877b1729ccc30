"""Drawing the boundary: components, and verdicts on what sources discover."""

from __future__ import annotations

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import NameMissing, NameTaken, ReasonMissing
from attestry.scope.models import Component, DiscoveredResource, System
from attestry.scope.queries.categories import is_signed
from attestry.scope.rules.system import ComponentKind, Verdict


@act("scope.add_component")
def add_component(
    actor: Actor,
    system: System,
    *,
    kind: ComponentKind,
    name: str,
    verdict: Verdict = Verdict.IN,
    reason: str = "",
    description: str = "",
) -> Component:
    """Describe a component.

    Raises NameMissing, NameTaken, and ReasonMissing where it is out or the scope is signed already.
    """
    if not name.strip():
        raise NameMissing("component")
    refuse_unexplained(verdict, reason)
    _growth_explained(system, verdict, reason)
    if system.components.filter(kind=kind, name=name).exists():
        raise NameTaken("component", name)
    component = Component.objects.create(
        system=system,
        kind=kind,
        name=name,
        description=description,
        verdict=verdict,
        reason=reason.strip(),
        decided_at=clock.now(),
    )
    record(f"component:{name}", after={"kind": kind.value, "verdict": verdict.value, "reason": reason})
    return component


@act("scope.decide_component")
def decide_component(actor: Actor, component: Component, *, verdict: Verdict, reason: str) -> Component:
    """Change a component's verdict. Raises ReasonMissing as for add_component."""
    refuse_unexplained(verdict, reason)
    _growth_explained(component.system, verdict, reason)
    component = Component.objects.select_for_update().get(pk=component.pk)
    before = {"verdict": str(component.verdict), "reason": component.reason}
    component.verdict = verdict
    component.reason = reason.strip()
    component.decided_at = clock.now()
    component.save()
    record(
        f"component:{component.name}",
        before=before,
        after={"verdict": verdict.value, "reason": component.reason},
    )
    return component


@act("scope.decide_resource")
def decide_resource(
    actor: Actor,
    resource: DiscoveredResource,
    *,
    verdict: Verdict,
    reason: str,
) -> DiscoveredResource:
    """Decide whether a discovered resource belongs to the system; no rule changes what a person decided.

    Raises ReasonMissing where it is out.
    """
    refuse_unexplained(verdict, reason)
    resource = DiscoveredResource.objects.select_for_update().get(pk=resource.pk)
    before = {"verdict": str(resource.verdict), "reason": resource.reason}
    resource.verdict = verdict
    resource.reason = reason.strip()
    resource.decided_at = None if verdict is Verdict.UNDECIDED else clock.now()
    resource.rule = None
    resource.save()
    record(
        resource.subject,
        before=before,
        after={"verdict": verdict.value, "reason": resource.reason},
    )
    return resource


def refuse_unexplained(verdict: Verdict, reason: str) -> None:
    """Raises ReasonMissing where something is left out without a reason."""
    if verdict is Verdict.OUT and not reason.strip():
        raise ReasonMissing("Leaving something out of the system")


def _growth_explained(system: System, verdict: Verdict, reason: str) -> None:
    if verdict is Verdict.IN and not reason.strip() and is_signed(system):
        raise ReasonMissing("Adding to a scope that is signed")
