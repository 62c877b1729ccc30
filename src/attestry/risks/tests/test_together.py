"""Several risks changed at once, and that undone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.tests.acting import HOUSE, a_person
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk, finish_treatment, identify_risk
from attestry.risks.actions.keeping import edit_risk, retire_risk
from attestry.risks.actions.together import edit_risks, undo_edit
from attestry.risks.errors import RiskRefused
from attestry.risks.models import Risk
from attestry.risks.rules.scale import Treatment

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
HERE = "/risks/together/"
ROW = (
    "owner_id",
    "treatment",
    "treatment_plan",
    "treated_on",
    "review_on",
    "residual_impact",
    "evaluated_on",
)


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


@pytest.fixture
def ben():
    return a_person("Ben")


def a_risk(owner, title, *, evaluated=True):
    risk = identify_risk(HOUSE, title=title, owner=owner)
    if evaluated:
        analyse_risk(HOUSE, risk, likelihood=4, impact=4)
        risk = evaluate_risk(
            HOUSE, risk, likelihood=2, impact=3, treatment=Treatment.MITIGATE,
            review_on=date(2026, 6, 1), treatment_plan="Buy a second line.",
        )  # fmt: skip
    return risk


def rows():
    return list(Risk.objects.order_by("pk").values_list(*ROW))


def test_several_risks_are_changed_at_once_and_undoing_restores_exactly_what_stood_before(ada, ben):
    fire, flood = a_risk(ada, "Fire"), a_risk(ben, "Flood")
    finish_treatment(HOUSE, fire, treated_on=NOW.date())
    before = rows()
    made = edit_risks(
        HOUSE, risks=[fire.pk, flood.pk], owner=ben, treatment=Treatment.TRANSFER, review_on=date(2026, 9, 1)
    )
    fire.refresh_from_db()
    assert (fire.owner, fire.treatment, fire.treated_on, fire.review_on) == (
        ben, "transfer", None, date(2026, 9, 1)
    )  # fmt: skip
    assert made.said == "2 risks: owner Ben; treatment transfer; review on 1 Sep 2026"
    entry = JournalEntry.objects.get(
        subject=fire.subject, after__treatment="transfer", before__has_key="owner"
    )
    assert entry.before["owner"] == "ada@example.org"
    undo_edit(HOUSE, made)
    assert rows() == before
    last = JournalEntry.objects.filter(subject=fire.subject).last()
    assert (last.before["owner"], last.after["owner"]) == ("ben@example.org", "ada@example.org")
    with pytest.raises(UndoRefused, match="already"):
        undo_edit(HOUSE, made)


def test_undoing_is_refused_where_somebody_changed_one_since_or_its_day_is_over(ada, ben):
    fire, flood = a_risk(ada, "Fire"), a_risk(ada, "Flood")
    made = edit_risks(HOUSE, risks=[fire.pk, flood.pk], owner=ben)
    edit_risk(HOUSE, flood, title="Flood", owner=ben, description="From the river.")
    with pytest.raises(UndoRefused, match="1 risk changed since, such as “Flood”"):
        undo_edit(HOUSE, made)
    assert set(Risk.objects.values_list("owner", flat=True)) == {ben.pk}
    again = edit_risks(HOUSE, risks=[fire.pk], owner=ada)
    with clock.simulated(NOW + timedelta(hours=25)), pytest.raises(UndoRefused, match="24 hours"):
        undo_edit(HOUSE, again)


def test_one_risk_that_will_not_do_stops_all_and_is_named(ada, ben):
    fire, flood = a_risk(ada, "Fire"), a_risk(ada, "Flood", evaluated=False)
    theft = retire_risk(HOUSE, a_risk(ada, "Theft"), reason="Sold.")
    before = rows()
    for given, why in (
        ({"risks": [fire.pk, flood.pk], "treatment": Treatment.AVOID}, "“Flood” is not evaluated"),
        ({"risks": [fire.pk, theft.pk], "owner": ben}, "“Theft” was retired"),
        ({"risks": [fire.pk, 9999], "owner": ben}, "not there"),
        ({"risks": [], "owner": ben}, "No risk was chosen"),
        ({"risks": [fire.pk]}, "Nothing was said"),
        ({"risks": [fire.pk], "owner": ada}, "like that already"),
    ):
        with pytest.raises(BulkRefused, match=why):
            edit_risks(HOUSE, **given)
    with pytest.raises(RiskRefused, match="lies ahead"):
        edit_risks(HOUSE, risks=[fire.pk], review_on=NOW.date())
    assert rows() == before
    assert not BulkEdit.objects.exists()


def test_the_page_changes_the_ticked_ones_says_what_changed_and_undoes_it(lead, ada, ben):
    hostile = a_risk(ada, "<script>alert(1)</script>")
    other = a_risk(ada, "Other")
    sent = {"chosen": [hostile.pk], "bulk-owner": ben.pk, "here": "?q=script"}
    answer = lead.post(HERE, sent, follow=True)
    page, made = answer.content.decode(), BulkEdit.objects.get()
    assert answer.redirect_chain[-1][0] == "/risks/?q=script"
    assert "1 risk: owner Ben. It can be undone until 11 Mar 2026, 09:00 UTC" in page
    assert f'action="/risks/together/{made.pk}/undo/?q=script"' in page
    assert "<script>alert(1)" not in page
    assert Risk.objects.get(pk=other.pk).owner == ada
    page = lead.get("/risks/").content.decode()
    assert f'formaction="/risks/together/{made.pk}/undo/"' in page
    page = lead.post(f"/risks/together/{made.pk}/undo/?q=script", follow=True).content.decode()
    assert "Undone" in page
    assert Risk.objects.get(pk=hostile.pk).owner == ada
    assert "/undo/" not in lead.get("/risks/").content.decode()


def test_all_that_the_filter_shows_are_changed_unless_it_shows_others_by_now(lead, ada, ben):
    for title in ("Fire", "Fire in the cellar", "Flood"):
        a_risk(ada, title)
    sent = {"which": "all", "here": "?q=fire", "shown": "3", "bulk-owner": ben.pk}
    page = lead.post(HERE, sent, follow=True).content.decode()
    assert "showed 3 risks when you read it and shows 2 now" in page
    lead.post(HERE, {**sent, "shown": "2"})
    assert set(Risk.objects.filter(owner=ben).values_list("title", flat=True)) == {
        "Fire",
        "Fire in the cellar",
    }
    page = lead.post(HERE, {"chosen": ["1x"], "bulk-owner": "77", "bulk-review_on": "soon"}, follow=True)
    assert "Owner: Select a valid choice" in page.content.decode()
    assert "Look again by: Enter a valid date" in page.content.decode()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_keeps_no_risks_changes_none_of_them(client, ada, ben, role):
    risk = a_risk(ada, "Fire")
    made = edit_risks(HOUSE, risks=[risk.pk], owner=ben)
    who = somebody("Eve", role)
    client.force_login(who)
    assert client.post(HERE, {"chosen": [risk.pk], "bulk-owner": ada.pk}).status_code == 403
    assert client.post(f"/risks/together/{made.pk}/undo/").status_code == 403
    if role is not Role.EMPLOYEE:
        assert 'name="chosen"' not in client.get("/risks/").content.decode()
    with pytest.raises(NotAllowed):
        undo_edit(who.actor(), made)


def test_two_hundred_risks_cost_as_many_questions_as_ten(lead, ada, ben):
    made = Risk.objects.bulk_create(
        Risk(title=f"Risk {n:03}", owner=ada, identified_on=NOW.date(), recorded_at=NOW) for n in range(200)
    )
    numbers = [one.pk for one in made]
    assert_rows_do_not_multiply(
        lead, HERE, numbers, {"bulk-owner": ben.pk}, {"bulk-owner": a_person("Cho").pk}
    )
