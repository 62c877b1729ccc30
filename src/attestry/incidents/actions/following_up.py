"""What an incident or an exercise taught us to do: written down, changed, done."""

from __future__ import annotations

from datetime import date

from attestry.incidents.errors import IncidentChanged
from attestry.incidents.models import Exercise, FollowUp, Incident
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.people.models import Person
from attestry.people.queries.register import is_person


@act("incidents.review")
def add_follow_up(
    actor: Actor,
    *,
    title: str,
    owner: Person,
    due_on: date,
    incident: Incident | None = None,
    exercise: Exercise | None = None,
) -> FollowUp:
    """Something to do because of an incident or of an exercise. Raises Invalid for a day that is over."""
    source = incident or exercise
    if source is None or (incident and exercise):
        raise Invalid("A follow-up comes from one incident or from one exercise.")
    _check(title, due_on)
    made = FollowUp.objects.create(
        incident=incident, exercise=exercise, title=title.strip(), owner=owner, due_on=due_on
    )
    record(source.subject, after={"to_do": made.title, "owner": owner.email, "due_on": str(due_on)})
    return made


@act("incidents.review")
def change_follow_up(
    actor: Actor,
    follow_up: FollowUp,
    *,
    title: str,
    owner: Person,
    due_on: date,
    made_from: int | None = None,
) -> FollowUp:
    """Somebody else does it, or by another day. Raises Invalid, Conflict, IncidentChanged."""
    if made_from is not None and made_from != follow_up.version:
        raise IncidentChanged(follow_up.title)
    if follow_up.done_on is not None:
        raise Conflict("This was done before.")
    _check(title, due_on)
    before = _told(follow_up)
    follow_up.title, follow_up.owner, follow_up.due_on = title.strip(), owner, due_on
    follow_up.version += 1
    follow_up.save(update_fields=["title", "owner", "due_on", "version"])
    record(follow_up.source.subject, before=before, after=_told(follow_up))
    return follow_up


@act("incidents.finish")
def finish_follow_up(actor: Actor, follow_up: FollowUp, *, outcome: str) -> FollowUp:
    """It is done, and how one sees it; said by whoever owes it, or works on incidents.

    Raises Invalid without that, Conflict where it was done, NotAllowed for anybody else.
    """
    if not (actor.may("incidents.work") or is_person(actor, follow_up.owner)):
        raise NotAllowed("This is somebody else's to do.", next_step="Ask whoever owes it.")
    if follow_up.done_on is not None:
        raise Conflict("This was done before.")
    if not outcome.strip():
        raise Invalid(
            "outcome: say what is different now.", next_step="Name the change, or where it is seen."
        )
    follow_up.done_on, follow_up.outcome = clock.now().date(), outcome.strip()
    follow_up.save(update_fields=["done_on", "outcome"])
    record(follow_up.source.subject, after={"done": follow_up.title, "outcome": follow_up.outcome})
    return follow_up


def _check(title: str, due_on: date) -> None:
    if not title.strip():
        raise Invalid("title: say what is to be done.", next_step="Say it in a few words.")
    if due_on < clock.now().date():
        raise Invalid("due_on: this day is over.", next_step="Choose one that is to come.")


def _told(one: FollowUp) -> dict[str, str]:
    return {"to_do": one.title, "owner": one.owner.email, "due_on": str(one.due_on)}
