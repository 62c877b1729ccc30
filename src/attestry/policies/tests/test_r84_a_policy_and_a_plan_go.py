"""Requirement R84: without the security policy and the recovery plan there are two gaps, by themselves."""

from __future__ import annotations

import pytest
from django.test import Client

from attestry.continuity.actions.planning import add_plan, approve_plan, retire_plan
from attestry.controls.queries.gaps import gaps_at
from attestry.effectiveness.tests.reading import said
from attestry.policies.actions.keeping import retire_policy
from attestry.policies.tests.conftest import NOW
from attestry.policies.tests.world import a_person, a_user, published

pytestmark = pytest.mark.django_db

GONE = {"policy:POL-01:missing", "continuity:plan:recovery"}


def test_r84_two_gaps_appear_with_criteria_suggested_owner_and_template(system):
    lead = a_user("Ada")
    policy = published(system, "POL-01")
    plan = add_plan(
        lead.actor(), title="Payroll", covers="All.", owner=a_person("Max"), rto_minutes=240, rpo_minutes=60,
        text="1. Restore.",
    )  # fmt: skip
    approve_plan(lead.actor(), plan)
    before = {one.key for one in gaps_at(NOW)}
    assert not GONE & before
    retire_policy(lead.actor(), policy, reason="Deleted.")
    retire_plan(lead.actor(), plan, reason="Deleted.")
    found = {one.key: one for one in gaps_at(NOW)}
    assert {key for key in found if key not in before} == GONE
    browser = Client()
    browser.force_login(lead)
    for key, owner, criterion, template in (
        ("policy:POL-01:missing", "CISO", "CC5.3", "Information security policy"),
        ("continuity:plan:recovery", "COO", "CC9.1", "Say that the plan has begun"),
    ):
        gap = found[key]
        assert f"Suggested owner: {owner}" in gap.why
        assert criterion in gap.criteria
        assert template in browser.get(gap.url.partition("#")[0]).content.decode()
        assert "Nothing matches" not in said(browser.get("/gaps/", {"q": gap.title}))
