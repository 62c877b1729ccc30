"""Environments as they stand: decided, reaching production data or not, and where both disagree."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.kit.errors import NotFound
from attestry.scope.models import Environment, System
from attestry.scope.rules.environments import conflict_of, standing_verdict
from attestry.scope.rules.system import Verdict


@dataclass(frozen=True, slots=True)
class EnvironmentLine:
    """An environment with what it counts as."""

    environment: Environment
    counts_as: Verdict
    conflict: str


def environments(system: System) -> tuple[EnvironmentLine, ...]:
    """Every environment, production first, in one query."""
    return tuple(_line(one) for one in system.environments.all())


def environment(system: System, pk: int) -> Environment:
    """One environment. Raises NotFound."""
    found = system.environments.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such environment.", next_step="See the environments.")
    return found


def _line(one: Environment) -> EnvironmentLine:
    production, reaches = one.is_production, one.reaches_production_data
    return EnvironmentLine(
        one,
        counts_as=standing_verdict(one.verdict, is_production=production, reaches=reaches),
        conflict=conflict_of(one.verdict, is_production=production, reaches=reaches),
    )
