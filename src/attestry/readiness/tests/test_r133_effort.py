import csv
import re
from io import StringIO

import pytest

from attestry.accounts.rules import Role
from attestry.controls.models import Control
from attestry.controls.rules.control import Execution
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.readiness.actions.assuming_effort import keep_effort
from attestry.readiness.errors import PlanRefused
from attestry.readiness.models import EffortPlan
from attestry.readiness.queries.effort import effort_page
from attestry.readiness.rules.effort_assumptions import DEFAULT_EFFORT, QUANTITIES, EffortAssumptions
from attestry.readiness.tests.samples import HOUSE, a_person, a_system

TYPED = DEFAULT_EFFORT.record()


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def read_csv(client):
    answer = client.get("/effort/?format=csv")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode())))


def now_effort(system):
    return effort_page(system, at=clock.now()).effort


def test_r133_editing_the_minutes_per_item_recomputes_hours_and_cost(lead, system):
    before = now_effort(system)
    page = words(lead.post("/effort/assumptions/", {**TYPED, "by_hand": "60"}, follow=True))
    after = now_effort(system)
    assert before.total.by_hand.minutes == 30 * before.total.items
    assert after.total.by_hand.minutes == 60 * before.total.items
    assert after.total.by_hand.cost == 75 * before.total.items
    assert f"{after.total.by_hand.hours:,.2f}".rstrip("0").rstrip(".") in page
    assert "Kept by Ada" in page
    last = JournalEntry.objects.order_by("-seq").first()
    assert (last.act, last.subject, last.before) == ("readiness.keep_effort", "system:Payroll", None)
    assert last.after == {**TYPED, "by_hand": 60}


def test_r133_each_method_takes_its_own_minutes_and_a_manual_control_saves_nothing(system):
    for one, minutes in zip(now_effort(system).by_method, (2, 15, 30), strict=True):
        assert one.items
        assert one.today.minutes == minutes * one.items
        assert one.saved.minutes == (30 - minutes) * one.items
    assert [one.name for one in now_effort(system).by_method] == [one.value for one in Execution]


def test_r133_methods_categories_and_controls_add_up_to_the_same(system):
    found = now_effort(system)
    for parts in (found.by_method, found.by_category):
        assert sum(one.controls for one in parts) == found.total.controls == len(found.controls)
        assert sum(one.saved.minutes for one in parts) == found.total.saved.minutes
    assert found.total.saved.minutes == sum(line.saved.minutes for line in found.controls)


def test_r133_the_export_lists_every_assumption_before_the_first_control(lead, system):
    keep_effort(
        a_person(Role.ADMINISTRATOR, "Bo").actor(),
        system,
        EffortAssumptions({**DEFAULT_EFFORT.quantities, "machine": 7, "rate": 110}, "CHF"),
    )
    rows = read_csv(lead)
    blank = rows.index([])
    said = {row[0]: row[1] for row in rows[1:blank]}
    assert {one.title for one in QUANTITIES} <= set(said)
    assert said["Look at an item that a machine collects"] == "7"
    assert said["Cost of working time"] == "110"
    assert said["Currency"] == "CHF"
    assert said["Kept by"].startswith("Bo, ")
    header, *controls, total = rows[blank + 1 :]
    found = now_effort(system)
    assert header[-1] == "cost saved (CHF)"
    assert [row[0] for row in controls] == [line.control.key for line in found.controls]
    first, line = dict(zip(header, controls[0], strict=True)), found.controls[0]
    assert first["items a year"] == str(line.items)
    assert first["minutes an item today"] == str(line.minutes_today)
    assert first["hours today"] == str(line.today.hours)
    assert first["cost today (CHF)"] == str(line.today.cost)
    assert dict(zip(header, total, strict=True))["hours saved"].lstrip("'") == str(found.total.saved.hours)


def test_r133_an_export_of_what_nobody_changed_says_whose_guesses_they_are(auditor):
    said = {row[0]: row for row in read_csv(auditor) if row}
    assert "the product's own guesses" in said["Kept by"][1]
    assert "Nothing here was measured." in said["Kept by"][3]


