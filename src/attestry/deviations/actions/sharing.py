"""Sharing a result with management, an act of the firm; and answering it, an act of management."""

from __future__ import annotations

from datetime import date

from attestry.accounts.models import User
from attestry.deviations.errors import DeviationRefused, NotYet
from attestry.deviations.models import Deviation, ManagementResponse, SharedResult
from attestry.deviations.rules.answering import Stance
from attestry.deviations.standing import held_by_the_firm, refuse_when_over, sealed
from attestry.engagements.actions.telling import tell_management
from attestry.engagements.wall import refuse_unless_management
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit.errors import NotAllowed
from attestry.ui.addresses import address


@act("deviations.share")
def share_deviation(actor: Actor, deviation: Deviation, *, what: str, effect: str) -> SharedResult:
    """Show management the result of a deviation whose evaluation stands after review.

    How many were tested and how many deviate comes from that evaluation. Raises NotYet, DeviationRefused,
    BehindTheWall, DeviationsStay.
    """
    held, member = held_by_the_firm(actor, deviation)
    last, confirmed = held.evaluations.last(), held.confirmations.last()
    if last is None or confirmed is None or not confirmed.is_deviation:
        raise NotYet(["nobody said what it means"])
    if not hasattr(last, "review") or not last.review.stands:
        raise NotYet(["its evaluation does not stand: somebody else of the team reviews it"])
    if hasattr(last, "shared"):
        raise NotYet(["this evaluation is shared already; another result rests on another evaluation"])
    for field, text in (("what", what), ("effect", effect)):
        if not text.strip():
            raise DeviationRefused(field, "Say it in words.")
    content = {
        "version": held.shared.count() + 1,
        "tested": last.tested,
        "deviating": last.deviating,
        "what": what.strip(),
        "effect": effect.strip(),
    }
    made = SharedResult(deviation=held, evaluation=last, **content)
    sealed(member.user, made, content).save(force_insert=True)
    record(held.subject, after={"shared": made.digest, "version": made.version})
    tell_management(
        held.engagement,
        what="The firm shared a result",
        words=f"{held.reference} waits for management's response, in your own words.",
        permission="deviations.respond",
        key=f"{held.reference}:{made.version}",
        path=address("deviations_shared", held.engagement_id),
    )
    return made


@act("deviations.respond")
def respond(
    actor: Actor,
    result: SharedResult,
    *,
    stance: Stance,
    words: str,
    action: str = "",
    due_on: date | None = None,
    who: str = "",
) -> ManagementResponse:
    """Answer a shared result in management's own words; a further version stands beside the earlier ones.

    What is accepted is corrected: how, by which day, by whom. Raises BehindTheWall for the firm, NotYet for
    a result that a later one took the place of, DeviationRefused, DeviationsStay.
    """
    found = SharedResult.objects.select_for_update(of=("self",)).select_related("deviation__engagement")
    held = found.get(pk=result.pk)
    engagement = held.deviation.engagement
    refuse_unless_management(actor, engagement, "Management's response")
    author = person_behind(actor)
    refuse_when_over(engagement)
    last = held.deviation.shared.last()
    if last is None or last.pk != held.pk:
        raise NotYet(["a later result took the place of this one; answer that"])
    if not words.strip():
        raise DeviationRefused("words", "Say it in your own words.")
    if stance.wants_action:
        for field, missing in (
            ("action", not action.strip()),
            ("due_on", not due_on),
            ("who", not who.strip()),
        ):
            if missing:
                raise DeviationRefused(field, "What is accepted is corrected: how, by when, by whom.")
    content = {
        "version": held.responses.count() + 1,
        "stance": stance.value,
        "words": words.strip(),
        "action": action.strip(),
        "who": who.strip()[:200],
    }
    made = ManagementResponse(result=held, due_on=due_on, **content)
    said = {**content, "due_on": due_on.isoformat() if due_on else None, "result": held.digest}
    sealed(author, made, said).save(force_insert=True)
    record(held.deviation.subject, after={"response": made.digest, "version": made.version})
    return made


def person_behind(actor: Actor) -> User:
    """The user who answers. Raises NotAllowed for the house: management's words are somebody's."""
    found = User.objects.filter(email=actor.key.removeprefix("user:")).first()
    if actor.kind != "user" or found is None:
        raise NotAllowed("Management's words are somebody's.", next_step="Sign in and write them yourself.")
    return found
