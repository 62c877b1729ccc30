"""The firm withdraws or reissues a report that it issued: the file stays, and everybody who asks is told."""

from __future__ import annotations

import re

import pytest

from attestry.engagements.errors import BehindTheWall
from attestry.kit.errors import NotAllowed
from attestry.opinions.actions.withdrawing import withdraw_issued_report
from attestry.opinions.errors import OpinionRefused
from attestry.opinions.models import IssuedReport
from attestry.opinions.tests.issued import issued, issued_once  # noqa: F401


def test_a_partner_withdraws_a_report_and_both_sides_and_every_check_of_its_file_are_told(issued, client):
    report, scene = issued.report, issued.scene
    client.force_login(scene.partner)
    page = f"/engagements/{report.engagement_id}"
    assert "Withdraw this report" in client.get(f"{page}/report/").content.decode()
    sent = {"reason": "<b>A fact</b> came to light."}
    assert client.post(f"{page}/firm/report/1/withdraw/", sent).status_code == 302
    client.force_login(scene.lead)
    told = client.get(f"{page}/report/").content.decode()
    assert "Withdrawn by the firm" in told
    assert "&lt;b&gt;A fact" in told
    assert "Withdraw this report" not in told
    checked = client.post("/engagements/check-a-report/", {"digest": report.digest}).content.decode()
    assert "The firm withdrew it" in checked


def test_nobody_but_a_partner_withdraws_and_never_without_a_reason_or_twice(issued):
    report, scene = issued.report, issued.scene
    for user in (scene.auditor, scene.senior):
        with pytest.raises(BehindTheWall):
            withdraw_issued_report(user.actor(), report, reason="No.")
    with pytest.raises(NotAllowed):
        withdraw_issued_report(scene.lead.actor(), report, reason="No.")
    with pytest.raises(OpinionRefused, match="Say why"):
        withdraw_issued_report(scene.partner.actor(), report, reason=" ")
    withdraw_issued_report(scene.partner.actor(), report, reason="A fact came to light.")
    with pytest.raises(OpinionRefused, match="before"):
        withdraw_issued_report(scene.partner.actor(), report, reason="Again.")


def test_the_page_of_a_reissue_stands_under_the_report_and_wants_the_reason(issued, client):
    report, scene = issued.report, issued.scene
    client.force_login(scene.partner)
    page = f"/engagements/{report.engagement_id}/firm/report/"
    shown = client.get(page).content.decode()
    assert "Reissue the report" in shown
    current = re.search(r'<a[^>]*aria-current="page"[^>]*>\s*Report', shown)
    assert current is not None
    refused = client.post(page, {"report_on": report.report_on})
    assert refused.status_code == 422
    assert "This field is required" in refused.content.decode()
    assert IssuedReport.objects.count() == 1
