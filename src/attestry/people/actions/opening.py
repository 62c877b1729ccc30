"""Checklists follow from what happens to people. Called by this room's actions."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.kit import clock
from attestry.people.models import Checklist, ChecklistStep, Person
from attestry.people.rules.checklist import STEPS, ChecklistKind, Occasion, occasions
from attestry.people.rules.facts import PersonFacts


def follow(changes: Iterable[tuple[PersonFacts | None, Person, PersonFacts]]) -> list[Checklist]:
    """Open the checklists that changes call for, and move or withdraw those of leavers; those that opened.

    Each change is the facts before (None: new), the person, and the facts after.
    """
    now = clock.now()
    wanted: list[tuple[Person, Occasion]] = []
    moved: list[tuple[Person, PersonFacts]] = []
    for before, person, after in changes:
        wanted += [(person, one) for one in occasions(before, after, now.date())]
        if before and before.ended_on and before.ended_on != after.ended_on:
            moved.append((person, after))
    for person, after in moved:
        leaver = Checklist.objects.filter(
            person=person, kind=ChecklistKind.LEAVER, closed_at=None, withdrawn_at=None
        )
        if after.ended_on is None:
            leaver.update(withdrawn_at=now)
        else:
            occasion = Occasion(ChecklistKind.LEAVER, after.ended_on)
            leaver.update(from_on=occasion.on, due_on=occasion.due_on)
    made = Checklist.objects.bulk_create(
        (
            Checklist(
                person=person,
                kind=one.kind,
                owner_id=person.manager_id,
                from_on=one.on,
                due_on=one.due_on,
                opened_at=now,
            )
            for person, one in wanted
        ),
        batch_size=500,
    )
    ChecklistStep.objects.bulk_create(
        (
            ChecklistStep(checklist=one, position=position, title=title)
            for one in made
            for position, title in enumerate(STEPS[ChecklistKind(one.kind)], start=1)
        ),
        batch_size=500,
    )
    return made
