"""What the description of the last period said, held against the one that is written now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from attestry.descriptions.models import FinalDescription
from attestry.descriptions.queries.description import Draft, last_passages
from attestry.descriptions.rules.since import Since, Stood, since
from attestry.engagements.models import Engagement
from attestry.engagements.rules.state import State
from attestry.engagements.wall import engagements_of
from attestry.journal.rules import Actor


@dataclass(frozen=True, slots=True)
class LastPeriod:
    """The engagement whose description came before, and what differs, by criterion."""

    engagement: Engagement
    is_final: bool
    changed: Mapping[int, Since]


def last_period(actor: Actor, engagement: Engagement, draft: Draft) -> LastPeriod | None:
    """What differs from the last description of the system that the actor may know of; None without one.

    In a constant number of queries. A final version is compared with its facts, a draft by its words alone.
    """
    before = _before(actor, engagement)
    if before is None:
        return None
    final = FinalDescription.objects.filter(engagement=before).last()
    stood = _frozen(final) if final else _written(before)
    if not stood:
        return None
    return LastPeriod(before, final is not None, since(stood, _standing(draft)))


def _before(actor: Actor, engagement: Engagement) -> Engagement | None:
    """The engagement that this one renews, or else the last one of the system that ended before it."""
    known = [
        one
        for one in engagements_of(actor)
        if one.system_id == engagement.system_id and one.pk != engagement.pk
        if one.the_state is not State.WITHDRAWN and one.the_kind.is_attestation
    ]
    renewed = [one for one in known if one.pk == engagement.renews_id]
    earlier = [one for one in known if one.until_on < engagement.begins_on]
    return next(iter(renewed), max(earlier, key=lambda one: (one.until_on, one.pk), default=None))


def _standing(draft: Draft) -> dict[int, Stood]:
    """The final version as it was frozen, or else what is written with the facts of now."""
    if draft.final is not None and draft.is_final:
        return _frozen(draft.final)
    return {
        one.criterion.number: Stood(
            (one.passage.text or one.passage.none_because) if one.passage else "",
            {fact.name: fact.words for fact in one.facts},
        )
        for one in draft.sections
    }


def _frozen(final: FinalDescription) -> dict[int, Stood]:
    return {
        one["criterion"]: Stood(one["text"] or one["none_because"], dict(one["facts"]))
        for one in final.content["sections"]
    }


def _written(engagement: Engagement) -> dict[int, Stood]:
    return {number: Stood(one.text or one.none_because) for number, one in last_passages(engagement).items()}
