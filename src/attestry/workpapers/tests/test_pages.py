"""The firm works in a browser; management is kept out of every page of it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.populations.tests.changes import change_rows, handed_in
from attestry.workpapers.models import Workpaper
from attestry.workpapers.tests.papers import (
    INQUIRY,
    a_paper,
    a_sampled_paper,
    an_entry,
    inspect,
    items_of,
    mark_all,
)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def firm(examination):
    """A browser of somebody of the firm."""
    return browser_of(examination.auditor)


def at(scene, rest=""):
    return f"/engagements/{scene.engagement.pk}/firm/workpapers/{rest}"


def typed(form, said):
    """What a browser sends of one of the page's forms."""
    return {f"{form}-{name}": value for name, value in said.items()}


def test_papers_are_opened_planned_worked_in_and_concluded_on(firm, examination, control):
    assert b"No workpaper is open" in firm.get(at(examination)).content
    firm.post(at(examination, "open/"))
    paper = Workpaper.objects.get(control=control, aspect="design")
    one = at(examination, f"{paper.pk}/")
    said = {"text": "Read the rule.", "natures": ["inspection"]}
    firm.post(f"{one}write/procedure/", typed("procedure", said))
    handed_in(change_rows(2))
    entry = an_entry().seq
    said = {"item": "The rule", "seen": "Two approvals.", "entry": entry}
    firm.post(f"{one}write/inspection/", typed("inspection", said))
    said = {"verdict": "effective", "words": "As described.", "entries": f"{entry}"}
    firm.post(f"{one}write/conclude/", typed("conclude", said))
    page = firm.get(one).content.decode()
    assert "<b>Suitably designed and implemented</b>" in page
    reviewer = browser_of(examination.partner)
    reviewer.post(f"{one}write/review/", typed("review", {"stands": "yes"}))
    assert "Reviewed: Suitably designed" in reviewer.get(one).content.decode()
    assert "Suitably designed" in firm.get(at(examination)).content.decode()


def test_no_verdict_and_no_mark_is_chosen_beforehand(firm, examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    pages = (f"{paper.pk}/", f"{paper.pk}/items/{items_of(paper)[0].pk}/")
    for page in pages:
        assert not re.search(r'type="radio"[^>]* checked', firm.get(at(examination, page)).content.decode())


def test_items_are_marked_one_after_the_other(firm, examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    first, second, _ = items_of(paper)
    said = {"mark-A": "pass", "mark-B": "fail", "words": "Approved a day later.", "entry": an_entry().seq}
    answer = firm.post(at(examination, f"{paper.pk}/items/{first.pk}/"), said)
    assert answer["Location"].endswith(f"/items/{second.pk}/")
    page = firm.get(at(examination, f"{paper.pk}/")).content.decode()
    assert "Approved a day later." in page
    assert "3 items: 1 deviates" in page


def test_a_note_of_a_walkthrough_is_told_apart(firm, examination, control):
    handed_in(change_rows(2))
    paper = a_paper(examination, control)
    one = at(examination, f"{paper.pk}/")
    said = {"item": "One change from its ticket on", "seen": "Approved by Bo.", "is_walkthrough": "on"}
    firm.post(f"{one}write/inspection/", typed("inspection", {**said, "entry": an_entry().seq}))
    inspect(examination, paper)
    assert [note.is_walkthrough for note in paper.notes.order_by("pk")] == [True, False]
    assert firm.get(one).content.decode().count("Inspection, walkthrough") == 1


def test_what_is_refused_stands_beside_its_field_with_what_was_typed(firm, examination, control):
    paper = a_paper(examination, control)
    answer = firm.post(
        at(examination, f"{paper.pk}/write/inquiry/"), typed("inquiry", {**INQUIRY, "answer": ""})
    )
    assert answer.status_code == 422
    assert b"What they answered: it is empty" in answer.content
    assert b"Who approves a change?" in answer.content


def test_a_whole_grid_says_what_the_sample_supports(firm, examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path, size=10)
    mark_all(examination, paper)
    page = firm.get(at(examination, f"{paper.pk}/")).content.decode()
    assert "With no deviation among 10 of 20 items, 90% confidence that at most" in page


def test_management_and_strangers_are_kept_out(examination, control, tmp_path):
    paper = a_sampled_paper(examination, control, tmp_path)
    pages = ("", f"{paper.pk}/", f"{paper.pk}/items/{items_of(paper)[0].pk}/")
    for user in (examination.lead, examination.executive, somebody("Zoe", Role.AUDITOR)):
        browser = browser_of(user)
        for page in pages:
            assert browser.get(at(examination, page)).status_code in (403, 404)
        assert browser.post(at(examination, f"{paper.pk}/write/procedure/"), {}).status_code in (403, 404)


def test_markup_in_a_paper_stays_words(firm, examination, control):
    handed_in(change_rows(2))
    paper = a_paper(examination, control)
    bad = "<script>alert(1)</script>"
    firm.post(at(examination, f"{paper.pk}/write/inquiry/"), dict.fromkeys(INQUIRY, bad))
    inspect(examination, paper)
    assert bad not in firm.get(at(examination, f"{paper.pk}/")).content.decode()


def test_a_larger_grid_costs_no_further_query(
    firm, examination, control, tmp_path, django_assert_max_num_queries
):
    paper = a_sampled_paper(examination, control, tmp_path, size=15)
    with django_assert_max_num_queries(90) as few:
        firm.get(at(examination, f"{paper.pk}/"))
    allowed = len(few.captured_queries)
    mark_all(examination, paper)
    with django_assert_max_num_queries(allowed + 3):
        firm.get(at(examination, f"{paper.pk}/"))


def test_more_papers_cost_no_further_query(firm, examination, control, django_assert_max_num_queries):
    a_paper(examination, control)
    with django_assert_max_num_queries(60) as few:
        firm.get(at(examination))
    allowed = len(few.captured_queries)
    firm.post(at(examination, "open/"))
    with django_assert_max_num_queries(allowed):
        firm.get(at(examination))
