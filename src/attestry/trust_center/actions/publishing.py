"""Choosing what the world sees, item by item, and withholding it again. Nothing is shown by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.opinions.models import IssuedReport
from attestry.readers.actions.offering import offer_report
from attestry.trust_center.errors import NothingBacksIt, PageRefused, UnknownItem
from attestry.trust_center.models import Publication
from attestry.trust_center.queries.candidate import Candidate
from attestry.trust_center.queries.world import the_world
from attestry.trust_center.rules.items import ItemKind

MOST_AT_ONCE = 1000
LONGEST = 300


@act("trust_center.publish")
def publish(
    actor: Actor, *, kind: ItemKind, keys: Sequence[str], purpose: str = "", place: str = ""
) -> tuple[Publication, ...]:
    """Show items of a kind to the world: all of them or none.

    ``purpose`` and ``place`` are the words about a subprocessor. A policy is shown in the version that is in
    force now. Raises UnknownItem, NothingBacksIt and PageRefused.
    """
    candidates = {one.key: one for one in the_world(clock.now()).of(ItemKind(kind))}
    wanted = list(dict.fromkeys(keys))
    if not wanted or len(wanted) > MOST_AT_ONCE or not set(wanted) <= set(candidates):
        raise UnknownItem
    words = _words(ItemKind(kind), purpose.strip(), place.strip())
    made = [_chosen(actor, candidates[key], words) for key in wanted]
    return tuple(made)


@act("trust_center.publish", offered=False)
def publish_and_offer(actor: Actor, *, keys: Sequence[str]) -> None:
    """Show reports to the world, and let strangers ask for those that stand: both or neither.

    Raises UnknownItem and NothingBacksIt.
    """
    publish(actor, kind=ItemKind.REPORT, keys=keys)
    standing = IssuedReport.objects.filter(replaced_by=None, withdrawal=None, engagement__offer=None)
    for report in standing.filter(pk__in=list(keys)).select_related("engagement"):
        offer_report(actor, report.engagement)


@act("trust_center.withhold")
def withhold(actor: Actor, *, kind: ItemKind, keys: Sequence[str]) -> int:
    """Show items to nobody any more; answers how many were shown before."""
    found = list(Publication.objects.filter(kind=ItemKind(kind), key__in=list(keys), withheld_at=None))
    for one in found:
        one.withheld_at = clock.now()
        one.save(update_fields=["withheld_at"])
        record(f"public:{one.kind}:{one.key}", before={"shown": True}, after={"shown": False})
    return len(found)


def _words(kind: ItemKind, purpose: str, place: str) -> dict[str, Any]:
    if kind is not ItemKind.SUBPROCESSOR:
        return {}
    for field, said in (("purpose", purpose), ("place", place)):
        if len(said) > LONGEST:
            raise PageRefused(field, f"{LONGEST} characters at most.")
    if not purpose:
        raise PageRefused("purpose", "Say what it does for the service, in words for the public.")
    return {"purpose": purpose, "place": place}


def _chosen(actor: Actor, candidate: Candidate[Any], words: dict[str, Any]) -> Publication:
    said = dict(words)
    if candidate.kind is ItemKind.POLICY:
        newest = candidate.facts.newest
        if newest is not None:
            said = {"version": newest.number, "digest": newest.digest}
    if candidate.missing:
        raise NothingBacksIt(candidate.title, candidate.missing)
    if candidate.publication is not None:
        if candidate.publication.words == said:
            return candidate.publication
        candidate.publication.withheld_at = clock.now()
        candidate.publication.save(update_fields=["withheld_at"])
    made = Publication.objects.create(
        kind=candidate.kind, key=candidate.key, words=said, chosen_by=actor.name, chosen_at=clock.now()
    )
    record(f"public:{made.kind}:{made.key}", after={"shown": True, "backed_by": candidate.backing, **said})
    return made
