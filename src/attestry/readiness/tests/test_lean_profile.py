"""The lean profile: few controls, every criterion covered, a named review for each that goes."""

from __future__ import annotations

import pytest

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import go_live
from attestry.controls.actions.linking import link_commitment
from attestry.controls.models import Control
from attestry.controls.queries.coverage import coverage_report
from attestry.controls.rules.control import State
from attestry.frameworks.rules import Category
from attestry.journal.models import JournalEntry
from attestry.kit.errors import NotAllowed
from attestry.policies.actions.adopting import adopt_policy
from attestry.policies.actions.syncing import sync_policy_templates
from attestry.policies.models import Policy
from attestry.readiness.actions.leaning import apply_lean_profile
from attestry.readiness.errors import ProfileChanged
from attestry.readiness.queries.leaning import policies_to_merge
from attestry.readiness.rules.lean import MERGED
from attestry.readiness.tests.samples import HOUSE, a_person
from attestry.readiness.tests.test_sizing import now, promised, words
from attestry.scope.actions.setting_up import choose_category


def test_r140_the_lean_profile_keeps_every_criterion_in_scope_covered_and_hours_fall(system):
    for category in Category:
        choose_category(HOUSE, system, category.value, is_chosen=True)
    profile = now(system).lean
    assert len(profile.coverage) == 61
    assert min(profile.coverage.values()) >= 1
    assert profile.dropped
    assert all(one.review.name and one.review in profile.reviews for one in profile.dropped)
    assert profile.minutes_after < profile.minutes_before
    assert not any(one.control.is_key for one in profile.dropped)
    done = apply_lean_profile(HOUSE, system, dropping=len(profile.dropped))
    report = coverage_report(system)
    assert all(one.in_use >= 1 for one in report.criteria)
    gone = Control.objects.get(key=done.dropped[0].control.key)
    assert gone.state == State.RETIRED
    assert done.dropped[0].review.name.lower() in gone.state_reason
    again = now(system).lean
    assert again.dropped == (), "applied once, it asks for nothing more"
    assert min(again.coverage.values()) >= 1


def test_r140_each_compensating_review_becomes_a_control_of_what_it_stands_in_for(system):
    profile = now(system).lean
    apply_lean_profile(HOUSE, system, dropping=len(profile.dropped))
    made = list(Control.objects.filter(key__startswith="LEAN-").order_by("key"))
    assert sorted(one.title for one in made) == sorted(one.name for one in profile.reviews)
    for control in made:
        replaced = [one.control for one in profile.dropped if one.review.name == control.title]
        assert control.state == State.ADOPTED
        assert control.execution == "manual"
        mapped = {one.reference for one in control.mappings.all()}
        assert mapped == {reference for one in replaced for reference in one.criteria}
        gone = Control.objects.get(key=replaced[0].key)
        assert gone.state_reason == f"Lean profile. In its place: {control.title.lower()}, {control.key}."


def test_r140_less_is_gathered_by_hand(system):
    profile = now(system).lean
    assert profile.by_hand_after < profile.by_hand_before
    for one in profile.slower:
        assert one.items_slower <= one.items
    apply_lean_profile(HOUSE, system, dropping=len(profile.dropped))
    assert now(system).lean.by_hand_before == profile.by_hand_after


def test_r140_the_policies_that_the_scope_asks_for_are_drafted_merged(lead, system):
    sync_policy_templates(HOUSE)
    adopt_policy(HOUSE, system, templates="POL-06")
    wanted = {one.title: keys for one, keys in policies_to_merge(system)}
    assert "POL-06" not in wanted["Access"]
    assert "POL-24" not in wanted["Incidents and continuity"], "availability is not in scope"
    page = words(lead.get("/right-size/lean/"))
    assert f"{len(wanted)} drafts are made of the templates" in page
    dropping = now(system).lean.dropped
    lead.post("/right-size/lean/", {"dropping": len(dropping), "with_policies": "on"})
    made = {one.title: sorted(each.key for each in one.templates.all()) for one in Policy.objects.all()}
    for title, keys in wanted.items():
        assert made[title] == sorted(keys)
    assert policies_to_merge(system) == ()


def test_r140_a_control_that_keeps_a_promise_is_never_left_out(system):
    dropped = now(system).lean.dropped[0].control
    control = Control.objects.get(key=dropped.key)
    Control.objects.filter(pk=control.pk).update(owner=a_person(Role.OWNER, "Olga"))
    go_live(HOUSE, control)
    link_commitment(HOUSE, control, commitment=promised(system))
    assert dropped.key not in {one.control.key for one in now(system).lean.dropped}


def test_r140_merged_policies_hold_each_of_the_28_once():
    held = [policy for one in MERGED for policy in one.policies]
    assert sorted(held) == [f"POL-{n:02}" for n in range(1, 29)]


def test_r140_a_profile_that_changed_since_it_was_read_is_not_applied(lead, system):
    written = JournalEntry.objects.count()
    with pytest.raises(ProfileChanged):
        apply_lean_profile(HOUSE, system, dropping=1)
    assert "is another one by now" in words(lead.post("/right-size/lean/", {"dropping": "x"}, follow=True))
    assert JournalEntry.objects.count() == written


def test_r140_the_profile_is_read_and_applied_on_its_page(lead, system):
    profile = now(system).lean
    page = words(lead.get("/right-size/lean/"))
    for one in profile.dropped:
        assert one.control.title in page.replace("&#39;", "'")
    said = words(lead.post("/right-size/lean/", {"dropping": len(profile.dropped)}, follow=True))
    assert f"{len(profile.dropped)} controls are retired, {len(profile.reviews)} reviews are in use." in said


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_r140_only_the_lead_and_the_administrator_apply_the_profile(client, system, role):
    person = a_person(role)
    with pytest.raises(NotAllowed):
        apply_lean_profile(person.actor(), system, dropping=1)
    client.force_login(person)
    assert client.post("/right-size/lean/", {"dropping": "1"}).status_code == 403
