"""Environments: describing them, saying what they reach, and deciding on them with an approval."""

from __future__ import annotations

from attestry.accounts.models import User
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import FieldRefused, NameMissing, NameTaken, ReasonMissing
from attestry.scope.models import Environment, System
from attestry.scope.rules.environments import standing_verdict
from attestry.scope.rules.system import Verdict


@act("scope.add_environment")
def add_environment(
    actor: Actor,
    system: System,
    *,
    name: str,
    is_production: bool,
    reaches_production_data: bool | None = None,
    route: str = "",
) -> Environment:
    """Describe an environment; production is in at once, any other waits for a decision and counts as in.

    Raises NameMissing and NameTaken.
    """
    if not name.strip():
        raise NameMissing("environment")
    if system.environments.filter(name=name.strip()).exists():
        raise NameTaken("environment", name.strip())
    made = Environment.objects.create(
        system=system,
        name=name.strip(),
        is_production=is_production,
        reaches_production_data=True if is_production else reaches_production_data,
        route=route.strip(),
        verdict=Verdict.IN if is_production else Verdict.UNDECIDED,
        decided_by=actor.name if is_production else "",
        decided_at=clock.now() if is_production else None,
    )
    record(_subject(made), after=made.record())
    return made


@act("scope.say_reach")
def say_reach(
    actor: Actor, environment: Environment, *, reaches_production_data: bool | None, route: str = ""
) -> Environment:
    """Say whether an environment can reach production data, and by which route; None: nobody knows."""
    found = Environment.objects.select_for_update().get(pk=environment.pk)
    before = found.record()
    found.reaches_production_data = reaches_production_data
    found.route = route.strip()
    found.save()
    record(_subject(found), before=before, after=found.record())
    return found


@act("scope.decide_environment")
def decide_environment(
    actor: Actor,
    environment: Environment,
    *,
    verdict: Verdict,
    reason: str,
    approved_by: User | None = None,
) -> Environment:
    """Put an environment in, or leave it out with a reason and somebody else's approval.

    Raises ReasonMissing, and FieldRefused where it is production, reaches production data, or nobody
    but whoever decides approves.
    """
    found = Environment.objects.select_for_update().get(pk=environment.pk)
    if verdict is Verdict.OUT:
        _may_go(found, reason)
        if approved_by is None or not approved_by.is_active or approved_by.subject == actor.key:
            raise FieldRefused(
                "approved_by",
                "Leaving an environment out is approved by somebody other than who decides it.",
                "Name who approved it.",
            )
    before = found.record()
    found.verdict, found.reason = verdict, reason.strip()
    found.decided_by, found.decided_at = actor.name, clock.now()
    found.approved_by = approved_by.name if approved_by and verdict is Verdict.OUT else ""
    found.save()
    record(_subject(found), before=before, after=found.record())
    return found


def _may_go(environment: Environment, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing("Leaving an environment out")
    reaches = environment.reaches_production_data
    counts_as = standing_verdict(Verdict.OUT, is_production=environment.is_production, reaches=reaches)
    if counts_as is not Verdict.OUT:
        why = "is production" if environment.is_production else "can reach production data"
        if reaches is None:
            why = "may reach production data for all that anybody wrote down"
        raise FieldRefused(
            "verdict",
            f"{environment.name} {why}, so it belongs to the system.",
            "Close the route and say so first.",
        )


def _subject(environment: Environment) -> str:
    return f"environment:{environment.name}"
