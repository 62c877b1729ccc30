"""The register of risks through its pages: stages, heat map, acceptance, import, gaps, and who may."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client

from attestry import pipeline
from attestry.accounts.models import User
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.connectors.actions import connect_registers
from attestry.controls.queries.gaps import gaps_at
from attestry.effectiveness.tests.reading import said
from attestry.effectiveness.tests.world import a_home
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.kit.secrets import SecretBox
from attestry.people.queries.duties import duties_of
from attestry.people.tests.acting import HOUSE, a_person
from attestry.risks.actions.importing import import_risks
from attestry.risks.models import Risk
from attestry.risks.queries.register import Wanting, heat, risk_line, risk_lines

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(NOW):
        yield


@pytest.fixture
def lead(client):
    """A browser in which the compliance lead is signed in."""
    client.force_login(somebody("Lea", Role.LEAD))
    return client


@pytest.fixture
def ada():
    """Who answers for the risks."""
    return a_person("Ada", manager_email=a_person("Boss").email)


def written(lead, ada, title="Outage", *, treatment="mitigate", remaining=(3, 4), **more):
    lead.post("/risks/", {"title": title, "owner": str(ada.pk)})
    risk = Risk.objects.get(title=title)
    lead.post(f"/risks/{risk.pk}/analyse/", {"likelihood": "5", "impact": "4"})
    told = {
        "treatment": treatment,
        "remaining_likelihood": str(remaining[0]),
        "remaining_impact": str(remaining[1]),
        "review_on": "2026-06-01",
        **more,
    }
    assert lead.post(f"/risks/{risk.pk}/evaluate/", told).status_code == 302
    return risk


def risk_gaps(at=NOW):
    return {one.key.rpartition(":")[2] for one in gaps_at(at) if one.key.startswith("risk:")}


def test_r160_a_risk_goes_through_its_stages_on_its_page_and_stands_on_the_heat_map(lead, ada):
    risk = written(lead, ada, "<script>alert(1)</script>", treatment_plan="A second site.")
    assert heat(risk_lines(NOW.date()), residual=True) == {(3, 4): 1}
    assert heat(risk_lines(NOW.date()), residual=False) == {(5, 4): 1}
    page = lead.get("/risks/").content.decode()
    assert 'aria-label="1 risks, possible and major: high"' in page
    assert "<script>alert(1)" not in page
    assert "A second site." in said(lead.get(f"/risks/{risk.pk}/"))
    assert "alert(1)" in said(lead.get("/risks/?at=3-4"))
    assert "Nothing matches" in said(lead.get("/risks/?at=1-1&level=low"))


def test_r160_one_risk_has_a_day_and_a_score_for_each_stage_on_its_page_and_none_is_left_out(lead, ada):
    lead.post("/risks/", {"title": "Outage", "owner": str(ada.pk)})
    risk = Risk.objects.get()
    told = {
        "treatment": "mitigate",
        "treatment_plan": "A second site.",
        "remaining_likelihood": "2",
        "remaining_impact": "4",
        "review_on": "2026-06-01",
    }
    assert "is not analysed yet" in said(lead.post(f"/risks/{risk.pk}/evaluate/", told))
    with clock.simulated(datetime(2026, 3, 11, 9, tzinfo=UTC)):
        lead.post(f"/risks/{risk.pk}/analyse/", {"likelihood": "5", "impact": "4"})
    with clock.simulated(datetime(2026, 3, 12, 9, tzinfo=UTC)):
        lead.post(f"/risks/{risk.pk}/evaluate/", told)
        page = said(lead.get(f"/risks/{risk.pk}/"))
    risk.refresh_from_db()
    assert (risk.identified_on.day, risk.analysed_on.day, risk.evaluated_on.day) == (10, 11, 12)
    assert (risk.inherent_likelihood * risk.inherent_impact, risk.inherent_level) == (20, "critical")
    assert (risk.residual_likelihood * risk.residual_impact, risk.residual_level) == (8, "moderate")
    for day in ("10 Mar 2026", "11 Mar 2026", "12 Mar 2026"):
        assert day in page
    for score in ("(20 of 25)", "(8 of 25)"):
        assert score in page


def test_r160_a_stage_that_is_skipped_and_a_control_that_is_none_are_refused_with_words(lead, ada):
    lead.post("/risks/", {"title": "Outage", "owner": str(ada.pk)})
    risk = Risk.objects.get()
    told = {
        "treatment": "avoid",
        "remaining_likelihood": "1",
        "remaining_impact": "1",
        "review_on": "2026-06-01",
    }
    skipped = lead.post(f"/risks/{risk.pk}/evaluate/", told)
    assert (skipped.status_code, Risk.objects.get().evaluated_on) == (422, None)
    lead.post(f"/risks/{risk.pk}/analyse/", {"likelihood": "5", "impact": "4"})
    unknown = lead.post(f"/risks/{risk.pk}/evaluate/", {**told, "controls": "XXX-99"})
    assert "There is no control XXX-99." in said(unknown)
    again = lead.post("/risks/", {"title": "Outage", "owner": str(ada.pk)})
    assert (again.status_code, Risk.objects.count()) == (422, 1)


def test_only_somebody_above_the_owner_accepts_and_an_acceptance_runs_out(lead, ada):
    risk = written(lead, ada, treatment="accept")
    assert risk_line(risk.pk, NOW.date()).wanting == (Wanting.ACCEPTANCE, Wanting.PLAN)
    told = {"reason": "The market is worth it.", "expires_on": "2026-04-01"}
    assert "does not stand above" in said(lead.post(f"/risks/{risk.pk}/accept/", told))
    boss = Client()
    boss.force_login(User.objects.filter(email=ada.manager.email).first() or somebody("Boss", Role.EXECUTIVE))
    assert boss.post(f"/risks/{risk.pk}/accept/", told).status_code == 302
    assert risk_line(risk.pk, NOW.date()).wanting == ()
    assert "accepted until 1 Apr 2026" in said(lead.get("/risks/"))
    assert Wanting.EXPIRED in risk_line(risk.pk, date(2026, 4, 2)).wanting


def test_what_is_wanting_is_a_gap_and_a_review_a_duty(lead, ada):
    assert risk_gaps() == {"none"}
    written(lead, ada)
    assert risk_gaps() == {"plan"}
    late = datetime(2026, 6, 2, tzinfo=UTC)
    assert risk_gaps(late) == {"plan", "review"}
    assert [one for one in duties_of(ada) if one.kind == "risk"] == []
    with clock.simulated(late):
        (duty,) = (one for one in duties_of(ada) if one.kind == "risk")
        assert duty.is_overdue(late.date())


def test_an_import_again_changes_nothing_and_a_wrong_line_takes_in_nothing(ada):
    good = f"title,owner_email,likelihood,impact\nOutage,{ada.email},5,4\nFire,{ada.email},,\n".encode()
    assert [len(import_risks(HOUSE, good).changes) for _ in range(2)] == [2, 0]
    wrong = (
        f"title,owner_email,likelihood,impact\nA,{ada.email},6,1\nB,nobody@example.org,1,1\n,{ada.email},,\n"
        f"C,{ada.email},1,\nD,{ada.email},,\nD,{ada.email},,\n"
    ).encode()
    with pytest.raises(Invalid) as refusal:
        import_risks(HOUSE, wrong)
    for line in (2, 3, 4, 5, 7):
        assert f"line {line}:" in str(refusal.value)
    assert Risk.objects.count() == 2


def test_a_thousand_risks_cost_no_further_query_and_leave_as_csv(lead, ada, django_assert_max_num_queries):
    def cost():
        lead.get("/risks/")
        with django_assert_max_num_queries(12) as made:
            lead.get("/risks/")
        return len(made)

    import_risks(HOUSE, f"title,owner_email\nFirst,{ada.email}\n".encode())
    before = cost()
    rows = "".join(f"R{number},{ada.email}\n" for number in range(1000))
    import_risks(HOUSE, f"title,owner_email\n{rows}".encode())
    assert cost() == before
    assert lead.get("/risks/?format=csv").getvalue().count(b"\r\n") == 1002


def test_the_register_is_sealed(tmp_path, lead, ada):
    written(lead, ada)
    with a_home(tmp_path / "home"):
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        (collected,) = pipeline.collect(HOUSE, progress=print, only=["risks-register"]).collections
    assert (collected.state, collected.row_count, collected.detail) == ("complete", 1, "")


def test_who_may_not_is_refused(lead, ada):
    risk = written(lead, ada)
    auditor, employee = Client(), Client()
    auditor.force_login(somebody("Aud", Role.AUDITOR))
    employee.force_login(somebody("Emil", Role.EMPLOYEE))
    assert auditor.get(f"/risks/{risk.pk}/").status_code == 200
    for path in (f"/risks/{risk.pk}/analyse/", f"/risks/{risk.pk}/evaluate/", f"/risks/{risk.pk}/accept/"):
        assert auditor.post(path, {"likelihood": "1", "impact": "1"}).status_code == 403
    assert auditor.post("/risks/", {"title": "X", "owner": str(ada.pk)}).status_code in {403, 422}
    assert employee.get("/risks/").status_code == 403
    assert Risk.objects.count() == 1
