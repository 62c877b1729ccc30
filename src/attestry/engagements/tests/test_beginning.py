"""An engagement begins only with a licensed, independent firm; each side is kept to its own."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.accounts.actions.users import change_role
from attestry.accounts.errors import KeptByTheFirm
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.actions.moving import move_on
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.staffing import join_team, leave_team, sign_independence
from attestry.engagements.errors import BehindTheWall, CannotMoveOn, EngagementRefused, UnknownEngagement
from attestry.engagements.models import Engagement
from attestry.engagements.queries.standing import lacking_to_issue
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty, Side
from attestry.engagements.rules.state import State
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.engagements.wall import refuse_unless_firm, refuse_unless_management, side_of, the_engagement
from attestry.kit import clock
from attestry.people.models import Person


def test_r4_without_a_licence_or_a_signed_note_an_engagement_does_not_begin(db):
    with clock.simulated(NOW):
        scene = an_examination(begun=False)
        bare = keep_firm(scene.lead.actor(), name="Bare & Co")
        late = plan_engagement(
            scene.lead.actor(),
            scene.engagement.system,
            kind=EngagementKind.SOC_2_TYPE_1,
            title="Another",
            until_on=date(2026, 7, 1),
            firm=bare,
        )
        join_team(scene.lead.actor(), late, scene.partner, duty=Duty.PARTNER)
        with pytest.raises(CannotMoveOn) as refusal:
            move_on(scene.lead.actor(), late, to=State.FIELDWORK)
        assert refusal.value.missing == (
            "the firm's licence is not recorded",
            "the independence note is not signed by Pat",
        )
        keep_firm(
            scene.lead.actor(), name="Bare & Co", licence_jurisdiction="Ohio", licence_number="1",
            licence_expires_on=date(2027, 1, 1),
        )  # fmt: skip
        sign_independence(scene.partner.actor(), late, text="Independent.")
        begun = move_on(scene.lead.actor(), Engagement.objects.get(pk=late.pk), to=State.FIELDWORK)
        assert begun.begun_at == NOW


def test_only_a_member_of_the_team_signs_the_note_and_never_the_house(examination):
    stranger = somebody("Zoe", Role.AUDITOR)
    for actor, refusal in (
        (examination.lead.actor(), Exception),
        (HOUSE, BehindTheWall),
        (stranger.actor(), UnknownEngagement),
    ):
        with pytest.raises(refusal):
            sign_independence(actor, examination.engagement, text="Independent.")
    assert examination.engagement.independence_notes.count() == 3


def test_an_auditor_who_is_an_employee_is_refused(examination):
    Person.objects.create(name="Zoe", email="zoe@example.org", started_on=date(2025, 1, 1), recorded_at=NOW)
    with pytest.raises(EngagementRefused, match="works here"):
        join_team(
            examination.partner.actor(), examination.engagement, somebody("Zoe", Role.AUDITOR), duty=Duty.LEAD
        )


def test_an_auditor_who_is_taken_on_later_lets_nothing_begin_and_nothing_be_issued(db):
    with clock.simulated(NOW):
        scene = an_examination(begun=False)
        Person.objects.create(
            name="Ada", email="ADA@example.org", started_on=date(2026, 7, 1), recorded_at=NOW
        )
        words = "Ada works here, and an auditor cannot be an employee as well"
        with pytest.raises(CannotMoveOn, match=words):
            move_on(scene.lead.actor(), scene.engagement, to=State.FIELDWORK)
        today = NOW.date()
        assert words in lacking_to_issue(scene.engagement, report_on=today, today=today)
        leave_team(scene.partner.actor(), scene.engagement, scene.auditor, reason="Taken on by the company.")
        assert move_on(scene.lead.actor(), scene.engagement, to=State.FIELDWORK).state == "fieldwork"


def test_nobody_becomes_an_auditor_or_stops_being_one_by_a_change_of_role(examination):
    for user, role in ((examination.auditor, Role.LEAD), (examination.lead, Role.AUDITOR)):
        with pytest.raises(KeptByTheFirm):
            change_role(HOUSE, user, role=role)
    assert side_of(examination.auditor.actor(), examination.engagement) is Side.FIRM


def test_management_names_the_first_partner_and_the_firm_everybody_after(examination):
    zoe = somebody("Zoe", Role.AUDITOR)
    with pytest.raises(BehindTheWall):
        join_team(examination.lead.actor(), examination.engagement, zoe, duty=Duty.AUDITOR)
    with pytest.raises(BehindTheWall):
        join_team(examination.auditor.actor(), examination.engagement, zoe, duty=Duty.AUDITOR)
    with pytest.raises(UnknownEngagement):
        join_team(zoe.actor(), examination.engagement, zoe, duty=Duty.PARTNER)
    assert join_team(examination.senior.actor(), examination.engagement, zoe, duty=Duty.AUDITOR).pk


def test_the_last_partner_does_not_leave_and_who_leaves_sees_nothing_more(examination):
    engagement = examination.engagement
    with pytest.raises(EngagementRefused, match="only reviewing partner"):
        leave_team(examination.senior.actor(), engagement, examination.partner, reason="Moved.")
    with pytest.raises(BehindTheWall):
        leave_team(examination.lead.actor(), engagement, examination.auditor, reason="Too strict.")
    leave_team(examination.partner.actor(), engagement, examination.auditor, reason="Moved.")
    with pytest.raises(UnknownEngagement):
        the_engagement(examination.auditor.actor(), engagement.pk)


def test_only_the_firm_says_that_its_work_is_ready_for_review(examination):
    with pytest.raises(BehindTheWall):
        move_on(examination.lead.actor(), examination.engagement, to=State.REVIEW)
    assert move_on(examination.senior.actor(), examination.engagement, to=State.REVIEW).state == "review"
    stranger = somebody("Zoe", Role.AUDITOR)
    with pytest.raises(UnknownEngagement):
        move_on(stranger.actor(), examination.engagement, to=State.WITHDRAWN, reason="I say so.")


def test_each_side_is_kept_to_its_own(examination):
    engagement = examination.engagement
    assert side_of(examination.auditor.actor(), engagement) is Side.FIRM
    assert side_of(examination.lead.actor(), engagement) is Side.MANAGEMENT
    with pytest.raises(BehindTheWall):
        refuse_unless_firm(examination.lead.actor(), engagement, "A workpaper")
    with pytest.raises(BehindTheWall):
        refuse_unless_management(examination.auditor.actor(), engagement, "The description")
    with pytest.raises(BehindTheWall):
        refuse_unless_firm(examination.auditor.actor(), engagement, "The opinion", Duty.PARTNER)
    assert refuse_unless_firm(examination.partner.actor(), engagement, "The opinion", Duty.PARTNER)


def test_who_left_the_team_and_an_auditor_of_another_engagement_learn_nothing(examination):
    engagement = examination.engagement
    engagement.team.filter(user=examination.auditor).update(left_at=NOW)
    for outsider in (examination.auditor, somebody("Zoe", Role.AUDITOR), somebody("Emp", Role.EMPLOYEE)):
        with pytest.raises(UnknownEngagement):
            the_engagement(outsider.actor(), engagement.pk)


@pytest.mark.parametrize(("months", "is_warned"), [(2, True), (5, True), (6, False), (13, True)])
def test_r94_a_period_that_readers_hold_against_a_type_2_wants_a_reason(examination, months, is_warned):
    until = {2: date(2025, 2, 28), 5: date(2025, 5, 31), 6: date(2025, 6, 30), 13: date(2026, 1, 31)}[months]

    def plan(**more):
        return plan_engagement(
            examination.lead.actor(),
            examination.engagement.system,
            kind=EngagementKind.SOC_2_TYPE_2,
            title="Earlier",
            from_on=date(2025, 1, 1),
            until_on=until,
            **more,
        )

    if is_warned:
        with pytest.raises(EngagementRefused, match="period_reason"):
            plan()
    assert plan(period_reason="A first report.").pk
