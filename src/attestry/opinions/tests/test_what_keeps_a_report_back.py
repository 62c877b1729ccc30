"""Nothing is issued while a report's parts disagree: each refusal by the act itself, in a led examination."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.control_tests.models import MutationScore
from attestry.control_tests.queries import definitions
from attestry.engagements.errors import CannotIssue, WrongForKind
from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.kit import clock
from attestry.opinions.actions.issuing import issue_soc_report, share_draft
from attestry.opinions.actions.writing import write_opinion
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.models import IssuedReport
from attestry.opinions.queries.report_content import content_of
from attestry.opinions.rules.contents import missing_in
from attestry.opinions.rules.opinion import OpinionKind, Subject
from attestry.opinions.tests.whole import fresh, ready, today
from attestry.populations.tests.changes import change_rows, handed_in
from attestry.scope.actions.sharing import add_subservice_organization, expect_control
from attestry.scope.rules.promises import Method
from attestry.workpapers.actions.concluding import review_conclusion
from attestry.workpapers.models import Conclusion, Workpaper


def issue(scene):
    return issue_soc_report(scene.partner.actor(), fresh(scene), report_on=today())


def test_a_licence_that_expires_between_the_draft_and_the_issue_refuses_the_issue(examination, tmp_path):
    ready(examination, tmp_path)
    share_draft(examination.senior.actor(), fresh(examination))
    with clock.simulated(NOW + timedelta(days=600)):
        with pytest.raises(CannotIssue) as refusal:
            issue(examination)
        assert any("licence expired on 31 Dec 2027" in one for one in refusal.value.missing)
    assert not IssuedReport.objects.exists()


def test_a_criterion_without_a_conclusion_refuses_the_issue_and_is_named(examination, tmp_path):
    engagement = ready(examination, tmp_path)
    wanted = {key: why for key, why in engagement.inapplicable.items() if key != "CC6.1"}
    Engagement.objects.filter(pk=engagement.pk).update(inapplicable=wanted)
    with pytest.raises(CannotIssue, match="without a conclusion: CC6.1"):
        issue(examination)


def test_evidence_that_is_younger_than_the_conclusion_that_cites_it_refuses_the_issue(examination, tmp_path):
    ready(examination, tmp_path)
    paper = Workpaper.objects.get(engagement=examination.engagement, aspect="operation")
    last = paper.conclusions.last()
    with clock.simulated(NOW + timedelta(hours=2)):
        young = handed_in(change_rows(2)).seq
    # Past every door of the act: a row that claims to be older than what it cites.
    made = Conclusion.objects.create(
        workpaper=paper, version=last.version + 1, verdict=last.verdict, words="Again.", entries=[young],
        newest_evidence_at=NOW, by=last.by, by_name=last.by_name, at=NOW, salt="", digest="",
    )  # fmt: skip
    review_conclusion(examination.senior.actor(), made, stands=True)
    with pytest.raises(CannotIssue, match="cites evidence that the ledger holds only since"):
        issue(examination)


def test_what_is_expected_of_a_subservice_organization_is_compared_with_the_records(examination, tmp_path):
    engagement = ready(examination, tmp_path)
    hall = add_subservice_organization(
        examination.lead.actor(), engagement.system, name="Hall Ltd", service="Hosting",
        method=Method.CARVE_OUT, why_needed="Its halls.", monitoring="Its report is read.",
    )  # fmt: skip
    words = [one.words for one in missing_in(content_of(fresh(examination), report_on=today()))]
    assert words == ["it leaves out the subservice organization Hall Ltd of the records"]
    expect_control(examination.lead.actor(), hall, text="Doors are locked", criteria=["CC8.1"])
    with pytest.raises(CannotIssue, match="leaves out the subservice organization Hall Ltd"):
        issue(examination)


@pytest.mark.parametrize("kind", [EngagementKind.READINESS, EngagementKind.INTERNAL])
def test_no_opinion_is_given_and_no_report_drawn_up_in_what_is_no_attestation(client, db, kind):
    with clock.simulated(NOW):
        scene = an_examination(kind=kind)
        said = {"subject_matter": Subject.DESIGN, "kind": OpinionKind.UNMODIFIED}
        with pytest.raises(OpinionRefused, match="gives no opinion"):
            write_opinion(scene.senior.actor(), scene.engagement, **said)
        with pytest.raises(WrongForKind, match="holds no opinion"):
            share_draft(scene.senior.actor(), scene.engagement)
        client.force_login(scene.senior)
        page = client.get(f"/engagements/{scene.engagement.pk}/").content.decode()
        assert "It is not an attestation" in page
        assert "firm/opinions/" not in page


def test_tests_that_noticed_no_fault_are_shown_to_whoever_reviews(client, examination, tmp_path):
    ready(examination, tmp_path)
    client.force_login(examination.partner)
    at = f"/engagements/{examination.engagement.pk}/firm/opinions/"
    assert "Tests that could not fail" not in client.get(at).content.decode()
    blind = next(one for one in definitions().values() if "CHG-02" in one.meaning.controls)
    MutationScore.objects.create(
        test_id=blind.meaning.id, version="v", basis=blind.basis, noticed=0, injected=9, measured_at=NOW
    )
    page = client.get(at).content.decode()
    assert "Tests that could not fail" in page
    assert blind.meaning.title in page.replace("&#39;", "'").replace("&amp;", "&")
