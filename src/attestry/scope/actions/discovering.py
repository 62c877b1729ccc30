"""Taking in what sources discover, and letting the boundary's rules decide where no person did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.models import DiscoveredResource, System
from attestry.scope.queries.ruling import rule_lines
from attestry.scope.rules.boundary_rules import ResourceFacts, RuleLine, deciding, with_account
from attestry.scope.rules.system import Verdict

_BATCH = 500
_DECIDED = ["verdict", "reason", "decided_at", "rule"]


@act("scope.note_discovered", offered=False)
def note_discovered(
    actor: Actor,
    system: System,
    *,
    source: str,
    item_ids: Iterable[str],
    facts: Mapping[str, ResourceFacts] | None = None,
) -> int:
    """Write down resources that a source reports and nobody knew; answers how many were new.

    What the source says of where they belong is kept up to date. Rules decide what no person decided.
    """
    said = {one: with_account(one, (facts or {}).get(one, ResourceFacts())) for one in set(item_ids)}
    rules = rule_lines(system)
    known = {one.item_id: one for one in system.resources.filter(source=source)}
    fresh = sorted(said.keys() - known.keys())
    at = clock.now()
    made = [
        DiscoveredResource(system=system, source=source, item_id=item_id, first_seen_at=at)
        for item_id in fresh
    ]
    moved = [one for item_id, one in known.items() if item_id in said and one.facts() != said[item_id]]
    for one in (*made, *moved):
        _keep_facts(one, said[one.item_id])
        decide_by_rule(one, rules)
    DiscoveredResource.objects.bulk_create(made, batch_size=_BATCH)
    changed = ["account", "project", "repository", "tags", *_DECIDED]
    DiscoveredResource.objects.bulk_update(moved, changed, batch_size=_BATCH)
    if fresh:
        after = {"source": source, "discovered": len(fresh), "first": fresh[:5]}
        if by_rule := sum(one.rule_id is not None for one in made):
            after["decided_by_rules"] = by_rule
        record(f"system:{system.name}", after=after)
    return len(fresh)


def decide_again(system: System) -> dict[str, int]:
    """Ask the rules anew of everything that no person decided; answers how many are now in, out, undecided.

    Only inside an act that changed the rules.
    """
    rules = rule_lines(system)
    waiting = [one for one in system.resources.all() if not one.is_decided_by_a_person]
    changed = [one for one in waiting if decide_by_rule(one, rules)]
    DiscoveredResource.objects.bulk_update(changed, _DECIDED, batch_size=_BATCH)
    return {
        verdict.value: sum(one.verdict == verdict for one in changed)
        for verdict in Verdict
        if any(one.verdict == verdict for one in changed)
    }


def decide_by_rule(resource: DiscoveredResource, rules: Iterable[RuleLine]) -> bool:
    """Give a resource the first fitting rule's verdict, unless a person decided; answers if it changed."""
    if resource.is_decided_by_a_person:
        return False
    rule = deciding(resource.facts(), rules)
    before = (resource.verdict, resource.reason, resource.rule_id)
    resource.verdict = rule.verdict if rule else Verdict.UNDECIDED.value
    resource.reason = rule.reason if rule else ""
    resource.rule_id = rule.pk if rule else None
    changed = before != (resource.verdict, resource.reason, resource.rule_id)
    if changed:
        resource.decided_at = clock.now() if rule else None
    return changed


def _keep_facts(resource: DiscoveredResource, facts: ResourceFacts) -> None:
    resource.account, resource.project = facts.account, facts.project
    resource.repository, resource.tags = facts.repository, list(facts.tags)
