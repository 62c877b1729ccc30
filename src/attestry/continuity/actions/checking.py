"""What every act of this room holds what it is given to."""

from __future__ import annotations

from datetime import date

from attestry.continuity.errors import ChangedMeanwhile
from attestry.continuity.models import ActionNeeded, Versioned
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Conflict, Invalid, NotAllowed
from attestry.people.models import Person
from attestry.people.queries.register import is_person


def refuse_changed(one: Versioned, made_from: int | None) -> None:
    """Raises ChangedMeanwhile where a form was made from another version."""
    if made_from is not None and made_from != one.version:
        raise ChangedMeanwhile(str(one))


def check_past(name: str, day: date) -> None:
    """Raises Invalid for a day that is to come."""
    if day > clock.now().date():
        raise Invalid(f"{name}: this day is to come.", next_step="Record it once it was done.")


def ask_for_action(
    test: ActionNeeded, action: str, owner: Person | None, due_on: date | None, *, is_needed: bool
) -> None:
    """Write down what is done about a test that fell short. Raises Invalid where that is needed and not said.

    An action is whole or not given; by a day that is to come.
    """
    said = (bool(action.strip()), owner is not None, due_on is not None)
    if is_needed and not all(said):
        raise Invalid(
            "action: it fell short of the target, so something has to be done.",
            next_step="Say what, who does it and by when.",
        )
    if any(said) and not all(said):
        raise Invalid("action: it is not whole.", next_step="Say what, who does it and by when, or nothing.")
    if due_on is not None and due_on < clock.now().date():
        raise Invalid("action_due_on: this day is over.", next_step="Choose one that is to come.")
    if all(said):
        test.action, test.action_owner, test.action_due_on = action.strip(), owner, due_on
        test.action_done_on = None


def finish(actor: Actor, test: ActionNeeded) -> None:
    """The action is done today. Raises Conflict where none is open, NotAllowed for who does not owe it."""
    if not (actor.may("continuity.test") or is_person(actor, test.action_owner)):
        raise NotAllowed("This action is somebody else's.", next_step="Ask whoever owes it.")
    if not test.action or test.action_done_on is not None:
        raise Conflict("This test has no action that is open.")
    test.action_done_on = clock.now().date()
    test.save(update_fields=["action_done_on"])
