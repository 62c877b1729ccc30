"""Where an act finds a population: under lock, by somebody of the firm, in an engagement under way.

Called by this room's actions.
"""

from __future__ import annotations

from attestry.engagements.models import Engagement, TeamMember
from attestry.engagements.wall import refuse_unless_firm
from attestry.journal.rules import Actor
from attestry.populations.errors import NotYet
from attestry.populations.models import Population, Sample
from attestry.populations.rules.state import PopulationState


def refuse_unless_at_work(actor: Actor, engagement: Engagement, what: str) -> TeamMember:
    """The member of the firm's team who acts. Raises as the wall does, and NotYet."""
    member = refuse_unless_firm(actor, engagement, what)
    if not engagement.the_state.is_running:
        raise NotYet(
            f"The engagement is at “{engagement.the_state.label}”: the firm's work is not under way.",
            next_step="Begin it, or see what was done.",
        )
    return member


def held_population(actor: Actor, population: Population) -> Population:
    """The population under lock. Raises as ``refuse_unless_at_work``."""
    found = Population.objects.select_for_update(of=("self",)).select_related("engagement")
    held = found.get(pk=population.pk)
    refuse_unless_at_work(actor, held.engagement, "A population")
    return held


def held_sample(actor: Actor, sample: Sample) -> Sample:
    """The sample, its population under lock. Raises as ``refuse_unless_at_work``."""
    held_population(actor, sample.population)
    return Sample.objects.select_related("population__engagement", "commitment").get(pk=sample.pk)


def move(population: Population, to: PopulationState) -> None:
    """Take the population to its next state."""
    population.state = to.value
    population.save(update_fields=["state"])
