"""How far the step “Decide the scope” is: what holds, and the one next thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attestry.kit.remembered import remembered
from attestry.scope.conditions import conditions
from attestry.scope.rules.condition import Condition


@dataclass(frozen=True, slots=True)
class Way:
    """The conditions of the step, in the order of the work."""

    all: tuple[Condition, ...]

    @property
    def left(self) -> tuple[Condition, ...]:
        """Those that do not hold."""
        return tuple(one for one in self.all if not one.holds)

    @property
    def held(self) -> int:
        """How many hold."""
        return len(self.all) - len(self.left)


@remembered
def way(at: datetime) -> Way:
    """The step's own conditions, in a constant number of queries."""
    return Way(tuple(sorted(conditions(at), key=lambda one: (one.order, one.key))))
