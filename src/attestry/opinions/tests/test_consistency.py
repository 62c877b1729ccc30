"""What the consistency check and the red flags say of an examination that was really led."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.controls.models import Control
from attestry.descriptions.actions.writing import write_passage
from attestry.descriptions.queries.description import draft_of
from attestry.descriptions.queries.templates import template_texts
from attestry.deviations.actions.sharing import respond
from attestry.deviations.queries.management import shared_results
from attestry.deviations.rules.answering import Stance
from attestry.engagements.errors import CannotIssue
from attestry.engagements.models import Engagement
from attestry.engagements.tests.examination import NOW
from attestry.kit import clock
from attestry.notices.models import Notice
from attestry.opinions.actions.issuing import issue_soc_report, share_draft
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.queries.whole import whole_of
from attestry.opinions.rules.contents import missing_in
from attestry.opinions.rules.red_flags import red_flags
from attestry.opinions.tests.whole import fresh, ready, today
from attestry.scope.models import UserEntityControl
from attestry.workpapers.actions.writing import note_work
from attestry.workpapers.models import Workpaper
from attestry.workpapers.rules.aspect import Nature
from attestry.workpapers.tests.papers import INQUIRY


def the_whole(scene):
    return whole_of(fresh(scene), report_on=today(), today=today())


def test_a_paper_that_changed_after_its_conclusion_keeps_the_report_back(examination, tmp_path):
    ready(examination, tmp_path)
    paper = Workpaper.objects.get(engagement=examination.engagement, aspect="operation")
    with clock.simulated(NOW + timedelta(minutes=5)):
        note_work(examination.auditor.actor(), paper, nature=Nature.INQUIRY, said=INQUIRY)
        assert "Concluded before the evidence was there" in [
            one.title for one in red_flags(the_whole(examination))
        ]
        with pytest.raises(CannotIssue, match="changed after its conclusion: O-CHG-02"):
            issue_soc_report(examination.partner.actor(), fresh(examination), report_on=today())


def test_an_examination_that_was_led_in_order_shows_no_sign(examination, tmp_path):
    ready(examination, tmp_path)
    assert red_flags(the_whole(examination)) == ()


def test_what_is_assumed_of_user_entities_is_compared_word_for_word_and_by_its_criteria(
    examination, tmp_path
):
    engagement = ready(examination, tmp_path)

    def found():
        return [one.words for one in missing_in(content_of(engagement, report_on=today()))]

    def keep(key, criteria):
        return UserEntityControl.objects.create(
            system=engagement.system, key=key, kind="complementary", text="Approve who may sign in.",
            criteria=criteria, without_it="Anybody could sign in.", recorded_at=NOW,
        )  # fmt: skip

    assert found() == []
    elsewhere = keep("CUEC-09", ["P4.1"])
    assert found() == [], "A criterion that is not examined rests on it alone."
    kept = keep("CUEC-01", ["CC8.1"])
    assert found() == ["it leaves out the user entity control CUEC-01 of the records"]
    assert elsewhere.pk != kept.pk


def test_a_description_that_was_copied_from_the_library_is_marked(examination):
    name, text = template_texts()[0]
    copied = " ".join(text.split("\n\n")[2].split())
    write_passage(examination.lead.actor(), examination.engagement, criterion=1, text=copied)
    likeness = draft_of(Engagement.objects.get(pk=examination.engagement.pk)).sections[0].likeness
    assert (likeness.source, likeness.is_marked) == (name, True)
    statement = Control.objects.get(key="CHG-02").statement
    write_passage(examination.lead.actor(), examination.engagement, criterion=1, text=statement)
    likeness = draft_of(Engagement.objects.get(pk=examination.engagement.pk)).sections[0].likeness
    assert likeness.source == "the library of controls"


def test_a_result_without_a_response_is_said_before_the_issue_and_keeps_nothing_back(
    client, examination, tmp_path
):
    ready(examination, tmp_path)
    client.force_login(examination.partner)
    path = f"/engagements/{examination.engagement.pk}/firm/report/"

    def page():
        return client.get(path).content.decode().replace("\u00a0", " ")

    assert "1 result has no response of management yet: DEV-1" in page()
    assert "Nothing stands against it" in page()
    result = shared_results(examination.engagement)[0].result
    respond(examination.lead.actor(), result, stance=Stance.EXPLAINED, words="It was an emergency.")
    assert "no response of management" not in page()


def test_a_shown_draft_is_told_to_management_without_a_word_of_it(examination):
    made = share_draft(examination.senior.actor(), examination.engagement)
    [told] = Notice.objects.filter(subject__startswith="The firm shows a draft")
    assert told.recipient == examination.lead.email
    assert told.path == f"/engagements/{examination.engagement.pk}/report/drafts/{made.pk}/"
