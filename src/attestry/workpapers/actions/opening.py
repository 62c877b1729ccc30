"""Opening workpapers: one for each aspect of each control, and the population that one tests."""

from __future__ import annotations

from collections.abc import Collection

from attestry.controls.models import Control
from attestry.controls.queries.commitments import references_by_control
from attestry.controls.queries.coverage import controls_in_use
from attestry.engagements.models import Engagement
from attestry.engagements.queries.criteria import criteria_of
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.populations.models import Population
from attestry.workpapers.actions.writing import held_by, refuse_when_over
from attestry.workpapers.errors import NoOperationInType1, WorkRefused
from attestry.workpapers.models import Workpaper
from attestry.workpapers.rules.aspect import Aspect


@act("workpapers.open")
def open_workpapers(actor: Actor, engagement: Engagement, *, keys: Collection[str] = ()) -> list[Workpaper]:
    """Open what is missing: design and, but for a Type 1, operation of each control in use.

    ``keys`` narrows it to these controls; without any, all that speak to a criterion of the engagement.
    Raises BehindTheWall, WorkIsOver.
    """
    refuse_unless_firm(actor, engagement, "A workpaper")
    refuse_when_over(engagement)
    wanted = set(keys) or set(wanted_keys(engagement))
    aspects = [Aspect.DESIGN]
    if engagement.the_kind.has_operating_tests:
        aspects.append(Aspect.OPERATION)
    there = set(Workpaper.objects.filter(engagement=engagement).values_list("control__key", "aspect"))
    at = clock.now()
    made = Workpaper.objects.bulk_create(
        Workpaper(engagement=engagement, control=control, aspect=aspect, opened_by=actor.name, opened_at=at)
        for control in Control.objects.filter(key__in=wanted)
        for aspect in aspects
        if (control.key, aspect.value) not in there
    )
    record(engagement.subject, after={"workpapers_opened": len(made)})
    return made


@act("workpapers.open")
def open_workpaper(actor: Actor, engagement: Engagement, control: Control, *, aspect: Aspect) -> Workpaper:
    """Open one workpaper. Raises NoOperationInType1, WorkRefused where it is open, BehindTheWall."""
    refuse_unless_firm(actor, engagement, "A workpaper")
    refuse_when_over(engagement)
    if aspect is Aspect.OPERATION and not engagement.the_kind.has_operating_tests:
        raise NoOperationInType1
    if Workpaper.objects.filter(engagement=engagement, control=control, aspect=aspect).exists():
        raise WorkRefused("control", f"The {aspect.label.lower()} of {control.key} has a workpaper.")
    made = Workpaper.objects.create(
        engagement=engagement, control=control, aspect=aspect, opened_by=actor.name, opened_at=clock.now()
    )
    record(made.subject, after={"control": control.key, "aspect": aspect.value})
    return made


@act("workpapers.write")
def bind_population(actor: Actor, workpaper: Workpaper, population: Population) -> Workpaper:
    """Say which frozen population the paper tests, and so which sample.

    Raises WorkRefused for a list that is not frozen, another engagement's, and once items are marked.
    """
    kept, _ = held_by(actor, workpaper)
    if kept.the_aspect is not Aspect.OPERATION:
        raise WorkRefused("population", "A population shows operation; design is tested on the control.")
    if population.engagement_id != kept.engagement_id:
        raise WorkRefused("population", "This list was taken for another engagement.")
    if not hasattr(population, "freeze"):
        raise WorkRefused("population", "Freeze the list first: a test rests on one that cannot change.")
    if kept.marks.exists():
        raise WorkRefused("population", "Items of another list are marked already.")
    kept.population = population
    kept.save(update_fields=["population"])
    record(kept.subject, after={"population": population.pk})
    return kept


def wanted_keys(engagement: Engagement) -> tuple[str, ...]:
    """The controls in use that speak to a criterion of the engagement, in three queries."""
    criteria = {one.reference for one in criteria_of(engagement)}
    speaking = references_by_control()
    return tuple(key for key in controls_in_use() if criteria.intersection(speaking.get(key, ())))
