"""The firm asks about the days after the period, management answers, and the firm weighs each answer."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from attestry.deviations.actions.inquiring import answer_about_events, ask_about_events, weigh_answer
from attestry.deviations.errors import DeviationRefused, NotYet
from attestry.deviations.queries.events import event_lines
from attestry.deviations.queries.report import lacking_to_report
from attestry.deviations.rules.events import EventEffect, Topic
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.populations.tests.changes import change_rows, handed_in
from attestry.workpapers.tests.papers import an_entry

SAID = {"has_occurred": False, "words": "Nothing.", "until_on": date(2026, 7, 5), "said_by": "Bo, CTO"}


def test_the_questionnaire_is_whole_before_a_report(examination):
    lacks = lacking_to_report(examination.engagement)
    assert lacks == tuple(f"nobody asked about {one.label.lower()} after the period" for one in Topic)
    asked = ask_about_events(examination.auditor.actor(), examination.engagement)
    assert all("is not answered" in one for one in lacking_to_report(examination.engagement))
    said = [answer_about_events(examination.lead.actor(), one, **SAID) for one in asked]
    assert all("is not weighed" in one for one in lacking_to_report(examination.engagement))
    for one in said:
        weigh_answer(examination.auditor.actor(), one, effect=EventEffect.NONE, words="Agrees with the log.")
    assert lacking_to_report(examination.engagement) == ()
    later = lacking_to_report(examination.engagement, report_on=date(2026, 7, 20))
    assert len(later) == 5
    assert "speaks until 5 Jul 2026, the report is dated 20 Jul 2026" in later[0]


def test_an_event_is_shown_by_an_entry_and_a_day_lies_after_the_period(examination):
    one = ask_about_events(examination.auditor.actor(), examination.engagement)[0]
    for wrong, field in (
        ({"has_occurred": True}, "entry"),
        ({"until_on": date(2026, 6, 30)}, "until_on"),
        ({"until_on": date(2026, 7, 7)}, "until_on"),
        ({"words": " "}, "words"),
        ({"said_by": ""}, "said_by"),
    ):
        with pytest.raises(DeviationRefused) as refusal:
            answer_about_events(examination.lead.actor(), one, **{**SAID, **wrong})
        assert refusal.value.field == field
    handed_in(change_rows(2))
    made = answer_about_events(
        examination.lead.actor(), one, **{**SAID, "has_occurred": True}, entry_seq=an_entry().seq
    )
    assert made.version == 1


def test_each_side_writes_what_is_its_own(examination):
    with pytest.raises(NotAllowed):
        ask_about_events(examination.lead.actor(), examination.engagement)
    one = ask_about_events(examination.auditor.actor(), examination.engagement)[0]
    with pytest.raises(NotAllowed):
        answer_about_events(examination.auditor.actor(), one, **SAID)
    said = answer_about_events(examination.lead.actor(), one, **SAID)
    with pytest.raises(NotAllowed):
        weigh_answer(examination.lead.actor(), said, effect=EventEffect.NONE, words="Fine.")
    weigh_answer(examination.auditor.actor(), said, effect=EventEffect.MODIFY, words="Heron-9081")
    assert "Heron-9081" not in str([one.record() for one in JournalEntry.objects.all()])
    with pytest.raises(NotYet):
        weigh_answer(examination.auditor.actor(), said, effect=EventEffect.NONE, words="Otherwise.")


def test_what_is_asked_again_is_answered_again(examination):
    first = ask_about_events(examination.auditor.actor(), examination.engagement)[0]
    answer_about_events(examination.lead.actor(), first, **SAID)
    ask_about_events(examination.auditor.actor(), examination.engagement)
    with pytest.raises(NotYet, match="asked this again"):
        answer_about_events(examination.lead.actor(), first, **SAID)
    line = event_lines(examination.engagement)[0]
    assert (line.answer, len(line.earlier)) == (None, 1)


def test_nothing_is_asked_before_the_period_is_over(examination):
    with clock.simulated(datetime(2026, 6, 30, 12, tzinfo=UTC)), pytest.raises(NotYet, match="not over"):
        ask_about_events(examination.auditor.actor(), examination.engagement)