def test_r133_every_assumption_stands_on_the_page_with_its_value_and_where_it_comes_from(auditor, system):
    keep_effort(HOUSE, system, EffortAssumptions({**DEFAULT_EFFORT.quantities, "events": 4321}, "EUR"))
    page = words(auditor.get("/effort/"))
    for one in QUANTITIES:
        assert one.title in page
    assert "4,321" in page
    assert "EUR an hour" in page
    assert "A guess of this product." in page
    assert "No hour of it was measured." in page


@pytest.mark.parametrize(
    "field, typed, said",
    [
        ("by_hand", "-1", "“Gather an item by hand” is between 0 and 1,440 minutes an item."),
        ("hybrid", "many", "“Complete an item of a hybrid control” is a whole number."),
        ("machine", "2.5", "“Look at an item that a machine collects” is a whole number."),
        ("events", "9" * 40, "is between 0 and 100,000 items a year."),
        ("continuous", "", "“Items of a continuous control” is missing."),
        ("rate", "10001", "“Cost of working time” is between 0 and 10,000 an hour."),
        ("currency", " ", "“Currency” is missing."),
        ("currency", "D" * 13, "“Currency” is a text of 1 to 12 characters."),
    ],
)
def test_r133_nonsense_is_refused_beside_its_field_and_nothing_is_kept(lead, field, typed, said):
    answer = lead.post("/effort/assumptions/", {**TYPED, field: typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'id="field-{field}-error"' in answer.content.decode()
    assert not EffortPlan.objects.exists()


def test_r133_the_refusal_is_the_act_s_own_and_names_every_field(system):
    wrong = EffortAssumptions({**DEFAULT_EFFORT.quantities, "rate": -1, "events": -1}, "\n")
    with pytest.raises(PlanRefused) as refused:
        keep_effort(HOUSE, system, wrong)
    assert set(refused.value.fields) == {"rate", "events", "currency"}


def test_r133_a_currency_that_looks_like_a_formula_stays_text_in_the_export(lead, system):
    keep_effort(HOUSE, system, EffortAssumptions(DEFAULT_EFFORT.quantities, "=1+1"))
    assert ["Currency", "'=1+1"] in [row[:2] for row in read_csv(lead)]


def test_r133_equal_assumptions_write_nothing(system):
    keep_effort(HOUSE, system, DEFAULT_EFFORT)
    before = JournalEntry.objects.count()
    keep_effort(HOUSE, system, DEFAULT_EFFORT)
    assert JournalEntry.objects.count() == before


def test_r133_a_control_that_is_automated_from_now_on_saves_from_now_on(system):
    before = now_effort(system).total.saved.minutes
    line = next(one for one in now_effort(system).controls if one.control.execution is Execution.MANUAL)
    Control.objects.filter(key=line.control.key).update(execution=Execution.AUTOMATED.value)
    assert now_effort(system).total.saved.minutes == before + 28 * line.items


@pytest.mark.usefixtures("_library", "db")
def test_r133_with_no_control_in_use_the_page_says_so_and_shows_no_figure(client):
    a_system(adopted=False)
    client.force_login(a_person(Role.LEAD))
    page = words(client.get("/effort/"))
    assert "No control is in use yet" in page
    assert "Hours saved" not in page
    assert "Gather an item by hand" in page
    assert read_csv(client)[-1][:2] == ["all", "0 controls in use"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_r133_only_the_lead_and_the_administrator_change_what_is_assumed(system, role):
    with pytest.raises(NotAllowed):
        keep_effort(a_person(role).actor(), system, DEFAULT_EFFORT)


def test_r133_who_may_change_nothing_reads_the_page_and_is_offered_no_form(auditor):
    assert 'action="/effort/' not in auditor.get("/effort/").content.decode()
    assert auditor.post("/effort/assumptions/", TYPED).status_code == 403


def test_r133_an_employee_and_a_stranger_see_neither_page_nor_export(client, system):
    for path in ("/effort/", "/effort/?format=csv"):
        assert client.get(path).status_code == 302
    client.force_login(a_person(Role.EMPLOYEE, "Eli"))
    for path in ("/effort/", "/effort/?format=csv"):
        assert client.get(path).status_code == 403


def test_r133_the_page_costs_the_same_however_many_controls_are_in_use(lead, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        assert lead.get("/effort/").status_code == 200
