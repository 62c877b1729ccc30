"""What stands against issuing: licence, letters, dates, and parts that a kind never holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attestry.engagements.actions.firms import keep_firm, keep_own_firm
from attestry.engagements.actions.issuing import issue_engagement
from attestry.engagements.actions.moving import move_on
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.standard import set_standard, take_standard
from attestry.engagements.errors import (
    BehindTheWall,
    CannotIssue,
    CannotMoveOn,
    EngagementRefused,
    WrongForKind,
)
from attestry.engagements.models import Engagement
from attestry.engagements.rules.contents import ALLOWED, Part
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.letter import LetterKind
from attestry.engagements.rules.state import State
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.engagements.tests.issuing import a_letter, in_review, issued
from attestry.engagements.tests.test_pages import signed_in, text_of
from attestry.kit import clock
from attestry.kit.errors import Conflict, NotAllowed


def test_r72_an_expired_licence_warns_on_the_engagement_and_issuing_is_refused_until_it_is_renewed(
    examination,
):
    engagement = in_review(examination)
    expired = {"licence_jurisdiction": "Ohio", "licence_number": "CPA-4411"}
    keep_firm(
        examination.lead.actor(), name="Doyle & Partners", licence_expires_on=date(2026, 6, 30), **expired
    )
    page = text_of(signed_in(examination.lead), f"/engagements/{engagement.pk}/")
    assert "licence expired on 30 Jun 2026: no report is issued" in page
    with pytest.raises(CannotIssue, match="licence expired on 30 Jun 2026"):
        issue_again(examination)
    keep_own_firm(examination.partner.actor(), engagement, licence_expires_on=date(2028, 6, 30), **expired)
    assert issue_again(examination).state == State.ISSUED


def issue_again(scene):
    held = Engagement.objects.select_related("firm").get(pk=scene.engagement.pk)
    return issue_engagement(
        scene.partner.actor(),
        held,
        report_on=clock.now().date(),
        report_entry_seq=held.letters.first().entry_seq,
        parts=ALLOWED[held.the_kind],
    )


def test_a_licence_that_expires_between_draft_and_issue_blocks_the_issue(examination):
    in_review(examination)
    with clock.simulated(NOW + timedelta(days=600)), pytest.raises(CannotIssue) as refusal:
        issue_again(examination)
    assert any("licence expired on 31 Dec 2027" in one for one in refusal.value.missing)


def test_a_report_is_not_issued_without_both_letters_and_the_second_is_dated_as_the_report(examination):
    move_on(examination.senior.actor(), examination.engagement, to=State.REVIEW)
    page = text_of(signed_in(examination.auditor), f"/engagements/{examination.engagement.pk}/")
    assert "The signed representation letter is not handed in" in page
    engagement = Engagement.objects.get(pk=examination.engagement.pk)
    a_letter(examination.lead, engagement, LetterKind.ENGAGEMENT)
    a_letter(examination.lead, engagement, dated_on=date(2026, 7, 2))
    with pytest.raises(CannotIssue, match="letter is dated 2 Jul 2026, the report 6 Jul 2026"):
        issue_again(examination)


def test_only_a_partner_issues_and_never_from_the_list_of_states(examination):
    engagement = in_review(examination)
    with pytest.raises(NotAllowed):
        issued_by(examination.lead, engagement)
    for user in (examination.senior, examination.auditor):
        with pytest.raises(BehindTheWall):
            issued_by(user, engagement)
    with pytest.raises(CannotMoveOn, match="by issuing its report"):
        move_on(examination.partner.actor(), engagement, to=State.ISSUED)
    assert Engagement.objects.get(pk=engagement.pk).state == State.REVIEW


def issued_by(user, engagement):
    return issue_engagement(
        user.actor(), engagement, report_on=clock.now().date(), report_entry_seq=0, parts=[Part.OPINION]
    )


def test_what_is_issued_stays_it_is_closed_and_nothing_else(examination):
    engagement = issued(examination)
    for to in (State.REVIEW, State.FIELDWORK, State.WITHDRAWN):
        with pytest.raises((CannotMoveOn, BehindTheWall)):
            move_on(examination.partner.actor(), engagement, to=to, reason="Second thoughts.")
    with pytest.raises(Conflict):
        a_letter(examination.lead, engagement)
    with pytest.raises(Conflict):
        take_standard(examination.lead.actor(), engagement)
    assert move_on(examination.lead.actor(), engagement, to=State.CLOSED).state == State.CLOSED


def test_a_report_that_is_not_in_the_ledger_is_not_issued(examination):
    with pytest.raises(EngagementRefused, match="not in the ledger"):
        issued(examination, report_entry_seq=10**9)


def test_r16_a_soc_3_with_tests_is_refused_and_there_is_no_type_1_of_it(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_3)
        with pytest.raises(WrongForKind, match="A SOC 3 report holds no tests and results"):
            issued(scene, parts=[Part.OPINION, Part.ASSERTION, Part.BOUNDARY, Part.TESTS])
        with pytest.raises(EngagementRefused, match="SOC 3 speaks of a period"):
            plan_engagement(
                scene.lead.actor(),
                scene.engagement.system,
                kind=EngagementKind.SOC_3,
                title="On one day",
                until_on=date(2026, 6, 30),
            )


def test_r16_a_type_1_holds_no_tests_and_an_internal_one_no_opinion(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_2_TYPE_1)
        with pytest.raises(WrongForKind, match="SOC 2 Type 1 report holds no tests and results"):
            issued(scene, parts=[Part.OPINION, Part.TESTS])
    assert Part.OPINION not in ALLOWED[EngagementKind.INTERNAL]


def test_an_internal_examination_issues_nothing_and_is_closed_after_its_review(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.INTERNAL)
        engagement = move_on(scene.lead.actor(), scene.engagement, to=State.REVIEW)
        assert move_on(scene.lead.actor(), engagement, to=State.CLOSED).state == State.CLOSED


def test_r165_a_new_standard_is_named_by_what_is_planned_and_changes_nothing_that_is_issued(examination):
    before = issued(examination)
    client = signed_in(examination.lead)
    typed = {"text": "AT-C 105 and 205, SSAE No. 30", "effective_on": "2026-07-01", "reason": "SSAE No. 30."}
    assert client.post("/engagements/standard/", typed).status_code == 302
    assert "SSAE No. 30" in text_of(client, "/engagements/standard/")
    later = plan_engagement(
        examination.lead.actor(),
        before.system,
        kind=EngagementKind.SOC_2_TYPE_1,
        title="Later",
        until_on=date(2026, 9, 1),
    )
    assert (later.standard, later.standard_since_on) == ("AT-C 105 and 205, SSAE No. 30", date(2026, 7, 1))
    assert Engagement.objects.get(pk=before.pk).standard == before.standard
    assert "SSAE No. 23" not in later.standard
    assert client.post(f"/engagements/{before.pk}/management/standard/", follow=True).status_code == 200
    assert Engagement.objects.get(pk=before.pk).standard == before.standard


def test_an_engagement_that_is_not_over_takes_the_standard_in_force_over(examination):
    set_standard(
        examination.lead.actor(), text="A newer one", effective_on=date(2026, 7, 1), reason="It is newer."
    )
    assert Engagement.objects.get(pk=examination.engagement.pk).standard != "A newer one"
    assert take_standard(examination.lead.actor(), examination.engagement).standard == "A newer one"


def test_r141_an_issued_report_shows_its_unaudited_days_and_offers_a_bridge_letter(examination):
    engagement = issued(examination)
    with clock.simulated(NOW + timedelta(days=94)):
        page = text_of(signed_in(examination.lead), f"/engagements/{engagement.pk}/")
    assert "100 unaudited days of which no report speaks" in page
    assert "bridge letter" in page
