"""The opinion is the firm's: its lead writes, its partner approves, and the journal holds no word of it."""

from __future__ import annotations

import pytest
from django.test import Client

from attestry.accounts.tests.people import HOUSE
from attestry.engagements.errors import BehindTheWall
from attestry.engagements.models import Engagement
from attestry.engagements.rules.state import State
from attestry.journal.models import JournalEntry
from attestry.kit.errors import NotAllowed
from attestry.opinions.actions.writing import approve_opinion, write_opinion
from attestry.opinions.errors import CannotApprove, OpinionRefused
from attestry.opinions.models import Opinion
from attestry.opinions.rules.opinion import Cause, OpinionKind, Subject


def unmodified(scene, *, by=None, subject=Subject.DESIGN, **more):
    return write_opinion(
        (by or scene.senior).actor(),
        scene.engagement,
        subject_matter=subject,
        kind=OpinionKind.UNMODIFIED,
        **more,
    )


def qualified(scene, **more):
    said = {
        "subject_matter": Subject.OPERATION,
        "kind": OpinionKind.QUALIFIED,
        "cause": Cause.MISSTATED,
        "is_pervasive": False,
        "criteria": ["CC8.1"],
        "matter": "CANARY-MATTER",
        "reasons": "CANARY-REASON",
    }
    return write_opinion(scene.senior.actor(), scene.engagement, **{**said, **more})


def in_review(scene):
    Engagement.objects.filter(pk=scene.engagement.pk).update(state=State.REVIEW)


def test_r74_nobody_but_the_firm_s_lead_and_partner_writes_an_opinion(examination):
    for user in (examination.lead, examination.executive, examination.auditor):
        with pytest.raises(NotAllowed):
            unmodified(examination, by=user)
    with pytest.raises(BehindTheWall):
        write_opinion(
            HOUSE, examination.engagement, subject_matter=Subject.DESIGN, kind=OpinionKind.UNMODIFIED
        )
    assert not Opinion.objects.exists()


def test_r104_a_qualified_opinion_wants_its_criterion_and_reason(examination):
    for field, nothing in (("criteria", []), ("reasons", " "), ("matter", "")):
        with pytest.raises(OpinionRefused) as refusal:
            qualified(examination, **{field: nothing})
        assert refusal.value.field == field
    assert qualified(examination).criteria == ["CC8.1"]


def test_who_wrote_it_does_not_approve_it(examination):
    mine = unmodified(examination, by=examination.partner)
    theirs = unmodified(examination, subject=Subject.DESCRIPTION)
    with pytest.raises(CannotApprove, match="in review"):
        approve_opinion(examination.partner.actor(), theirs)
    in_review(examination)
    with pytest.raises(CannotApprove, match="Pat wrote it"):
        approve_opinion(examination.partner.actor(), mine)
    with pytest.raises(BehindTheWall):
        approve_opinion(examination.auditor.actor(), theirs)
    assert approve_opinion(examination.partner.actor(), theirs).by_name == "Pat"


def test_a_change_says_why_and_voids_the_approval(examination):
    first = unmodified(examination)
    in_review(examination)
    approve_opinion(examination.partner.actor(), first)
    with pytest.raises(OpinionRefused, match="Say why"):
        unmodified(examination)
    again = unmodified(examination, change_reason="A further matter came up.")
    assert (again.version, hasattr(again, "approval")) == (2, False)
    with pytest.raises(CannotApprove, match="not the last"):
        approve_opinion(examination.partner.actor(), first)


def test_the_journal_holds_no_word_of_an_opinion(examination):
    made = qualified(examination)
    told = " ".join(map(str, JournalEntry.objects.values_list("subject", "after")))
    assert "CANARY" not in told
    assert "qualified" not in told
    assert made.digest in told


def test_no_opinion_is_written_before_the_work(examination):
    Engagement.objects.filter(pk=examination.engagement.pk).update(state=State.PLANNING)
    with pytest.raises(OpinionRefused, match="fieldwork or review"):
        unmodified(examination)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def at(scene, rest=""):
    return f"/engagements/{scene.engagement.pk}/firm/opinions/{rest}"


def test_an_opinion_is_written_and_approved_in_a_browser(examination):
    senior, partner = browser_of(examination.senior), browser_of(examination.partner)
    page = senior.get(at(examination)).content.decode()
    assert "Next: write 3 opinions" in page.replace("\u00a0", " ")
    assert " checked" not in senior.get(at(examination, "operation/")).content.decode()
    wrong = senior.post(at(examination, "operation/"), {"kind": "qualified"})
    assert wrong.status_code == 422
    assert b"Say why it is modified." in wrong.content
    senior.post(at(examination, "design/"), {"kind": "unmodified"})
    in_review(examination)
    partner.post(at(examination, "design/approve/"))
    assert "Approved by Pat" in senior.get(at(examination)).content.decode()


def test_management_sees_no_opinion(examination):
    qualified(examination)
    for user in (examination.lead, examination.executive):
        browser = browser_of(user)
        for rest in ("", "operation/"):
            assert browser.get(at(examination, rest)).status_code == 403
        assert browser.post(at(examination, "operation/approve/")).status_code == 403
