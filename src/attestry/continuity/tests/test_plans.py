"""Plans and what tests of them measured, as requirements R48, R51, R84 and R90 tell them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.continuity.actions.planning import OPEN_PLACE
from attestry.continuity.content import templates
from attestry.continuity.models import RecoveryPlan, RecoveryTest
from attestry.continuity.rules.duration import minutes_of, minutes_words
from attestry.continuity.tests.acts import PLAN, a_plan, a_test, continuity_gaps, last_test, to_do
from attestry.controls.queries.gaps import gaps_at
from attestry.effectiveness.tests.reading import said
from attestry.incidents.tests.acts import EXERCISE
from attestry.kit import clock
from attestry.people.queries.duties import duties_of


def test_r51_five_hours_against_four_is_missed_with_an_action_and_three_is_met(lead, today, max_):
    plan = a_plan(lead, max_)
    refused = a_test(lead, plan, "5 h")
    assert (refused.status_code, "something has to be done" in said(refused)) == (422, True)
    assert 'value="5 h"' in refused.content.decode()
    assert not RecoveryTest.objects.exists()
    assert a_test(lead, plan, "5 h", **to_do(max_)).status_code == 302
    page = said(lead.get(f"/continuity/tests/{last_test().pk}/"))
    for words in ("Missed", "4 h", "5 h", "Faster disks", "by 1 May 2026"):
        assert words in page
    assert a_test(lead, plan, "3 h", tested_on="2026-03-10").status_code == 302
    assert "Both targets were met" in said(lead.get(f"/continuity/tests/{last_test().pk}/"))
    assert [one.verdict.value for one in RecoveryTest.objects.all()] == ["met", "missed"]


def test_r48_a_test_over_target_and_one_that_is_overdue_are_flagged(lead, today, max_):
    assert continuity_gaps(today) == ["recovery"]
    plan = a_plan(lead, max_)
    assert continuity_gaps(today) == ["untested"]
    a_test(lead, plan, 10, loss_minutes="61 min", **to_do(max_))
    assert continuity_gaps(today) == ["missed"]
    assert "Missed 9 Mar 2026 target missed" in said(lead.get("/continuity/"))
    a_test(lead, plan, 240, loss_minutes=60, tested_on="2026-03-10")
    assert continuity_gaps(today) == []
    assert continuity_gaps(datetime(2027, 3, 10, tzinfo=UTC)) == []
    later = datetime(2027, 3, 11, tzinfo=UTC)
    assert continuity_gaps(later) == ["review", "untested"]
    with clock.simulated(later):
        assert "Overdue" in said(lead.get("/continuity/?stands=untested"))
        assert "Nothing matches" in said(lead.get("/continuity/?stands=met"))


def test_r48_a_test_that_measured_nothing_proves_nothing(lead, today, max_):
    a_test(lead, a_plan(lead, max_), "")
    assert continuity_gaps(today) == ["unmeasured"]


def test_r84_without_the_recovery_plan_a_gap_appears_with_criteria_owner_and_template(lead, today, max_):
    plan = a_plan(lead, max_)
    a_test(lead, plan, 10)
    assert continuity_gaps(today) == []
    assert lead.post(f"/continuity/plans/{plan.pk}/retire/", {"reason": ""}).status_code == 422
    lead.post(f"/continuity/plans/{plan.pk}/retire/", {"reason": "Replaced."})
    found = {one.key: one for one in gaps_at(today)}
    gap = found["continuity:plan:recovery"]
    assert (gap.criteria, gap.controls, gap.kind) == (("CC9.1", "CC7.5", "A1.2"), ("REC-02",), "missing")
    assert "Suggested owner: COO." in gap.why
    assert "1. Say that the plan has begun" in lead.get(gap.url).content.decode()
    assert {"CC7.3", "CC7.4"} < set(found["continuity:plan:response"].criteria)
    assert "Begin with the template" in said(lead.get("/continuity/"))
    lead.post(f"/continuity/plans/{plan.pk}/resume/")
    assert continuity_gaps(today) == []


def test_r90_a_response_plan_shows_whether_it_was_rehearsed(lead, today, max_):
    answer = lead.post(
        "/continuity/plans/new/?kind=response",
        {"title": "Incidents", "covers": "All.", "text": "1. Say so.", "owner": max_.pk},
    )
    assert answer.status_code == 302
    plan = RecoveryPlan.objects.get()
    assert (plan.kind, plan.rto_minutes) == ("response", None)
    assert "Untested" in said(lead.get("/continuity/"))
    held = {**EXERCISE, "title": "Leak", "held_on": "2026-03-10", "participants": [max_.pk]}
    assert lead.post("/incidents/exercises/new/", held).status_code == 302
    assert "Rehearsed 10 Mar 2026" in said(lead.get("/continuity/"))
    assert "Leak" in said(lead.get(f"/continuity/plans/{plan.pk}/"))
    refused = a_test(lead, plan, 10)
    assert refused.status_code == 422
    assert "continuity:plan:response" not in {one.key for one in gaps_at(today)}


def test_a_change_is_a_next_version_that_is_not_approved_and_two_do_not_write_over_each_other(
    lead, today, max_
):
    plan = a_plan(lead, max_)
    at = f"/continuity/plans/{plan.pk}/"
    first = {**PLAN, "owner": max_.pk, "text": "The first.", "made_from": 1}
    assert lead.post(f"{at}edit/", first).status_code == 302
    plan.refresh_from_db()
    assert (plan.version, plan.is_approved, plan.text) == (2, False, "The first.")
    assert "unapproved" in continuity_gaps(today)
    refused = lead.post(f"{at}edit/", {**first, "text": "The second."})
    page = said(refused)
    assert refused.status_code == 422
    for words in ("Somebody else changed", "The first.", "The second."):
        assert words in page
    assert lead.post(f"{at}approve/", {"made_from": 1}).status_code == 422
    assert lead.post(f"{at}approve/", {"made_from": 2, "next_review_on": "2027-06-01"}).status_code == 422
    assert lead.post(f"{at}approve/", {"made_from": 2}).status_code == 302
    assert "by Lea" in said(lead.get(at))
    assert "unapproved" not in continuity_gaps(today)


def test_what_is_no_plan_is_refused_with_its_field_and_nothing_is_lost(lead, today, max_):
    a_plan(lead, max_)
    for wrong, words in (
        ({"rto_minutes": "soon"}, "is no span"),
        ({"rto_minutes": "0"}, "within which time"),
        ({"rpo_minutes": "-5"}, "is no span"),
        ({"title": "PAYROLL"}, "is there already"),
        ({"title": " "}, "required"),
        ({"owner": "99"}, "valid choice"),
    ):
        typed = {**PLAN, "title": "Other", "owner": max_.pk, "text": "Kept.", **wrong}
        refused = lead.post("/continuity/plans/new/", typed)
        assert (refused.status_code, words in said(refused), "Kept." in said(refused)) == (422, True, True)
    assert a_test(lead, RecoveryPlan.objects.get(), 10, tested_on="2026-03-11").status_code == 422
    late = {**to_do(max_), "action_due_on": "2026-03-09"}
    assert "this day is over" in said(a_test(lead, RecoveryPlan.objects.get(), 300, **late))
    assert RecoveryPlan.objects.count() == 1


def test_a_template_that_nobody_filled_is_not_approved(lead, today, max_):
    text = f"Leads: {OPEN_PLACE}"
    typed = {**PLAN, "owner": max_.pk, "text": text}
    assert lead.post("/continuity/plans/new/", typed).status_code == 302
    plan = RecoveryPlan.objects.get()
    refused = lead.post(f"/continuity/plans/{plan.pk}/approve/", {"made_from": 1})
    assert (refused.status_code, "Places of the text are still open: 1." in said(refused)) == (422, True)
    assert "unapproved" in continuity_gaps(today)
    for template in templates().values():
        assert OPEN_PLACE in template.text


def test_a_correction_needs_a_reason_and_what_stood_there_stays_in_its_history(lead, today, max_):
    a_test(lead, a_plan(lead, max_), "3 h")
    made = last_test()
    at = f"/continuity/tests/{made.pk}/"
    typed = {"recovery_minutes": "5 h", "loss_minutes": "5", "is_whole": "on", "made_from": 1}
    assert "This field is required" in said(lead.post(at, typed))
    typed["reason"] = "The clock of the log was in another zone."
    assert "something has to be done" in said(lead.post(at, typed))
    assert lead.post(at, {**typed, **to_do(max_)}).status_code == 302
    page = said(lead.get(at))
    assert "recovery minutes: 180 → 300" in page
    assert "another zone" in page
    assert "Somebody else changed" in said(lead.post(at, {**typed, **to_do(max_)}))


def test_whoever_owes_an_action_sees_it_and_finishes_it_and_nobody_else_does(lead, client, today, max_):
    a_test(lead, a_plan(lead, max_), "5 h", **to_do(max_))
    (owed,) = (one for one in duties_of(max_) if one.kind == "continuity")
    assert (owed.title, owed.done_on, owed.url) == (
        "Faster disks", None, f"/continuity/actions/recovery/{last_test().pk}/",
    )  # fmt: skip
    other, own = somebody("Emil", Role.EMPLOYEE), somebody("Max", Role.EMPLOYEE)
    max_.user = own
    max_.save()
    client.force_login(other)
    assert client.get(owed.url).status_code == 404
    assert client.post(owed.url).status_code == 404
    client.force_login(own)
    assert "Faster disks" in said(client.get(owed.url))
    assert client.get("/continuity/").status_code == 403
    client.post(owed.url)
    again = client.post(owed.url, follow=True)
    assert "no action that is open" in said(again)
    (owed,) = (one for one in duties_of(max_) if one.kind == "continuity")
    assert owed.done_on == today.date()


@pytest.mark.parametrize(
    ("text", "minutes"), [("4 h", 240), ("1 h 30 min", 90), ("240", 240), ("2d", 2880), ("0", 0), ("90m", 90)]
)
def test_spans_are_read_as_they_are_written(text, minutes):
    assert minutes_of(text) == minutes
    assert minutes_of(minutes_words(minutes)) == minutes


@pytest.mark.parametrize("text", ["", "soon", "-1", "4 weeks", "1e9", "999 d"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError, match="is no"):
        minutes_of(text)
