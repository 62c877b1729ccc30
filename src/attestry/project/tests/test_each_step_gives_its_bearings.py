"""Each of the six steps answers at the top of its page: where am I, what is next, what will it take."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from attestry.engagements.models import Engagement
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.kit import clock
from attestry.readiness.tests.conftest import _library, lead, system  # noqa: F401
from attestry.readiness.tests.samples import a_test_of, an_answer, begin, rate_all
from attestry.remediation.tests.samples import person as somebody_working
from attestry.remediation.tests.samples import task as a_task
from attestry.scope.rules.condition import Step

PAGES = {
    Step.SCOPE: ("/scope/", "/scope/wizard/", "/scope/boundary/", "/scope/decision/"),
    Step.READINESS: ("/readiness/",),
    Step.REMEDIATION: ("/gaps/", "/tasks/", "/tasks/plan/"),
    Step.REPORT_TYPE: ("/report-type/",),
    Step.OBSERVATION: ("/tests/",),
    Step.EXAMINATION: ("/engagements/",),
}


def bearings_of(browser, path):
    """The three answers at the top of a page."""
    page = " ".join(browser.get(path).content.decode().split())
    (found,) = re.findall(r'<section class="bearings" aria-label="Now">(.*?)</section>', page)
    parts = re.findall(r"<h2>(.*?)</h2>(.*?)</div>", found)
    return {name: unescape(re.sub("<[^>]*>", " ", words)).strip() for name, words in parts}


@pytest.mark.parametrize("step", [one for one in Step if one is not Step.EXAMINATION])
def test_each_page_of_a_step_says_where_one_is_what_is_next_and_what_it_takes(lead, system, step):
    day = clock.now().date() + timedelta(days=30)
    a_task("Put a gate", owner=somebody_working("Ben"), due_on=day)
    for path in PAGES[step]:
        found = bearings_of(lead, path)
        assert list(found) == ["Where we are", "The one next thing", "What it will take"]
        assert all(found.values())
        assert f"Step {step.number} of 6: {step.label}" in found["Where we are"]


def test_what_is_next_in_readiness_follows_the_assessment(lead, system):
    assert "Begin an assessment" in bearings_of(lead, "/readiness/")["The one next thing"]
    begin(system)
    found = bearings_of(lead, "/readiness/")
    assert "Rate CC1.1 and 32 more" in found["The one next thing"]
    assert "33 to 66 hours" in found["What it will take"]
    rate_all(system)
    found = bearings_of(lead, "/readiness/")
    assert "33 of 33 criteria rated." in found["Where we are"]
    assert "Finalise the assessment" in found["The one next thing"]


def test_what_is_next_in_observation_is_what_fails_before_what_nobody_knows(lead, system):
    assert "Connect a system" in bearings_of(lead, "/tests/")["The one next thing"]
    an_answer(a_test_of("IAM-02"), failed=3, passed=7)
    found = bearings_of(lead, "/tests/")
    assert "Put right what 1 test found" in found["The one next thing"].replace("\u00a0", " ")
    assert "3 items to put right." in found["What it will take"].replace("\u00a0", " ")


def test_the_examination_says_what_its_engagement_waits_for(client, db):
    with clock.simulated(NOW):
        scene = an_examination()
        client.force_login(scene.lead)
        found = bearings_of(client, "/engagements/")
        assert f"Step 6 of 6: {Step.EXAMINATION.label}" in found["Where we are"]
        assert found["The one next thing"]
        assert found["What it will take"]
        Engagement.objects.update(state="issued")
        assert "Plan the next one" in bearings_of(client, "/engagements/")["The one next thing"]
        client.force_login(scene.auditor)
        assert "The one next thing" not in client.get("/engagements/").content.decode()
