"""The system and its chosen categories, with what each choice costs and what it warns of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from attestry.frameworks.queries.criteria import category_pages
from attestry.frameworks.rules import Category, criteria_count
from attestry.scope.errors import NoSystemYet
from attestry.scope.models import ScopeDecision, System
from attestry.scope.rules.decision import NO_DRIVER, DriverKind
from attestry.scope.rules.system import warnings_of_choice


@dataclass(frozen=True, slots=True)
class DriverLine:
    """Who asks for a category, as a list shows it."""

    pk: int
    kind: DriverKind
    words: str


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category and the decision about it; ``criteria_added`` is what it adds to the others chosen."""

    key: str
    title: str
    explanation: str
    is_chosen: bool
    reason: str
    decided_at: datetime | None
    own_count: int
    criteria_added: int
    drivers: tuple[DriverLine, ...] = ()

    @property
    def warning(self) -> str:
        """What a reader is told of a category that nobody asks for."""
        return NO_DRIVER if self.is_chosen and not self.drivers else ""


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """All five categories and what the choice comes to."""

    categories: tuple[CategoryLine, ...]
    criteria_count: int
    warnings: tuple[str, ...]


def the_system() -> System:
    """The system of this installation: the first that was set up. Raises NoSystemYet."""
    system = System.objects.order_by("created_at", "pk").first()
    if system is None:
        raise NoSystemYet
    return system


def chosen_categories(system: System) -> frozenset[str]:
    """The keys of the categories in scope."""
    return frozenset(system.categories.filter(is_chosen=True).values_list("category", flat=True))


def is_signed(system: System) -> bool:
    """Whether a version of the scope was signed, so that whatever is added needs a reason."""
    return ScopeDecision.objects.filter(system=system).exists()


def drivers_by_category(system: System) -> dict[str, tuple[DriverLine, ...]]:
    """Who asks for each category, in one query."""
    found: dict[str, tuple[DriverLine, ...]] = {}
    for one in system.drivers.all():
        line = DriverLine(one.pk, DriverKind(one.kind), one.words)
        found[one.category] = (*found.get(one.category, ()), line)
    return found


def undriven(system: System) -> tuple[str, ...]:
    """The chosen categories that nobody is recorded to ask for, in their usual order."""
    chosen, driven = chosen_categories(system), drivers_by_category(system)
    return tuple(one.value for one in Category if one in chosen and one not in driven)


def scope_choice(system: System) -> ScopeChoice:
    """The five categories with their decisions, drivers, counts and warnings, in five queries."""
    drivers = drivers_by_category(system)
    decisions = {decision.category: decision for decision in system.categories.all()}
    chosen = frozenset(key for key, decision in decisions.items() if decision.is_chosen)
    pages = category_pages()
    own = {page.key: page.own_count for page in pages}
    total = criteria_count(chosen, own)
    lines = []
    for page in pages:
        decision = decisions.get(page.key)
        without = criteria_count(chosen - {page.key}, own)
        lines.append(
            CategoryLine(
                key=page.key,
                title=page.title,
                explanation=page.explanation,
                is_chosen=page.key in chosen,
                reason=decision.reason if decision else "",
                decided_at=decision.decided_at if decision else None,
                own_count=page.own_count,
                criteria_added=criteria_count(chosen | {page.key}, own) - without,
                drivers=drivers.get(page.key, ()),
            )
        )
    return ScopeChoice(tuple(lines), total, warnings_of_choice(chosen))
