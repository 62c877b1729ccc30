"""One verdict on many discovered resources, journaled for each, and taking it back while that is safe."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.actions.discovering import LONGEST_SUBJECT, decide_by_rule
from attestry.scope.actions.drawing import refuse_unexplained
from attestry.scope.errors import FieldRefused, NothingChosen, UndoRefused
from attestry.scope.models import BulkVerdict, DiscoveredResource, System
from attestry.scope.queries.ruling import rule_lines
from attestry.scope.rules.system import Verdict

MOST = 2000
_BATCH = 500
_DECIDED = ["verdict", "reason", "decided_at", "rule"]


@act("scope.decide_resource")
def decide_resources(
    actor: Actor, system: System, *, resources: Collection[int], verdict: Verdict, reason: str
) -> BulkVerdict:
    """Give every resource named the same verdict for the same reason: all of them, or none.

    Raises FieldRefused without a verdict, ReasonMissing, and NothingChosen for none, more than
    ``MOST``, or one that is not there.
    """
    if verdict is Verdict.UNDECIDED:
        raise FieldRefused("verdict", "Say whether they are in or out.")
    refuse_unexplained(verdict, reason)
    found = _all(system, resources)
    at = clock.now()
    before = [_kept(one) for one in found]
    for one in found:
        record(_subject(one), before=_said(one), after={"verdict": verdict.value, "reason": reason.strip()})
        one.verdict, one.reason = verdict, reason.strip()
        one.decided_at, one.rule = at, None
    DiscoveredResource.objects.bulk_update(found, _DECIDED, batch_size=_BATCH)
    made = BulkVerdict.objects.create(
        system=system,
        at=at,
        actor_key=actor.key,
        actor_name=actor.name,
        verdict=verdict,
        reason=reason.strip(),
        before=before,
    )
    record(made.subject, after={"verdict": verdict.value, "reason": made.reason, "resources": len(found)})
    return made


@act("scope.decide_resource")
def undo_verdict(actor: Actor, verdict: BulkVerdict) -> BulkVerdict:
    """Put back what people had decided before a bulk verdict; the rest is asked of the rules of today.

    Raises UndoRefused where it was taken back already, or somebody decided on one of them since.
    """
    bulk = BulkVerdict.objects.select_for_update().get(pk=verdict.pk)
    if bulk.undone_at is not None:
        raise UndoRefused("That verdict was taken back already.")
    kept = {one["resource"]: one for one in bulk.before}
    found = list(bulk.system.resources.select_for_update().filter(pk__in=kept))
    given = {"verdict": bulk.verdict, "reason": bulk.reason}
    since = [one for one in found if one.decided_at != bulk.at or one.rule_id or _said(one) != given]
    if since:
        raise UndoRefused(f"Somebody decided since on {len(since):,} of them, such as {since[0].item_id}.")
    rules = rule_lines(bulk.system)
    for one in found:
        was, now = kept[one.pk], _said(one)
        one.verdict, one.reason = was["verdict"], was["reason"]
        one.decided_at = clock.from_text(was["decided_at"]) if was["decided_at"] else None
        decide_by_rule(one, rules)
        record(_subject(one), before=now, after=_said(one))
    DiscoveredResource.objects.bulk_update(found, _DECIDED, batch_size=_BATCH)
    bulk.undone_at = clock.now()
    bulk.save(update_fields=["undone_at"])
    record(bulk.subject, after={"undone": len(found)})
    return bulk


def _all(system: System, resources: Collection[int]) -> list[DiscoveredResource]:
    wanted = set(resources)
    if not wanted:
        raise NothingChosen("No resource was chosen.", "Tick the resources that it is about.")
    if len(wanted) > MOST:
        raise NothingChosen(
            f"{len(wanted):,} resources are more than one act takes: {MOST:,}.",
            "Narrow the list, or write a rule of the boundary, which also decides what comes.",
        )
    found = list(system.resources.select_for_update().filter(pk__in=wanted))
    if len(found) != len(wanted):
        raise NothingChosen("One of the resources is not there.", "Read the list again.")
    return found


def _kept(one: DiscoveredResource) -> dict[str, Any]:
    """A person's verdict as it can be put back; what no person decided is kept as undecided."""
    by_person = one.is_decided_by_a_person
    return {
        "resource": one.pk,
        "verdict": str(one.verdict) if by_person else Verdict.UNDECIDED.value,
        "reason": one.reason if by_person else "",
        "decided_at": clock.to_text(one.decided_at) if by_person and one.decided_at else None,
    }


def _said(one: DiscoveredResource) -> dict[str, Any]:
    return {"verdict": str(one.verdict), "reason": one.reason}


def _subject(one: DiscoveredResource) -> str:
    return f"resource:{one.item_id}"[:LONGEST_SUBJECT]
