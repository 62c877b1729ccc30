"""Drawing the boundary: components, and verdicts on what sources discover."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import NameMissing, NameTaken, ReasonMissing
from attestry.scope.models import Component, DiscoveredResource, System
from attestry.scope.rules import ComponentKind, Verdict

_LONGEST_SUBJECT = 300


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
    """Describe a component. Raises NameMissing, NameTaken, and ReasonMissing where it is out."""
    if not name.strip():
        raise NameMissing("component")
    _explained(verdict, reason)
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
    """Change a component's verdict. Raises ReasonMissing where it goes out without one."""
    _explained(verdict, reason)
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


@act("scope.note_discovered", offered=False)
def note_discovered(actor: Actor, system: System, *, source: str, item_ids: Iterable[str]) -> int:
    """Write down resources that a source reports and nobody knew; answers how many were new."""
    known = set(system.resources.filter(source=source).values_list("item_id", flat=True))
    fresh = sorted(set(item_ids) - known)
    at = clock.now()
    DiscoveredResource.objects.bulk_create(
        (
            DiscoveredResource(system=system, source=source, item_id=item_id, first_seen_at=at)
            for item_id in fresh
        ),
        batch_size=500,
    )
    if fresh:
        after = {"source": source, "discovered": len(fresh), "first": fresh[:5]}
        record(f"system:{system.name}", after=after)
    return len(fresh)


@act("scope.decide_resource")
def decide_resource(
    actor: Actor,
    resource: DiscoveredResource,
    *,
    verdict: Verdict,
    reason: str,
) -> DiscoveredResource:
    """Decide whether a discovered resource belongs to the system. Raises ReasonMissing where it is out."""
    _explained(verdict, reason)
    resource = DiscoveredResource.objects.select_for_update().get(pk=resource.pk)
    before = {"verdict": str(resource.verdict), "reason": resource.reason}
    resource.verdict = verdict
    resource.reason = reason.strip()
    resource.decided_at = None if verdict is Verdict.UNDECIDED else clock.now()
    resource.save()
    record(
        f"resource:{resource.item_id}"[:_LONGEST_SUBJECT],
        before=before,
        after={"verdict": verdict.value, "reason": resource.reason},
    )
    return resource


def _explained(verdict: Verdict, reason: str) -> None:
    if verdict is Verdict.OUT and not reason.strip():
        raise ReasonMissing("Leaving something out of the system")
