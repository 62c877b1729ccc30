"""The system and its categories: Security by default, out only with a reason."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from attestry.frameworks.actions import sync_frameworks
from attestry.frameworks.rules import Category
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.scope.actions.setting_up import choose_category, declare_ai, ensure_system
from attestry.scope.errors import NameMissing, NoSystemYet, NothingInScope, ReasonMissing, UnknownCategory
from attestry.scope.models import ChosenCategory, System
from attestry.scope.queries.categories import chosen_categories, scope_choice, the_system

SYSTEM_ACTOR = Actor.system("tests")
pytestmark = pytest.mark.django_db


@pytest.fixture
def system() -> System:
    return ensure_system(SYSTEM_ACTOR, "Payroll")


def test_before_setup_there_is_no_system() -> None:
    with pytest.raises(NoSystemYet):
        the_system()


def test_setting_up_twice_keeps_one_system(system: System) -> None:
    assert ensure_system(SYSTEM_ACTOR, "Payroll") == system == the_system()
    assert JournalEntry.objects.filter(act="scope.ensure_system").count() == 1
    assert [each.key for each in system.data_classes.all()] == [
        "public",
        "internal",
        "confidential",
        "personal",
    ]


def test_a_system_needs_a_name() -> None:
    with pytest.raises(NameMissing):
        ensure_system(SYSTEM_ACTOR, " ")


def test_r36_security_is_chosen_by_default(system: System) -> None:
    assert chosen_categories(system) == {"security"}


def test_r36_leaving_security_out_without_a_reason_is_refused(system: System) -> None:
    choose_category(SYSTEM_ACTOR, system, "availability", is_chosen=True)
    with pytest.raises(ReasonMissing):
        choose_category(SYSTEM_ACTOR, system, "security", is_chosen=False, reason="  ")
    assert chosen_categories(system) == {"security", "availability"}


def test_r36_leaving_security_out_with_a_reason_is_kept_journaled_and_warned_of(system: System) -> None:
    sync_frameworks(SYSTEM_ACTOR)
    choose_category(SYSTEM_ACTOR, system, "privacy", is_chosen=True, reason="Customers ask for it.")
    choose_category(SYSTEM_ACTOR, system, "security", is_chosen=False, reason="Reported on elsewhere.")
    choice = scope_choice(system)
    security = choice.categories[0]
    assert (security.is_chosen, security.reason) == (False, "Reported on elsewhere.")
    assert choice.warnings
    assert choice.criteria_count == 51, "the common criteria stay"
    last = JournalEntry.objects.filter(subject="system:Payroll").last()
    assert last is not None
    assert last.after == {"category": "security", "is_chosen": False, "reason": "Reported on elsewhere."}


def test_r36_the_database_itself_refuses_security_out_without_a_reason(system: System) -> None:
    with pytest.raises(IntegrityError):
        ChosenCategory.objects.filter(system=system).update(is_chosen=False, reason="")


def test_the_last_category_cannot_go(system: System) -> None:
    with pytest.raises(NothingInScope):
        choose_category(SYSTEM_ACTOR, system, "security", is_chosen=False, reason="No report.")


def test_there_are_five_categories_and_no_sixth(system: System) -> None:
    with pytest.raises(UnknownCategory):
        choose_category(SYSTEM_ACTOR, system, "safety", is_chosen=True)


def test_r35_the_choice_shows_what_each_category_adds(system: System) -> None:
    sync_frameworks(SYSTEM_ACTOR)
    choose_category(SYSTEM_ACTOR, system, Category.AVAILABILITY, is_chosen=True)
    choice = scope_choice(system)
    assert choice.criteria_count == 36
    assert {line.key: line.criteria_added for line in choice.categories} == {
        "security": 0,
        "availability": 3,
        "processing_integrity": 5,
        "confidentiality": 2,
        "privacy": 18,
    }


def test_building_on_ai_is_a_recorded_decision(system: System) -> None:
    with clock.simulated(clock.from_text("2026-02-03")):
        declare_ai(SYSTEM_ACTOR, system, uses_ai=True)
    assert the_system().uses_ai
    assert JournalEntry.objects.last().after == {"uses_ai": True}  # type: ignore[union-attr]


def test_somebody_without_the_right_cannot_choose(system: System) -> None:
    with pytest.raises(NotAllowed):
        choose_category(Actor("user", "user:x", "X"), system, "privacy", is_chosen=True)
