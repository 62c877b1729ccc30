"""Setting up the system and choosing its categories."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from attestry.frameworks.rules import Category
from attestry.journal.acts import act, record
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.scope.errors import NameMissing, NothingInScope, ReasonMissing, UnknownCategory
from attestry.scope.models import ChosenCategory, DataClass, System
from attestry.scope.queries.categories import is_signed
from attestry.scope.rules.system import STANDARD_DATA_CLASSES


@act("scope.ensure_system", offered=False)
def ensure_system(actor: Actor, name: str) -> System:
    """The system of that name, made where there is none: with Security chosen and four data classes."""
    existing = System.objects.filter(name=name).first()
    if existing:
        return existing
    if not name.strip():
        raise NameMissing("system")
    at = clock.now()
    system = System.objects.create(name=name, created_at=at)
    ChosenCategory.objects.create(
        system=system,
        category=Category.SECURITY,
        is_chosen=True,
        reason="Nearly every report has it; its criteria are common to all categories.",
        decided_at=at,
    )
    DataClass.objects.bulk_create(
        DataClass(system=system, **asdict(standard)) for standard in STANDARD_DATA_CLASSES
    )
    record(f"system:{name}", after={"categories": [Category.SECURITY.value]})
    return system


@act("scope.choose_category")
def choose_category(
    actor: Actor,
    system: System,
    category: str,
    *,
    is_chosen: bool,
    reason: str = "",
) -> ChosenCategory:
    """Put a category in scope or take it out; the reason is kept with the decision.

    Raises UnknownCategory; ReasonMissing where Security goes without one, or a category is added to
    a scope that is signed; NothingInScope where no category would be left.
    """
    if category not in set(Category):
        raise UnknownCategory(category)
    if category == Category.SECURITY and not is_chosen and not reason.strip():
        raise ReasonMissing("Leaving Security out")
    if is_chosen and not reason.strip() and is_signed(system):
        raise ReasonMissing("Adding to a scope that is signed")
    others = system.categories.filter(is_chosen=True).exclude(category=category)
    if not is_chosen and not others.exists():
        raise NothingInScope
    existing = system.categories.filter(category=category).first()
    before = _decision(existing) if existing else None
    choice = existing or ChosenCategory(system=system, category=category)
    choice.is_chosen = is_chosen
    choice.reason = reason.strip()
    choice.decided_at = clock.now()
    choice.save()
    record(
        f"system:{system.name}",
        before=before,
        after=_decision(choice),
    )
    return choice


@act("scope.declare_ai")
def declare_ai(actor: Actor, system: System, *, uses_ai: bool) -> System:
    """Say whether the system builds on AI, which brings the library's controls for it."""
    system = System.objects.select_for_update().get(pk=system.pk)
    before = {"uses_ai": system.uses_ai}
    system.uses_ai = uses_ai
    system.save(update_fields=["uses_ai"])
    record(f"system:{system.name}", before=before, after={"uses_ai": uses_ai})
    return system


def _decision(choice: ChosenCategory) -> dict[str, Any]:
    return {"category": str(choice.category), "is_chosen": choice.is_chosen, "reason": choice.reason}
