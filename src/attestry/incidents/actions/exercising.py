"""Recording that the response was rehearsed, and putting right what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attestry.incidents.errors import IncidentChanged
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
    _check(title, held_on, scenario, findings, participants, form)
    made = Exercise.objects.create(
        title=title.strip(), form=form, held_on=held_on, scenario=scenario.strip(),
        findings=findings.strip(), has_leadership=has_leadership, recorded_at=clock.now(),
    )  # fmt: skip
    made.participants.set(participants)
    record(made.subject, after=_told(made))
    return made


@act("incidents.exercise")
def change_exercise(
    actor: Actor,
    exercise: Exercise,
    *,
    title: str,
    held_on: date,
    scenario: str,
    findings: str,
    participants: Sequence[Person],
    form: str = "tabletop",
    has_leadership: bool = False,
    made_from: int | None = None,
) -> Exercise:
    """What was written down of an exercise, put right. Raises Invalid, IncidentChanged."""
    if made_from is not None and made_from != exercise.version:
        raise IncidentChanged(exercise.title)
    _check(title, held_on, scenario, findings, participants, form)
    before = _told(exercise)
    exercise.title, exercise.form, exercise.held_on = title.strip(), form, held_on
    exercise.scenario, exercise.findings = scenario.strip(), findings.strip()
    exercise.has_leadership, exercise.version = has_leadership, exercise.version + 1
    exercise.save()
    exercise.participants.set(participants)
    after = _told(exercise)
    changed = [name for name in after if after[name] != before[name]]
    record(
        exercise.subject,
        before={name: before[name] for name in changed},
        after={**{name: after[name] for name in changed}, "version": exercise.version},
    )
    return exercise


def _check(
    title: str, held_on: date, scenario: str, findings: str, participants: Sequence[Person], form: str
) -> None:
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


def _told(one: Exercise) -> dict[str, object]:
    emails = sorted(one.participants.values_list("email", flat=True))
    return {
        "title": one.title, "form": one.form, "held_on": str(one.held_on), "scenario": one.scenario,
        "findings": one.findings, "has_leadership": one.has_leadership, "participants": emails,
    }  # fmt: skip
