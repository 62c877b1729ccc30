"""What the requirements of the examination ask to be refused over the API, asked for over the API."""

from __future__ import annotations

import pytest

from attestry.controls.models import Control
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.tests.conftest import examination  # noqa: F401  a fixture
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.kit import clock
from attestry.opinions.models import Opinion
from attestry.populations.tests.changes import a_sample, change_rows, handed_in
from attestry.project.tests.test_api import bearing, post
from attestry.requests.actions.answering import attach_evidence
from attestry.requests.models import Request
from attestry.requests.tests.scene import a_request
from attestry.workpapers.models import Conclusion, Workpaper
from attestry.workpapers.tests.papers import a_paper, an_entry


def api(user):
    return bearing(user, days=3)


def refused(answer, status, words):
    said = answer.json()
    assert answer.status_code == status, said
    assert words in said["detail"], said


def test_r93_an_operating_result_is_posted_to_a_type_1_and_refused(db):
    with clock.simulated(NOW):
        scene = an_examination(kind=EngagementKind.SOC_2_TYPE_1)
        control = Control.objects.get(key="CHG-02")
        said = {"engagement": scene.engagement.pk, "control": control.key, "aspect": "operation"}
        words = "A Type 1 holds no test of operation and no result of one."
        refused(post(api(scene.auditor), "workpapers.open_workpaper", **said), 422, words)
        handed_in(change_rows(3))
        paper = Workpaper.objects.create(
            engagement=scene.engagement, control=control, aspect="operation", opened_by="x", opened_at=NOW
        )
        result = {
            "workpaper": paper.pk,
            "verdict": "effective",
            "words": "It ran.",
            "entries": [an_entry().seq],
        }
        refused(post(api(scene.auditor), "workpapers.conclude", **result), 422, words)
        assert not Conclusion.objects.exists()


def test_r74_a_client_who_posts_an_opinion_is_denied(examination):
    said = {"engagement": examination.engagement.pk, "subject_matter": "design", "kind": "unmodified"}
    for user in (examination.lead, examination.executive):
        refused(post(api(user), "opinions.write_opinion", **said), 403, "may not do")
    assert not Opinion.objects.exists()
    assert post(api(examination.senior), "opinions.write_opinion", **said).status_code == 200
    approving = {"opinion": Opinion.objects.get().pk}
    refused(post(api(examination.lead), "opinions.approve_opinion", **approving), 403, "may not do")


def test_r112_an_auditor_who_edits_the_description_is_denied_and_comments(examination):
    said = {"engagement": examination.engagement.pk, "criterion": 1, "text": "Which browsers?"}
    refused(post(api(examination.auditor), "descriptions.write_passage", **said), 403, "may not do")
    assert post(api(examination.auditor), "descriptions.comment_on_passage", **said).status_code == 200
    path = f"/engagements/{examination.engagement.pk}/management/description/1/"
    client = api(examination.auditor)
    assert client.get(path).status_code == 403


def test_a_conclusion_without_evidence_a_second_draw_and_another_seed_are_refused_with_their_rules(
    examination, tmp_path
):
    auditor = api(examination.auditor)
    paper = a_paper(examination, Control.objects.get(key="CHG-02"))
    concluded = {"workpaper": paper.pk, "verdict": "effective", "words": "Fine."}
    refused(post(auditor, "workpapers.conclude", **concluded), 409, "no evidence is cited")
    sample = a_sample(examination, tmp_path)
    drawn = {"population": sample.population_id, "method": "all", "basis": "judgement"}
    refused(post(auditor, "populations.draw_sample", **drawn), 409, "it is drawn once")
    seed = {"population": sample.population_id, "words": "autumn"}
    refused(post(auditor, "populations.commit_seed", **seed), 409, "it never changes")
    item = sample.items.first()
    replaced = {"item": item.pk, "ground": "evidence_missing", "reason": "Nobody finds it."}
    refused(post(auditor, "populations.replace_item", **replaced), 409, "never replaced because its evidence")
    again = {"sample": sample.pk, "item_id": item.item_id, "reason": "Risky."}
    refused(post(auditor, "populations.add_item", **again), 409, "no item is drawn twice")


def test_a_request_with_evidence_attached_is_not_withdrawn_over_the_api_nor_deleted_at_all(examination):
    one = a_request(examination)
    entry = handed_in(change_rows(2))
    attach_evidence(examination.lead.actor(), one, entry_seq=entry.seq)
    said = {"request": one.pk, "reason": "No longer needed."}
    refused(post(api(examination.auditor), "requests.withdraw_request", **said), 409, "evidence")
    with pytest.raises(Exception, match="protected|FOREIGN KEY"):
        Request.objects.filter(pk=one.pk).delete()
