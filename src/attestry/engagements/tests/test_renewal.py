"""An engagement is renewed: its period follows, and what was open is carried and marked."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.actions.adopting import adopt_control, retire_control
from attestry.controls.models import Control
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.renewing import renew_engagement, settle_matter
from attestry.engagements.errors import BehindTheWall, EngagementRefused
from attestry.engagements.models import Engagement
from attestry.engagements.rules.dates import first_period_after, next_period
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.tests.issuing import issued
from attestry.engagements.tests.test_pages import signed_in, text_of
from attestry.kit.errors import Conflict, NotAllowed
from attestry.remediation.tests.samples import task as a_task
from attestry.scope.actions.deciding import mark_inapplicable


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ((date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 12, 31))),
        ((date(2025, 9, 1), date(2026, 8, 31)), (date(2026, 9, 1), date(2027, 8, 31))),
        ((date(2026, 1, 10), date(2026, 2, 20)), (date(2026, 2, 21), date(2026, 4, 3))),
    ],
)
def test_the_next_period_begins_the_day_after_and_is_as_long(last, following):
    assert next_period(*last) == following


def test_a_type_1_is_followed_by_twelve_months():
    assert first_period_after(date(2026, 6, 30)) == (date(2026, 7, 1), date(2027, 6, 30))


def test_r129_a_renewal_follows_on_the_day_after_with_open_matters_and_changed_controls_marked(examination):
    lead = examination.lead
    task = a_task("Rotate the keys")
    control = Control.objects.get(key="IAM-02")
    adopt_control(lead.actor(), control)
    retire_control(lead.actor(), control, reason="Another one does it.")
    before = issued(examination)
    client = signed_in(lead)
    path = f"/engagements/{before.pk}/management/renew/"
    page = text_of(client, path)
    assert "1 Jul 2026" in page
    assert "Pat, Sam, Ada" in page
    answer = client.post(path, {"title": "Payroll, second half", "until_on": "2026-12-31"})
    made = Engagement.objects.get(renews=before)
    assert answer["Location"] == f"/engagements/{made.pk}/"
    assert (made.from_on, made.until_on) == (date(2026, 7, 1), date(2026, 12, 31))
    assert (made.firm_id, made.kind) == (before.firm_id, before.kind)
    assert not made.team.exists()
    carried = {one.key: one.kind for one in made.carried.all()}
    assert carried == {f"task:{task.pk}": "open", "control:IAM-02": "changed"}
    page = text_of(client, f"/engagements/{made.pk}/carried/")
    assert "Rotate the keys" in page
    assert "IAM-02 was retired" in page


def test_r129_a_scope_that_differs_is_marked(examination):
    before = issued(examination)
    mark_inapplicable(
        examination.lead.actor(),
        before.system,
        reference="CC6.4",
        reason="There is no office to enter.",
    )
    made = renew_engagement(examination.lead.actor(), before, title="Next")
    assert [one.title for one in made.carried.filter(kind="scope")] == ["CC6.4 no longer applies"]
    assert "CC6.4" in made.inapplicable


def test_r18_a_criterion_is_left_out_only_with_a_reason_and_the_engagement_keeps_it(examination):
    lead, system = examination.lead, examination.engagement.system
    with pytest.raises(Exception, match="reason"):
        mark_inapplicable(lead.actor(), system, reference="CC6.4", reason=" ")
    mark_inapplicable(lead.actor(), system, reference="CC6.4", reason="There is no office to enter.")
    made = plan_engagement(
        lead.actor(), system, kind=EngagementKind.SOC_2_TYPE_1, title="Now", until_on=date(2026, 9, 1)
    )
    assert made.inapplicable == {"CC6.4": "There is no office to enter."}
    page = text_of(signed_in(lead), f"/engagements/{made.pk}/")
    assert "There is no office to enter." in page


def test_an_engagement_is_renewed_once_and_by_management(examination):
    before = issued(examination)
    renew_engagement(examination.lead.actor(), before, title="Next")
    with pytest.raises(Conflict):
        renew_engagement(examination.lead.actor(), before, title="Next again")
    with pytest.raises(NotAllowed):
        renew_engagement(examination.partner.actor(), before, title="Ours")


def test_what_was_carried_is_settled_once_with_what_became_of_it(examination):
    a_task("Rotate the keys")
    made = renew_engagement(examination.lead.actor(), issued(examination), title="Next")
    matter = made.carried.get()
    with pytest.raises(EngagementRefused):
        settle_matter(examination.lead.actor(), matter, outcome=" ")
    with pytest.raises((BehindTheWall, NotAllowed)):
        settle_matter(examination.partner.actor(), matter, outcome="Done.")
    client = signed_in(examination.lead)
    client.post(f"/engagements/{made.pk}/management/carried/{matter.pk}/", {"outcome": "Rotated in July."})
    assert "Rotated in July." in text_of(client, f"/engagements/{made.pk}/carried/")
    with pytest.raises(Conflict):
        settle_matter(examination.lead.actor(), matter, outcome="Again.")


def test_r118_a_type_1_and_a_type_2_of_ones_own_stand_side_by_side_in_six_rows(examination):
    issued(examination)
    plan_engagement(
        examination.lead.actor(),
        examination.engagement.system,
        kind=EngagementKind.SOC_2_TYPE_1,
        title="A first look",
        until_on=date(2026, 9, 1),
    )
    page = text_of(signed_in(examination.lead), "/engagements/compare/")
    for row in ("Focus", "Timeframe", "Auditor&#39;s work", "Assurance", "Use", "Effort"):
        assert f'class="cell-head">{row}</th>' in page
    assert "1 Jan 2026 to 30 Jun 2026" in page
    assert "As of 1 Sep 2026" in page
    assert "Reasonable, throughout the period, report of 6 Jul 2026" in page


def test_r130_a_cell_that_nothing_is_kept_of_says_that_it_is_not_set(examination):
    plan_engagement(
        examination.lead.actor(),
        examination.engagement.system,
        kind=EngagementKind.SOC_2_TYPE_1,
        title="A first look",
        until_on=date(2026, 9, 1),
    )
    page = text_of(signed_in(examination.lead), "/engagements/compare/")
    assert page.count('<span class="faint">not set</span>') == 4
    assert "Begun 6 Jul 2026, not finished" in page


def test_an_auditor_compares_only_what_is_theirs(examination):
    page = text_of(signed_in(somebody("Zoe", Role.AUDITOR)), "/engagements/compare/")
    assert "Payroll 2026" not in page


def test_the_house_carries_nothing_by_itself(examination):
    assert not Engagement.objects.filter(renews__isnull=False).exists()
    assert HOUSE.kind == "system"
