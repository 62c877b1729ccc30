"""The lists: sorting, filters, files taken out and handed in again, roles, markup, and what a page costs."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.continuity.actions.importing import import_forecasts, import_plans, import_tests
from attestry.continuity.actions.planning import change_plan
from attestry.continuity.models import CapacityForecast, RecoveryPlan, RecoveryTest
from attestry.continuity.tests.acts import PLAN, a_forecast, a_plan, a_test, to_do
from attestry.effectiveness.tests.reading import said
from attestry.journal.models import JournalEntry
from attestry.kit.errors import Invalid
from attestry.people.models import Person
from attestry.ui.tests.lists import looked_at

CHANGED = {"title": "Payroll", "covers": "Other words.", "rto_minutes": 60, "rpo_minutes": 60}
HEADER = "title,covers,owner_email,rto,rpo\n"


def csv_of(browser, path):
    return b"".join(browser.get(path).streaming_content)


def hand_in(browser, kind, data):
    file = io.BytesIO(data)
    file.name = "list.csv"
    return browser.post(f"/continuity/import/{kind}/", {"file": file})


def taken_in(browser, kind, data):
    shown = hand_in(browser, kind, data)
    assert shown.status_code == 200
    return browser.post(f"/continuity/import/{kind}/", looked_at(shown))


@pytest.mark.parametrize(
    ("path", "sorts"),
    [
        ("/continuity/", "title standing rto rpo due owner"),
        ("/continuity/tests/", "tested_on verdict recovery loss action"),
        ("/continuity/capacity/", "service peak reached headroom renew"),
    ],
)
def test_each_list_sorts_filters_and_searches(lead, today, max_, path, sorts):
    a_test(lead, a_plan(lead, max_), 300, **to_do(max_))
    a_forecast(lead)
    for sort in sorts.split():
        assert "Payroll" in said(lead.get(f"{path}?sort=-{sort}"))
    assert "Payroll" in said(lead.get(f"{path}?q=payr"))
    assert "Nothing matches" in said(lead.get(f"{path}?q=other"))


def test_a_list_that_was_taken_out_is_handed_in_again_and_changes_nothing(lead, today, max_):
    plan = a_plan(lead, max_)
    a_test(lead, plan, 300, **to_do(max_))
    a_forecast(lead)
    for path, kind in (
        ("/continuity/", "plans"), ("/continuity/tests/", "tests"), ("/continuity/capacity/", "forecasts"),
    ):  # fmt: skip
        shown = hand_in(lead, kind, csv_of(lead, f"{path}?format=csv"))
        assert "This list changes nothing" in said(shown)
    plan.refresh_from_db()
    assert plan.version == 1
    assert (RecoveryTest.objects.count(), CapacityForecast.objects.count()) == (1, 1)


def test_many_plans_are_changed_by_one_file(lead, today, max_):
    a_plan(lead, max_)
    rows = f"{HEADER}Payroll,New words.,max@example.org,2 h,0\nMail,Mail.,max@example.org,1 d,1 h\n"
    count = JournalEntry.objects.count()
    shown = hand_in(lead, "plans", rows.encode())
    assert "Would be added" in said(shown)
    assert RecoveryPlan.objects.get().version == 1, "what is shown is not written"
    assert JournalEntry.objects.count() == count
    assert taken_in(lead, "plans", rows.encode()).status_code == 302
    found = {one.title: (one.rto_minutes, one.version, one.text) for one in RecoveryPlan.objects.all()}
    assert found == {"Payroll": (120, 2, PLAN["text"]), "Mail": (1440, 1, "")}


def test_a_list_is_taken_in_only_as_it_was_looked_at(lead, today, max_):
    a_plan(lead, max_)
    rows = f"{HEADER}Payroll,New words.,max@example.org,2 h,0\n".encode()
    shown = looked_at(hand_in(lead, "plans", rows))
    change_plan(HOUSE, RecoveryPlan.objects.get(), **{**CHANGED, "owner": max_})
    assert lead.post("/continuity/import/plans/", shown).status_code == 409
    assert RecoveryPlan.objects.get().covers == CHANGED["covers"]
    wrong = hand_in(lead, "plans", f"{HEADER}B,,nobody@example.org,soon,0\nC,C,max@example.org,,\n".encode())
    assert wrong.status_code == 422
    for words in ("line 2: owner_email", "line 2: rto", "line 3: rto_minutes"):
        assert words in said(wrong), "every wrong line is named"


def test_ticked_plans_are_handed_over_together_and_their_approval_stays(lead, today, max_):
    first, second = a_plan(lead, max_), a_plan(lead, max_, title="Mail")
    eva = Person.objects.create(
        email="eva@example.org", name="Eva", started_on=today.date(), recorded_at=today
    )
    at = "/continuity/plans/together/"
    assert "Tick plans" in said(lead.post(at, {"owner": eva.pk}, follow=True))
    answer = lead.post(at, {"plans": [first.pk, second.pk], "owner": eva.pk}, follow=True)
    assert "Eva answers for 2 plans." in said(answer)
    for one in RecoveryPlan.objects.all():
        assert (one.owner, one.version, one.is_approved) == (eva, 2, True)
    lead.post(f"/continuity/plans/{second.pk}/retire/", {"reason": "Gone."})
    lead.post(at, {"plans": [first.pk, second.pk], "owner": max_.pk})
    first.refresh_from_db()
    assert first.owner == eva, "all or none"
    auditor = Client()
    auditor.force_login(somebody("Aud", Role.AUDITOR))
    assert auditor.post(at, {"plans": [first.pk], "owner": max_.pk}).status_code == 403


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("B,Covers,nobody@example.org,1 h,0", "line 3: owner_email: nobody who works here"),
        ("B,Covers,max@example.org,soon,0", "line 3: rto: “soon” is no span"),
        ("B,Covers,max@example.org,,0", "line 3: rto_minutes: a recovery plan says within which time"),
        ("a,Covers,max@example.org,1 h,0", "line 3: title: “a” stands on line 2 too"),
        ("B,Covers", "line 3 has 2 values"),
    ],
)
def test_a_file_with_one_wrong_line_is_refused_whole(today, max_, row, words):
    with pytest.raises(Invalid, match=words):
        import_plans(HOUSE, f"{HEADER}A,Covers,max@example.org,1 h,0\n{row}\n".encode())
    assert not RecoveryPlan.objects.exists()


def test_wrong_headers_days_and_numbers_are_named(today, max_):
    with pytest.raises(Invalid, match="column “title” is missing"):
        import_plans(HOUSE, b"name,covers\nA,B\n")
    import_plans(HOUSE, f"{HEADER}A,Covers,max@example.org,1 h,0\n".encode())
    tests = b"plan,kind,tested_on,recovery,loss,is_whole\n"
    tests += b"A,restore,31.3.2026,1 h,0,yes\nB,restore,2026-03-01,,,yes\n"
    with pytest.raises(Invalid, match=r"line 2: tested_on: “31\.3\.2026” is no day.*line 3: plan: none is"):
        import_tests(HOUSE, tests)
    head = "service,unit,expected_peak,capacity,until,basis,made_on\n"
    with pytest.raises(Invalid, match="line 2: expected_peak: “many” is no amount"):
        import_forecasts(HOUSE, f"{head}A,rps,many,1,2026-12-01,Trend,2026-03-01\n".encode())
    missed = b"plan,kind,tested_on,recovery,loss,is_whole\nA,restore,2026-03-01,2 h,0,yes\n"
    with pytest.raises(Invalid, match="line 2: action: it fell short"):
        import_tests(HOUSE, missed)


def test_markup_and_formulas_are_shown_as_they_were_typed(lead, today, max_):
    script = "<script>alert(1)</script>"
    plan = a_plan(lead, max_, title=f"=1+1 {script}", covers=script, text=script, service=script)
    a_test(lead, plan, 300, **{**to_do(max_), "action": script, "findings": script})
    made = a_forecast(lead, service=script, basis=script, unit=script)
    test = RecoveryTest.objects.get()
    for path in ("", f"plans/{plan.pk}/", f"plans/{plan.pk}/edit/", "tests/", f"tests/{test.pk}/",
                 f"actions/recovery/{test.pk}/", "capacity/", f"capacity/{made.pk}/"):  # fmt: skip
        page = lead.get(f"/continuity/{path}").content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page
    assert b"'=1+1" in csv_of(lead, "/continuity/?format=csv")


def test_who_may_not_write_is_refused(lead, today, max_):
    plan = a_plan(lead, max_)
    auditor, employee, executive = Client(), Client(), Client()
    auditor.force_login(somebody("Aud", Role.AUDITOR))
    employee.force_login(somebody("Emil", Role.EMPLOYEE))
    executive.force_login(somebody("Eve", Role.EXECUTIVE))
    for path in ("", "tests/", "capacity/", f"plans/{plan.pk}/"):
        assert auditor.get(f"/continuity/{path}").status_code == 200
        assert employee.get(f"/continuity/{path}").status_code == 403
    for path in ("plans/new/", f"plans/{plan.pk}/edit/", f"plans/{plan.pk}/retire/", "tests/new/",
                 "capacity/new/", "import/plans/", f"plans/{plan.pk}/approve/"):  # fmt: skip
        assert auditor.post(f"/continuity/{path}", {}).status_code == 403
    assert executive.post(f"/continuity/plans/{plan.pk}/approve/", {"made_from": 1}).status_code == 302


@pytest.mark.parametrize("path", ["", "tests/", "capacity/", "plans/1/", "capacity/1/"])
def test_pages_cost_the_same_queries_for_many(lead, today, max_, path):
    def cost():
        at = path.replace("plans/1", f"plans/{plan.pk}").replace("capacity/1", f"capacity/{made.pk}")
        with CaptureQueriesContext(connection) as run:
            assert lead.get(f"/continuity/{at}").status_code == 200
        return len(run)

    plan, made = a_plan(lead, max_), a_forecast(lead)
    a_test(lead, plan, 300, **to_do(max_))
    cost()
    before = cost()
    rows = "".join(f"P{n},Covers,max@example.org,1 h,0\n" for n in range(30))
    import_plans(HOUSE, f"{HEADER}{rows}".encode())
    for day in range(1, 9):
        a_test(lead, plan, 300, **{**to_do(max_), "tested_on": f"2026-03-0{day}"})
        a_forecast(lead, service=f"S{day}")
        a_forecast(lead, made_on=f"2026-02-0{day}")
    assert cost() == before
