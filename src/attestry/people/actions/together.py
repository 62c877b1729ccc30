"""Giving several people a team, a manager or how they work at once, and undoing that."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from attestry.journal.acts import act
from attestry.journal.bulk import BulkKind, change_together, chosen, given, put_back
from attestry.journal.errors import UndoRefused
from attestry.journal.models import BulkEdit
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.people.actions.opening import follow
from attestry.people.errors import PersonRefused
from attestry.people.models import Checklist, Person, Team
from attestry.people.rules.employment import Engagement
from attestry.people.rules.facts import PersonFacts

PEOPLE: BulkKind[Person] = BulkKind(
    "people",
    ("person", "people"),
    ("team_id", "manager_id", "engagement"),
    lambda one: one.facts().record(),
)


@act("people.edit_person")
def edit_people(
    actor: Actor,
    *,
    people: Collection[int],
    team: Team | None = None,
    manager: Person | None = None,
    engagement: Engagement | None = None,
) -> BulkEdit:
    """Give every person named what is given; who gets another team gets a mover's checklist.

    Raises BulkRefused that names those who would report to themselves, by way of others too.
    """
    said = given(team=team, manager=manager, engagement=engagement)
    above = _line_above(manager) if manager else {}
    found: list[tuple[PersonFacts, Person]] = []

    def change(one: Person) -> None:
        if one.pk in above:
            why = "nobody reports to themselves" if manager == one else "the line would go in a circle"
            raise PersonRefused([("manager", why)])
        found.append((one.facts(), one))
        for name, value in said.items():
            setattr(one, name, value)

    made = change_together(actor, PEOPLE, chosen(PEOPLE, _rows(), people), change, to=said)
    opened = follow((before, one, one.facts()) for before, one in found)
    made.beside = {"checklists": [one.pk for one in opened]}
    made.save(update_fields=["beside"])
    return made


@act("people.edit_person")
def undo_edit(actor: Actor, edit: BulkEdit) -> BulkEdit:
    """Put back what stood before a bulk edit of people, and withdraw the checklists that it opened.

    Raises BulkEditUnknown; UndoRefused, also where somebody has done a step of such a checklist.
    """
    kept = put_back(PEOPLE, _rows(), edit)
    opened = Checklist.objects.filter(pk__in=kept.beside["checklists"])
    begun = Q(steps__done_at__isnull=False) | Q(closed_at__isnull=False) | Q(withdrawn_at__isnull=False)
    if opened.filter(begun).exists():
        raise UndoRefused(
            "A checklist that it opened was begun.", next_step="Change the people singly; see checklists."
        )
    opened.update(withdrawn_at=clock.now())
    return kept


def _line_above(manager: Person) -> dict[int, None]:
    """Somebody and everybody above them, by number."""
    managers = dict(Person.objects.values_list("pk", "manager_id"))
    line: dict[int, None] = {}
    here: int | None = manager.pk
    while here is not None and here not in line:
        line[here] = None
        here = managers.get(here)
    return line


def _rows() -> Any:
    return Person.objects.select_related("team", "manager")
