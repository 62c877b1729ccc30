"""The list of controls, one control, coverage and crosswalks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.controls.actions.adopting import adopt_all_for_scope, adopt_control, assign_owner, go_live
from attestry.controls.actions.writing import add_control
from attestry.controls.errors import UnknownControl
from attestry.controls.models import Control, ControlCategory
from attestry.controls.queries.coverage import controls_of_criterion, coverage_report, crosswalk
from attestry.controls.queries.detail import control_detail
from attestry.controls.queries.listing import (
    ControlFilters,
    control_categories,
    control_list,
    control_named,
    known_control_keys,
)
from attestry.controls.tests.samples import SYSTEM, make_user, text
from attestry.frameworks.rules import Category
from attestry.scope.actions.setting_up import choose_category, ensure_system
from attestry.scope.models import System

pytestmark = pytest.mark.usefixtures("packaged")


@pytest.fixture
def system() -> System:
    system = ensure_system(SYSTEM, "Payroll")
    adopt_all_for_scope(SYSTEM, system)
    return system


def keys(**filters: str | bool) -> list[str]:
    return [line.key for line in control_list(ControlFilters(**filters)).controls]  # type: ignore[arg-type]


def test_r131_filtering_by_execution_gives_counts_that_add_up_to_the_library() -> None:
    counts = [len(keys(execution=execution)) for execution in ("automated", "hybrid", "manual")]
    assert counts == [59, 44, 39]
    assert sum(counts) == control_list().total == len(known_control_keys()) == 142
    assert dict(control_list().by_execution) == {"automated": 59, "hybrid": 44, "manual": 39}


def test_r131_each_manual_control_says_why() -> None:
    for key in keys(execution="manual"):
        assert control_named(key).automation, key


@pytest.mark.parametrize(
    "filters, expected",
    [
        ({"category": "physical"}, ["PHY-01", "PHY-02", "PHY-03"]),
        ({"search": "bucket"}, []),
        ({"search": "DENIAL protection"}, ["NET-03"]),
        ({"criterion": "cc6.5"}, ["HRS-05", "AST-04"]),
        ({"nature": "corrective", "category": "incident-response"}, ["INC-02", "INC-04", "INC-05"]),
        ({"origin": "own"}, []),
        ({"state": "live"}, []),
    ],
)
def test_the_list_is_narrowed_by_what_is_asked(filters: dict[str, str], expected: list[str]) -> None:
    assert sorted(keys(**filters)) == sorted(expected)


def test_the_list_is_narrowed_by_owner_and_by_having_none() -> None:
    assign_owner(SYSTEM, control_named("NET-03"), owner=make_user())
    assert keys(owner="ADA@example.com") == ["NET-03"]
    assert len(keys(without_owner=True)) == 141
    (line,) = control_list(ControlFilters(owner="ada@example.com")).controls
    assert (line.owner, line.owner_email) == ("Ada", "ada@example.com")


def test_one_control_shows_its_text_its_mappings_and_its_neighbours() -> None:
    found = control_detail("GOV-02")
    assert (found.previous, found.next) == ("GOV-01", "GOV-03")
    assert found.line.category_title == "Governance"
    families = {group.family: group for group in found.mappings}
    assert families["tsc"].items[0].title == "Board oversight"
    assert families["gdpr"].is_law
    assert not families["iso27001"].is_law
    assert found.references["nist-sp-800-53-r5"] == ("PM-2", "PM-29")


def test_an_unknown_control_is_said_to_be_unknown() -> None:
    with pytest.raises(UnknownControl):
        control_detail("GOV-99")


def test_r38_core_controls_alone_give_each_access_criterion_two_live_ones(system: System) -> None:
    owner = make_user()
    for control in Control.objects.filter(state="adopted"):
        assign_owner(SYSTEM, control, owner=owner)
        go_live(SYSTEM, control)
    report = coverage_report(system)
    live = {line.criterion.reference: line.live for line in report.criteria}
    for reference in [f"CC6.{number}" for number in range(1, 9)]:
        assert live[reference] >= 2, reference
    assert report.thin_live == ()
    for reference in ("CC6.4", "CC6.5"):
        categories = {line.category for line in controls_of_criterion(reference)}
        assert categories & {"physical", "assets-and-data"}, reference


def test_adopted_controls_that_are_not_live_do_not_count_as_live(system: System) -> None:
    report = coverage_report(system)
    assert report.thin == ()
    assert len(report.thin_live) == 33
    assert not any(line.is_thin for line in report.criteria)


def test_r6_the_controls_in_use_go_beyond_technology(system: System) -> None:
    share = coverage_report(system).balance.share_beyond_technology
    assert share is not None
    assert share >= 0.4


def test_r132_the_automation_ratio_counts_every_control_in_scope(system: System) -> None:
    report = coverage_report(system)
    before = {line.criterion.reference: line.automation for line in report.criteria}["CC6.4"]
    assert before.total == len(controls_of_criterion("CC6.4"))
    assert report.automation.total == 94
    own = add_control(SYSTEM, text(), key="OWN-1", category=ControlCategory.objects.get(key="network"))
    assert coverage_report(system).automation == report.automation, "a proposed control is not in use"
    adopt_control(SYSTEM, own)
    after = coverage_report(system)
    assert after.automation.total == 95
    assert after.automation.share is not None
    assert report.automation.share is not None
    assert after.automation.share < report.automation.share


def test_coverage_follows_the_choice_of_categories(system: System) -> None:
    assert len(coverage_report(system).criteria) == 33
    for category in Category:
        choose_category(SYSTEM, system, category, is_chosen=True)
    adopt_all_for_scope(SYSTEM, system)
    report = coverage_report(system)
    assert len(report.criteria) == 61
    assert report.thin == ()


def test_a_crosswalk_shows_which_items_controls_in_use_support(system: System) -> None:
    found = crosswalk("iso27001")
    lines = {line.criterion.reference: line.controls for line in found.lines}
    assert len(lines) == 118
    assert lines["A.5.2"] == ("GOV-04",)
    assert lines["4.1"] == ()
    assert 0 < found.supported_count < 118


def test_controls_in_use_stand_first_under_a_criterion(system: System) -> None:
    lines = controls_of_criterion("CC4.1")
    assert [line.is_in_use for line in lines] == sorted((line.is_in_use for line in lines), reverse=True)
    assert not lines[-1].is_in_use


@pytest.mark.parametrize(
    "ask, most",
    [
        (control_list, 3),
        (lambda: control_list(ControlFilters(category="physical")), 3),
        (lambda: controls_of_criterion("CC6.1"), 2),
        (lambda: control_detail("GOV-01"), 5),
        (control_categories, 1),
    ],
)
def test_pages_of_controls_make_a_constant_number_of_queries(ask: Callable[[], object], most: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask()
    assert len(queries) <= most


def test_coverage_makes_a_constant_number_of_queries(system: System) -> None:
    with CaptureQueriesContext(connection) as queries:
        coverage_report(system)
    assert len(queries) == 4
