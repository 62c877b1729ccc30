"""After any act on a paper, the tests that are remembered are those that would be read anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from attestry.controls.models import Control
from attestry.engagements.tests.examination import NOW
from attestry.kit import clock, remembered
from attestry.opinions.queries import tested
from attestry.opinions.queries.tested import tests_of as remembered_tests
from attestry.opinions.tests.whole import DEVIATION, a_live_control, concluded
from attestry.workpapers.actions.writing import mark_item
from attestry.workpapers.rules.conclusion import Verdict
from attestry.workpapers.rules.grid import Mark
from attestry.workpapers.tests.papers import a_sampled_paper, an_entry, items_of, mark_all


@pytest.fixture(autouse=True)
def _as_if_every_act_were_committed(monkeypatch):
    """A test is one transaction, in which nothing would be remembered; here each changed row counts."""
    monkeypatch.setattr(remembered, "_state", lambda: connection.connection.total_changes)
    monkeypatch.setattr(remembered, "_answers", {})


def test_each_act_shows_at_once_and_between_acts_nothing_is_read(
    examination, tmp_path, django_assert_num_queries
):
    def same():
        found = remembered_tests(examination.engagement)
        assert found == tested._tests(examination.engagement)
        with django_assert_num_queries(0):
            assert remembered_tests(examination.engagement) is found
        return found

    assert same() == ()
    control = a_live_control(examination)
    paper = a_sampled_paper(examination, control, tmp_path)
    (opened,) = same()
    first, *_ = items_of(paper)
    mark_all(examination, paper, **{first.item_id.replace("-", "_"): DEVIATION})
    (marked,) = same()
    assert (opened.deviating, marked.deviating) == (0, 1)
    concluded(examination, paper, Verdict.NOT_EFFECTIVE)
    (done,) = same()
    assert (marked.verdict, done.verdict, done.is_outdated) == ("", "not_effective", False)
    with clock.simulated(NOW + timedelta(hours=1)):
        shown = {"marks": {"A": Mark.PASS}, "words": "", "entry_seq": an_entry().seq}
        mark_item(examination.auditor.actor(), paper, first, **shown)
        (later,) = same()
    assert later.is_outdated
    Control.objects.filter(pk=control.pk).update(state="retired")
    same()
