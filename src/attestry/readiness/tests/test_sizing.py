"""Right-sizing: what each thing adds before it is chosen, what a removal uncovers, and the lean profile."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import assign_owner, go_live
from attestry.controls.actions.linking import link_commitment, link_component
from attestry.controls.models import Control
from attestry.frameworks.rules import Category
from attestry.kit import clock
from attestry.readiness.actions.assuming_effort import keep_effort
from attestry.readiness.queries.sizing import sized
from attestry.readiness.rules.effort_assumptions import DEFAULT_EFFORT, EffortAssumptions
from attestry.readiness.rules.sized import Scope
from attestry.readiness.rules.sizing import effect, performed, performed_on, size, toggled, without
from attestry.readiness.tests.samples import HOUSE, a_person
from attestry.scope.actions.drawing import add_component, decide_component
from attestry.scope.actions.promising import add_commitment
from attestry.scope.actions.setting_up import choose_category
from attestry.scope.rules.promises import CommitmentKind, Source
from attestry.scope.rules.system import ComponentKind, Verdict


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def now(system):
    return sized(system, at=clock.now())


def toggle(system, category):
    found = now(system)
    return effect(found.program, found.now, toggled(found.now, category))


def removal(system, component):
    found = now(system)
    return effect(found.program, found.now, without(found.now, component.pk))


def on_software(system):
    found = now(system)
    return len(performed_on(found.program, found.now, "software"))


def part(system, name, kind=ComponentKind.SOFTWARE):
    return add_component(HOUSE, system, kind=kind, name=name)


def promised(system, *components, category=Category.SECURITY):
    return add_commitment(
        HOUSE,
        system,
        kind=CommitmentKind.COMMITMENT,
        text="Wages are kept apart.",
        source=Source.CONTRACT,
        category=category,
        components=components,
    )


def test_r77_toggling_privacy_changes_everything_by_exactly_the_controls_with_scope_privacy(system):
    private = {one.key for one in Control.objects.filter(applies_when="privacy")}
    found = now(system)
    lines = [one for one in found.program.controls if one.key in private]
    on = toggle(system, "privacy")
    assert set(on.controls_added) == private
    assert on.controls_gone == ()
    assert (on.criteria, on.items) == (18, sum(one.items for one in lines))
    assert on.amount.minutes == sum(one.minutes for one in lines)
    assert on.amount.cost == round(on.amount.minutes * found.program.assumed["rate"] / 60, 2)
    choose_category(HOUSE, system, "privacy", is_chosen=True)
    off = toggle(system, "privacy")
    assert set(off.controls_gone) == private
    assert (off.criteria, off.items, off.amount.minutes) == (-18, -on.items, -on.amount.minutes)


@pytest.mark.parametrize(
    "category, criteria", [("availability", 3), ("confidentiality", 2), ("processing_integrity", 5)]
)
def test_r77_every_other_category_shows_what_it_adds_before_it_is_chosen(system, category, criteria):
    found = toggle(system, category)
    assert found.criteria == criteria
    assert found.controls > 0
    assert found.items > 0


def test_r77_what_is_assumed_changes_the_cost_and_is_printed(lead, system):
    before = toggle(system, "privacy").amount
    keep_effort(HOUSE, system, EffortAssumptions({**DEFAULT_EFFORT.quantities, "rate": 150}, "CHF"))
    after = toggle(system, "privacy").amount
    assert (after.minutes, after.cost) == (before.minutes, 2 * before.cost)
    page = words(lead.get("/right-size/"))
    for said in ("Items that more software adds", "150", "CHF", "no hour of it was measured"):
        assert said in page


def test_r139_removing_a_component_that_carries_a_commitment_is_warned_of_with_it(lead, system):
    portal, other = part(system, "Portal"), part(system, "Export")
    promise = promised(system, portal)
    assert [one.key for one in removal(system, portal).uncovered] == [promise.key]
    assert removal(system, other).uncovered == ()
    page = words(lead.get("/right-size/", {"what": "if", "categories": "security", "without": portal.pk}))
    assert "It leaves open:SC-1 Wages are kept apart." in page


def test_r139_removing_an_unused_component_lets_cost_and_controls_fall_and_uncovers_nothing(system):
    portal = part(system, "Portal")
    promised(system, part(system, "Ledger"))
    control = Control.objects.get(key="NET-03")
    link_component(HOUSE, control, component=portal)
    found = removal(system, portal)
    assert found.controls_gone == ("NET-03",)
    assert found.items < 0
    assert found.amount.minutes < 0
    assert found.uncovered == ()


def test_r139_a_control_stays_while_another_component_needs_it(system):
    portal, ledger = part(system, "Portal"), part(system, "Ledger")
    for one in (portal, ledger):
        link_component(HOUSE, Control.objects.get(key="NET-03"), component=one)
    assert removal(system, portal).controls_gone == ()
    found = now(system)
    both = Scope(found.now.chosen, removed=frozenset({portal.pk, ledger.pk}))
    assert effect(found.program, found.now, both).controls_gone == ("NET-03",)


def test_r139_a_promise_whose_last_live_control_falls_away_is_left_open(system):
    portal = part(system, "Portal")
    control = Control.objects.get(key="NET-03")
    assign_owner(HOUSE, control, owner=a_person(Role.OWNER, "Olga"))
    go_live(HOUSE, control)
    link_component(HOUSE, control, component=portal)
    promise = promised(system)
    link_commitment(HOUSE, control, commitment=promise)
    assert [one.key for one in removal(system, portal).uncovered] == [promise.key]


def test_r139_leaving_a_category_out_names_its_commitments(system):
    choose_category(HOUSE, system, "availability", is_chosen=True)
    promise = promised(system, category=Category.AVAILABILITY)
    assert [one.key for one in toggle(system, "availability").uncovered] == [promise.key]
    assert toggle(system, "privacy").uncovered == ()


def test_a_component_that_is_out_weighs_nothing(system):
    before = size(now(system).program, now(system).now)
    portal = part(system, "Portal")
    assert (
        size(now(system).program, now(system).now).items
        == before.items + on_software(system) * DEFAULT_EFFORT["software"]
    )
    decide_component(HOUSE, portal, verdict=Verdict.OUT, reason="Retired.")
    assert size(now(system).program, now(system).now) == before


def test_a_further_system_gathers_a_share_of_everything_again(system):
    found = now(system)
    once = size(found.program, found.now)
    twice = size(found.program, Scope(found.now.chosen, systems=1))
    again = sum(one.items for one in performed(found.program, found.now) if one.kinds)
    assert 0 < again < once.items, "what is done once for the whole organization is shared"
    assert twice.items == once.items + again * DEFAULT_EFFORT["again"] // 100
    assert twice.controls == once.controls


def test_the_export_prints_every_assumption_before_what_changes(lead, system):
    part(system, "=1+1")
    answer = lead.get("/right-size/?format=csv")
    rows = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode())))
    blank = rows.index([])
    assert {"Cost of working time", "A compensating review"} <= {row[0] for row in rows[:blank]}
    changes = {row[0]: row for row in rows[blank + 2 :]}
    assert changes["Privacy"][2] == "18"
    assert "'=1+1" in changes


def test_nonsense_in_the_what_if_is_refused_beside_its_field(lead):
    assert lead.get("/right-size/", {"what": "if", "systems": "-1"}).status_code == 422
    assert lead.get("/right-size/", {"what": "if", "without": "7"}).status_code == 422


@pytest.mark.parametrize("path", ["/right-size/", "/right-size/lean/"])
def test_a_page_costs_the_same_however_many_components_there_are(
    lead, system, path, django_assert_max_num_queries
):
    promised(system, part(system, "Portal"))
    with django_assert_max_num_queries(40) as first:
        assert lead.get(path).status_code == 200
    for n in range(10):
        one = part(system, f"<script>{n}</script>")
        promised(system, one)
        link_component(HOUSE, Control.objects.get(key="NET-03"), component=one)
    with django_assert_max_num_queries(len(first)):
        assert "<script>1" not in lead.get(path).content.decode()


def test_r77_a_component_adds_what_the_library_says_is_performed_on_its_kind(system):
    found = now(system)
    on_it = performed_on(found.program, found.now, "software")
    shelves = {one.key: one.category.performed_on for one in Control.objects.select_related("category")}
    assert all("software" in shelves[one.key] for one in on_it)
    more = effect(found.program, found.now, Scope(found.now.chosen, added=(("software", 2),)))
    assert (more.criteria, more.controls) == (0, 0)
    assert more.items == 2 * len(on_it) * DEFAULT_EFFORT["software"]
    assert more.amount.minutes == 2 * sum(one.an_item for one in on_it)


def test_r77_controls_that_are_linked_with_a_component_stand_in_place_of_those_of_its_kind(system):
    portal = part(system, "Portal")
    by_kind = removal(system, portal).items
    assert by_kind == -on_software(system)
    link_component(HOUSE, Control.objects.get(key="CHG-01"), component=portal)
    part(system, "Other")
    linked = Control.objects.get(key="CHG-01")
    found = now(system)
    line = next(one for one in found.program.controls if one.key == linked.key)
    assert removal(system, portal).items == -line.items - DEFAULT_EFFORT["software"]


@pytest.mark.parametrize("path", ["/scope/", "/scope/wizard/"])
def test_r77_what_a_category_adds_stands_on_the_form_on_which_it_is_chosen(lead, system, path):
    found = toggle(system, "privacy")
    page = words(lead.get(path))
    told = f"Criteria+18Controls+{found.controls}Items+{found.items}"
    assert told in page
    assert f"+{round(found.amount.cost):,}" in page
    assert "this product's own guesses" in page


def test_r77_what_a_component_adds_stands_on_the_form_with_what_it_rests_on(lead, system):
    page = words(lead.get("/scope/boundary/"))
    assert "What one more adds in a year" in page
    assert f"{on_software(system)} controls for" in page
    assert "a mapping of the library" in page
    page = words(lead.get("/right-size/"))
    assert "What is performed on what" in page
    assert "Change and development" in page


def test_r77_leaving_a_category_out_says_on_its_form_which_promise_it_leaves_open(lead, system):
    choose_category(HOUSE, system, "availability", is_chosen=True, reason="SLA.")
    promise = promised(system, category=Category.AVAILABILITY)
    assert f"It leaves open: {promise.key}" in words(lead.get("/scope/"))


def test_where_no_component_is_described_the_page_says_what_would_stand_there(lead, system):
    assert "No component is described" in words(lead.get("/right-size/"))
    part(system, "Portal")
    page = words(lead.get("/right-size/", {"q": "nothing like it", "table": "components"}))
    assert "No component is described" not in page
    assert "Nothing matches what you chose" in page
