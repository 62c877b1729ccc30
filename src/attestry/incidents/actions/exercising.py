"""Recording that the response was rehearsed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.incidents.models import Exercise
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.people.models import Person


@act("incidents.exercise")
def record_exercise(
    actor: Actor,
    *,
    title: str,
    held_on: date,
    scenario: str,
    findings: str,
    participants: Sequence[Person],
    form: str = "tabletop",
    has_leadership: bool = False,
) -> Exercise:
    """A tabletop, simulation or drill that was held. Raises Invalid without people, scenario or findings."""
    for name, said in (("title", title), ("scenario", scenario), ("findings", findings)):
        if not said.strip():
            raise Invalid(
                f"{name}: an exercise needs it.", next_step="An exercise that found nothing says so."
            )
    if not participants:
        raise Invalid("participants: nobody took part.", next_step="Name who did.")
    if held_on > clock.now().date():
        raise Invalid("held_on: this day is to come.", next_step="Record it once it was held.")
    if form not in {"tabletop", "simulation", "drill"}:
        raise Invalid(f"form: “{form}” is none.", next_step="Choose tabletop, simulation or drill.")
    made = Exercise.objects.create(
        title=title.strip(), form=form, held_on=held_on, scenario=scenario.strip(),
        findings=findings.strip(), has_leadership=has_leadership, recorded_at=clock.now(),
    )  # fmt: skip
    made.participants.set(participants)
    emails = sorted(one.email for one in participants)
    record(made.subject, after={"title": made.title, "held_on": str(held_on), "participants": emails})
    return made
