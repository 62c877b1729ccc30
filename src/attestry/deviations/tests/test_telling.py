"""Management is told that the firm shared something, by mail and among its duties, and never what it says."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.deviations.actions.inquiring import answer_about_events, ask_about_events
from attestry.deviations.actions.sharing import respond
from attestry.deviations.rules.answering import Stance
from attestry.deviations.tests.weighing import a_deviating_paper, a_deviation, shared
from attestry.engagements.models import Engagement
from attestry.engagements.tests.examination import NOW
from attestry.notices.models import Notice
from attestry.people.models import Person
from attestry.people.queries.duties import duties_of
from attestry.populations.actions.asking import ask_for_items


def owed(user):
    person, _ = Person.objects.get_or_create(
        email=user.email, defaults={"name": user.name, "started_on": date(2025, 1, 1), "recorded_at": NOW}
    )
    return [one.title for one in duties_of(person) if one.kind in ("deviation", "later events")]


@pytest.fixture
def result(examination, control, tmp_path):
    return shared(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))


def test_a_shared_result_is_a_duty_of_who_answers_until_it_is_answered(examination, result):
    somebody("Adm", Role.ADMINISTRATOR)
    for user in (examination.executive, somebody("Own", Role.OWNER), examination.auditor):
        assert owed(user) == []
    assert [one.partition(":")[0] for one in owed(examination.lead)] == ["Respond to DEV-1"]
    respond(examination.lead.actor(), result, stance=Stance.EXPLAINED, words="An emergency.")
    assert owed(examination.lead) == []


def test_a_shared_result_is_told_once_by_mail_without_a_word_of_it(examination, result):
    [told] = Notice.objects.filter(subject__startswith="The firm shared a result")
    assert told.recipient == examination.lead.email
    assert told.path == f"/engagements/{examination.engagement.pk}/management/deviations/"
    assert result.what not in told.text + told.subject


def test_questions_about_later_events_are_one_duty_until_all_are_answered(examination):
    asked = ask_about_events(examination.auditor.actor(), examination.engagement)
    assert [one.replace("\u00a0", " ") for one in owed(examination.lead)] == [
        f"Answer {len(asked)} questions of the firm about the days after the period"
    ]
    said = {"has_occurred": False, "words": "Nothing.", "until_on": NOW.date(), "said_by": "Bo"}
    for one in asked:
        answer_about_events(examination.lead.actor(), one, **said)
    assert owed(examination.lead) == []
    assert Notice.objects.filter(subject__startswith="The firm asks about").count() == 1


def test_nothing_is_owed_once_the_engagement_is_over(examination, result):
    ask_about_events(examination.auditor.actor(), examination.engagement)
    assert len(owed(examination.lead)) == 2
    Engagement.objects.filter(pk=examination.engagement.pk).update(state="issued")
    assert owed(examination.lead) == []


def test_items_that_are_asked_for_are_told_and_none_is_named(examination, result):
    sample = result.deviation.workpaper.population.sample
    asked = ask_for_items(examination.auditor.actor(), sample)
    [told] = Notice.objects.filter(subject__startswith="The firm asks for items")
    assert told.recipient == examination.lead.email
    assert not [one for one in asked if one.item.item_id in f"{told.key} {told.text} {told.subject}"]


def test_an_administrator_is_told_where_nobody_else_answers(examination, control, tmp_path):
    adm = somebody("Adm", Role.ADMINISTRATOR)
    User.objects.filter(pk=examination.lead.pk).update(is_active=False)
    shared(examination, a_deviation(examination, a_deviating_paper(examination, control, tmp_path)))
    assert {one.recipient for one in Notice.objects.all()} == {adm.email}
