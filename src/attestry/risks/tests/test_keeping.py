"""A risk is changed, treated, retired and taken up again, and tasks are made of what is wanting of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.controls.queries.gaps import gaps_at
from attestry.controls.queries.work import work_on
from attestry.controls.tests.samples import load_library
from attestry.effectiveness.tests.reading import said
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.people.queries.duties import duties_of
from attestry.people.tests.acting import HOUSE, a_person
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk, finish_treatment, identify_risk
from attestry.risks.actions.keeping import edit_risk, retire_risk
from attestry.risks.errors import RiskChanged, RiskRefused, RiskRetired, RiskTaken, StageSkipped
from attestry.risks.models import Risk
from attestry.risks.queries.register import Wanting, heat, risk_line, risk_lines
from attestry.risks.rules.scale import Treatment
from attestry.scope.actions.setting_up import ensure_system

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = NOW.date()
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def lead(client):
    client.force_login(somebody("Lea", Role.LEAD))
    return client


@pytest.fixture
def ada():
    return a_person("Ada")


def planned(owner, title="Outage", plan="A second site.", due=date(2026, 4, 1)):
    risk = analyse_risk(HOUSE, identify_risk(HOUSE, title=title, owner=owner), likelihood=5, impact=4)
    return evaluate_risk(
        HOUSE, risk, likelihood=3, impact=4, treatment=Treatment.MITIGATE, treatment_plan=plan,
        treatment_due_on=due, review_on=date(2027, 3, 1),
    )  # fmt: skip


def test_a_risk_is_told_otherwise_and_given_to_somebody_else_and_two_who_do_so_both_hear_of_it(lead, ada):
    risk, ben = identify_risk(HOUSE, title="Outage", owner=ada), a_person("Ben")
    at = f"/risks/{risk.pk}/change/"
    told = {"title": f"Long outage {SCRIPT}", "description": "", "owner": str(ben.pk), "seen": risk.digest()}
    assert lead.post(at, told).status_code == 302
    assert Risk.objects.get().owner == ben
    assert SCRIPT not in lead.get(f"/risks/{risk.pk}/").content.decode()
    again = lead.post(at, {**told, "title": "Short outage"})
    assert (again.status_code, "Somebody else changed" in said(again)) == (422, True)
    assert "Short outage" in again.content.decode()
    entry = JournalEntry.objects.get(act="risks.edit_risk")
    assert (entry.before["owner"], entry.after["owner"]) == (ada.email, ben.email)


def test_a_title_that_is_taken_or_empty_is_refused(ada):
    risk = identify_risk(HOUSE, title="Outage", owner=ada)
    identify_risk(HOUSE, title="Fire", owner=ada)
    with pytest.raises(RiskTaken):
        edit_risk(HOUSE, risk, title="FIRE", owner=ada)
    with pytest.raises(RiskRefused, match="title"):
        edit_risk(HOUSE, risk, title=" ", owner=ada)
    with pytest.raises(RiskChanged):
        edit_risk(HOUSE, risk, title="Outage", owner=ada, seen="other")
    assert edit_risk(HOUSE, risk, title="OUTAGE", owner=ada).title == "OUTAGE"


def test_a_retired_risk_asks_for_nothing_stands_under_retired_and_is_taken_up_again(lead, ada):
    risk = planned(ada)
    at = f"/risks/{risk.pk}/"
    assert "Say why" in said(lead.post(f"{at}retire/", {"because": " "}, follow=True))
    assert "Sold the site." in said(lead.post(f"{at}retire/", {"because": "Sold the site."}, follow=True))
    assert [one for one in gaps_at(NOW) if one.key.startswith("risk:")] == []
    assert [one for one in duties_of(ada) if one.kind == "risk"] == []
    assert heat(risk_lines(TODAY), residual=True) == {}
    assert "Outage" in said(lead.get("/risks/?look=retired"))
    assert "Outage" not in said(lead.get("/risks/"))
    assert "Sold the site." in lead.get("/risks/?look=retired&format=csv").getvalue().decode()
    lead.post(f"{at}take-up/")
    assert risk_line(risk.pk, TODAY).wanting == (Wanting.TREATMENT,)


def test_nothing_is_done_about_a_retired_risk(ada):
    risk = retire_risk(HOUSE, planned(ada), reason="Sold.")
    for refused in (
        lambda: retire_risk(HOUSE, risk, reason="Again."),
        lambda: edit_risk(HOUSE, risk, title="X", owner=ada),
        lambda: analyse_risk(HOUSE, risk, likelihood=1, impact=1),
        lambda: finish_treatment(HOUSE, risk, treated_on=TODAY),
    ):
        with pytest.raises(RiskRetired):
            refused()


def test_what_is_planned_is_a_gap_and_a_duty_until_it_is_done(lead, ada):
    risk = planned(ada)
    (gap,) = (one for one in gaps_at(NOW) if one.key.startswith("risk:"))
    assert (gap.key, "Planned until 1 Apr 2026." in gap.why) == (f"risk:{risk.pk}:treatment", True)
    assert [one.title for one in duties_of(ada) if one.kind == "risk"] == ["Treat the risk “Outage”"]
    at = f"/risks/{risk.pk}/treated/"
    for wrong in ("2026-03-11", "2026-03-09", "soon"):
        assert "treated_on" in said(lead.post(at, {"treated_on": wrong}, follow=True))
    assert "Done" in said(lead.post(at, {"treated_on": "2026-03-10"}, follow=True))
    assert risk_line(risk.pk, TODAY).wanting == ()
    with pytest.raises(RiskRefused, match="treatment_plan"):
        planned(ada, "Flood", plan="")
    with pytest.raises(StageSkipped):
        finish_treatment(HOUSE, identify_risk(HOUSE, title="Fire", owner=ada), treated_on=TODAY)


def test_another_treatment_is_still_to_be_carried_out(ada):
    risk = finish_treatment(HOUSE, planned(ada), treated_on=TODAY)
    said_again = {
        "likelihood": 2,
        "impact": 4,
        "treatment": Treatment.MITIGATE,
        "review_on": date(2027, 3, 1),
    }
    assert evaluate_risk(HOUSE, risk, treatment_plan="A second site.", **said_again).treated_on == TODAY
    assert evaluate_risk(HOUSE, risk, treatment_plan="A third site.", **said_again).treated_on is None


def test_tasks_are_made_of_what_is_wanting_of_a_risk_and_stand_on_its_page(lead, ada):
    load_library()
    ensure_system(HOUSE, "Payroll")
    risk = planned(ada)
    page = lead.get(f"/risks/{risk.pk}/")
    assert "Make 1 task" in said(page)
    days = {"urgent_on": "2026-03-20", "due_on": "2026-04-01"}
    lead.post("/gaps/make/", {"gap": f"risk:{risk.pk}:treatment", "owner": f"p{ada.pk}", **days})
    (task,) = work_on(f"risk:{risk.pk}:")
    assert task.owner == ada.name
    page = said(lead.get(f"/risks/{risk.pk}/"))
    assert task.title in page
    assert "Make 1 task" not in page


def test_a_risk_that_nobody_evaluates_for_two_months_is_a_gap(ada):
    identify_risk(HOUSE, title="Outage", owner=ada)
    assert not [one for one in gaps_at(datetime(2026, 5, 9, tzinfo=UTC)) if one.key.startswith("risk:")]
    (gap,) = (one for one in gaps_at(datetime(2026, 5, 10, tzinfo=UTC)) if one.key.startswith("risk:"))
    assert gap.key.endswith(":stage")


def test_who_may_not_keep_the_register_is_refused(ada):
    risk = planned(ada)
    for name, role in (("Aud", Role.AUDITOR), ("Emil", Role.EMPLOYEE)):
        browser = Client()
        browser.force_login(somebody(name, role))
        for path in ("change/", "retire/", "take-up/", "treated/"):
            assert browser.post(f"/risks/{risk.pk}/{path}", {"reason": "X"}).status_code == 403
