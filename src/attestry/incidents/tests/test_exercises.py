"""Exercises and what they taught, as requirements R49 and R90 tell them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.tests.reading import said
from attestry.incidents.models import Exercise, FollowUp
from attestry.incidents.tests.acts import EXERCISE, an_incident, incident_gaps
from attestry.people.queries.duties import duties_of

NEW = "/incidents/exercises/new/"


def an_exercise(lead, max_, **more):
    typed = {**EXERCISE, "participants": [max_.pk], "has_leadership": "on", **more}
    assert lead.post(NEW, typed).status_code == 302
    return Exercise.objects.order_by("pk").last()


def a_follow_up(lead, held, max_, title="Write the number down", due_on="2026-03-20"):
    typed = {"title": title, "owner": max_.pk, "due_on": due_on}
    return lead.post(f"/incidents/exercises/{held.pk}/follow-up/", typed)


def test_r90_without_an_exercise_in_365_days_the_plan_is_flagged_untested_and_one_with_actions_clears_it(
    lead, today, max_
):
    assert incident_gaps(today) == ["incident:exercise"]
    assert "never rehearsed" in said(lead.get("/incidents/exercises/"))
    old = an_exercise(lead, max_, title="Old", held_on="2025-03-09")
    assert (today.date() - old.held_on).days == 366
    assert incident_gaps(today) == ["incident:exercise"]
    assert "counts as untested" in said(lead.get("/incidents/exercises/"))
    held = an_exercise(lead, max_)
    assert incident_gaps(today) == []
    assert "rehearsed within a year" in said(lead.get("/incidents/exercises/"))
    for title in ("Write the number down", "Print the plan"):
        assert a_follow_up(lead, held, max_, title).status_code == 302
    assert len(incident_gaps(today)) == 2
    for one in FollowUp.objects.all():
        lead.post(f"/incidents/follow-ups/{one.pk}/", {"words": "On the wall."})
    assert incident_gaps(today) == []
    assert "On the wall." in said(lead.get(f"/incidents/exercises/{held.pk}/"))
    assert incident_gaps(datetime(2027, 3, 9, tzinfo=UTC)) == []
    assert incident_gaps(datetime(2027, 3, 10, tzinfo=UTC)) == ["incident:exercise"]


def test_r49_an_exercise_keeps_its_participants_findings_and_two_actions(lead, today, max_):
    for missing in ("participants", "findings", "scenario"):
        typed = {**EXERCISE, "participants": [max_.pk]}
        typed.pop(missing)
        refused = lead.post(NEW, typed)
        assert (refused.status_code, "This field is required" in said(refused)) == (422, True)
    assert lead.post(NEW, {**EXERCISE, "participants": [max_.pk], "held_on": "2026-03-11"}).status_code == 422
    held = an_exercise(lead, max_)
    a_follow_up(lead, held, max_)
    a_follow_up(lead, held, max_, "Print the plan")
    late = a_follow_up(lead, held, max_, due_on="2026-03-09")
    assert (late.status_code, "this day is over" in said(late)) == (422, True)
    page = said(lead.get(f"/incidents/exercises/{held.pk}/"))
    for words in ("Max", "the insurer's number", "Write the number down", "Print the plan", "took part"):
        assert words in page
    assert {one.title for one in duties_of(max_) if one.kind == "incident follow-up"} == {
        "Write the number down", "Print the plan",
    }  # fmt: skip


def test_an_exercise_and_a_follow_up_are_put_right_and_two_do_not_write_over_each_other(lead, today, max_):
    held = an_exercise(lead, max_)
    at = f"/incidents/exercises/{held.pk}/edit/"
    typed = {**EXERCISE, "participants": [max_.pk], "made_from": 1}
    assert lead.post(at, {**typed, "findings": "The first."}).status_code == 302
    refused = lead.post(at, {**typed, "findings": "The second."})
    for words in ("Somebody else changed", "The first.", "The second."):
        assert words in said(refused)
    a_follow_up(lead, held, max_)
    one = FollowUp.objects.get()
    change = f"/incidents/follow-ups/{one.pk}/change/"
    moved = {"title": "Hang it up", "owner": max_.pk, "due_on": "2026-04-01", "made_from": 1}
    assert lead.post(change, moved).status_code == 302
    assert "Somebody else changed" in said(lead.post(change, moved))
    assert "due on: 2026-03-20 → 2026-04-01" in said(lead.get(f"/incidents/exercises/{held.pk}/"))


def test_whoever_owes_a_follow_up_sees_it_and_finishes_it_and_nobody_else_does(lead, today, max_):
    an_incident()
    held = an_exercise(lead, max_)
    a_follow_up(lead, held, max_)
    (owed,) = (one for one in duties_of(max_) if one.kind == "incident follow-up")
    other, own = Client(), Client()
    other.force_login(somebody("Emil", Role.EMPLOYEE))
    max_.user = somebody("Max", Role.EMPLOYEE)
    max_.save()
    own.force_login(max_.user)
    assert (other.get(owed.url).status_code, other.post(owed.url).status_code) == (404, 404)
    assert "Ransomware" in said(own.get(owed.url))
    assert own.get(f"/incidents/exercises/{held.pk}/").status_code == 403
    assert "say what is different now" in said(own.post(owed.url, follow=True))
    own.post(owed.url, {"words": "On the wall."})
    assert "done before" in said(own.post(owed.url, {"words": "Again."}, follow=True))
    assert FollowUp.objects.get().done_on == today.date()


def test_exercises_are_listed_sorted_searched_and_taken_out(lead, today, max_):
    a_follow_up(lead, an_exercise(lead, max_), max_)
    an_exercise(lead, max_, title="=cmd()")
    for sort in ("title", "-held_on", "people", "leadership", "-open"):
        assert "Ransomware" in said(lead.get(f"/incidents/exercises/?sort={sort}"))
    assert "cmd" not in said(lead.get("/incidents/exercises/?follow_ups=open"))
    assert "Nothing matches" in said(lead.get("/incidents/exercises/?q=volcano"))
    told = b"".join(lead.get("/incidents/exercises/?format=csv").streaming_content).decode()
    assert "'=cmd()" in told
    assert "Ransomware,tabletop,2026-03-09,yes,Max" in told
