import re
from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.controls.models import Control
from attestry.controls.rules.control import State
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.readiness.actions.planning import keep_answers, keep_assumptions, start_quick_path
from attestry.readiness.errors import DateUnattainable, PlanRefused
from attestry.readiness.models import QuickStart, Rating, ReportPlan
from attestry.readiness.queries.open_work import open_work
from attestry.readiness.queries.report_plan import last_quick_start, report_plan
from attestry.readiness.rules.assumptions import DEFAULTS, Span
from attestry.readiness.rules.lacks import Lack
from attestry.readiness.rules.report_type import Answers, Asked, LastReport
from attestry.readiness.tests.samples import (
    HOUSE,
    a_document,
    a_person,
    a_system,
    a_test_of,
    an_answer,
    rate_all,
)

ANSWERS = {"last_report": "none", "last_on": "", "asked": "no", "contracts": "", "needed_by": ""}
ASSUMED = {
    "months": "6",
    **{f"{key}_best": span.best for key, span in DEFAULTS.items()},
    **{f"{key}_worst": span.worst for key, span in DEFAULTS.items()},
}
BANNED = re.compile(r"\b(certified|compliant|compliance is|passed)\b", re.IGNORECASE)


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def today():
    return clock.now().date()


def all_in_place(system):
    """Every control in use is owned, live and shown by a document; every criterion is rated."""
    owner = a_person(Role.OWNER, "Olu")
    used = Control.objects.filter(state=State.ADOPTED.value)
    keys = list(used.values_list("key", flat=True))
    used.update(state=State.LIVE.value, owner=owner)
    a_document(*keys)
    rate_all(system)
    return keys


def test_r124_what_is_open_is_counted_from_the_program_and_follows_it(system):
    before = open_work(system, at=clock.now())
    assert before.in_use == before.controls == before.counts[Lack.NO_OWNER] == before.counts[Lack.NO_EVIDENCE]
    assert before.counts[Lack.UNRATED] == before.criteria == 33
    keys = all_in_place(system)
    assert open_work(system, at=clock.now()).counts == dict.fromkeys(Lack, 0)
    an_answer(a_test_of(keys[0]), failed=1)
    assert open_work(system, at=clock.now()).counts[Lack.FAILING] >= 1


def test_r124_a_criterion_whose_controls_were_all_decided_against_is_named(system):
    all_in_place(system)
    Control.objects.filter(mappings__reference="CC6.1").update(state=State.RETIRED.value, state_reason="No.")
    found = open_work(system, at=clock.now())
    assert "CC6.1" in {one.reference for one in found.lacking[Lack.NO_CONTROL]}
    assert found.counts[Lack.NOT_IN_USE] == 0
    retired = set(Control.objects.filter(state=State.RETIRED.value).values_list("key", flat=True))
    assert {one.reference for one in found.retired} <= retired
    assert found.retired


def test_r124_changing_an_assumption_changes_the_range_and_is_kept_with_who_and_when(lead, system):
    before = report_plan(system, at=clock.now()).estimate.as_of
    page = words(lead.post("/report-type/assumptions/", {**ASSUMED, "evidence_worst": "40"}, follow=True))
    after = report_plan(system, at=clock.now()).estimate.as_of
    assert after.earliest == before.earliest
    assert after.latest > before.latest
    assert "Kept by Ada" in page
    last = JournalEntry.objects.order_by("-seq").first()
    assert (last.act, last.subject, last.before) == ("readiness.keep_assumptions", "system:Payroll", None)
    assert last.after["evidence"] == [1, 40]


def test_r124_every_assumption_stands_on_the_page(auditor):
    page = words(auditor.get("/report-type/"))
    for title in ("Adopt a control and put it into effect", "Working time on it", "Until a firm can begin"):
        assert title in page
    assert "Nobody has changed them" in page


@pytest.mark.parametrize(
    "field, typed, said",
    [
        ("adopt_best", "-3", "is between 0 and 200 hours each"),
        ("adopt_best", "many", "“Adopt a control and put it into effect” at best is a whole number"),
        ("weekly_worst", "0", "is between 1 and 2,000 hours a week"),
        ("report_worst", "", "“From the end of fieldwork to the report” at worst is missing."),
        ("fix_worst", "1", "is better at worst than at best"),
        ("lead_worst", "9" * 40, "is between 0 and 104 weeks"),
        ("months", "25", "A period is 1 to 24 months."),
    ],
)
def test_r124_nonsense_is_refused_beside_its_field_and_nothing_is_kept(lead, field, typed, said):
    answer = lead.post("/report-type/assumptions/", {**ASSUMED, field: typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'id="field-{field}-error"' in answer.content.decode()
    assert not ReportPlan.objects.exists()


def test_equal_answers_and_equal_assumptions_write_nothing(system):
    answers = Answers(LastReport.NONE, None, Asked.NO, "", None)
    keep_answers(HOUSE, system, answers)
    keep_assumptions(HOUSE, system, assumed=DEFAULTS, months=6)
    before = JournalEntry.objects.count()
    keep_answers(HOUSE, system, answers)
    keep_assumptions(HOUSE, system, assumed=DEFAULTS, months=6)
    assert JournalEntry.objects.count() == before


def test_r128_a_renewing_company_is_told_type_2_with_the_last_report_and_the_contracts(lead):
    renewing = {"last_report": "type_2", "last_on": "2026-01-31", "asked": "yes", "contracts": "Acme, §9"}
    page = words(lead.post("/report-type/answers/", {**ANSWERS, **renewing}, follow=True))
    assert re.search(r"Recommendation ?Type 2", page)
    assert "the last report was a Type 2 whose period ended on 31 Jan 2026" in page
    assert "A Type 2 is asked for by: Acme, §9." in page
    assert "By the answers of Ada" in page
    assert JournalEntry.objects.order_by("-seq").first().act == "readiness.keep_answers"


def test_r128_before_anybody_answered_nothing_is_recommended(lead):
    page = words(lead.get("/report-type/"))
    assert "Nobody has answered yet." in page


@pytest.mark.parametrize(
    "field, typed, said",
    [
        ("needed_by", "2020-01-01", "1 Jan 2020 is in the past."),
        ("needed_by", "soon", "That is no day."),
        ("last_report", "type_3", "Select a valid choice"),
        ("last_on", "2025-01-01", "There is a date, and no last report."),
    ],
)
def test_r128_answers_that_cannot_be_are_refused_beside_their_field(lead, field, typed, said):
    answer = lead.post("/report-type/answers/", {**ANSWERS, field: typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'id="field-{field}-error"' in answer.content.decode()
    assert not ReportPlan.objects.exists()


def test_r123_the_quick_start_lays_a_schedule_with_dates(lead, system):
    day = report_plan(system, at=clock.now()).estimate.as_of.latest
    page = words(lead.post("/report-type/start/", {"as_of": day.isoformat()}, follow=True))
    for step in ("Engage a firm", "Settle the scope", "Close the gaps", "Gather evidence", "Fieldwork"):
        assert step in page
    assert "Laid by Ada" in page
    laid = last_quick_start(system)
    assert laid.as_of_on == day
    assert not laid.is_at_best
    assert {step.key: step.due_on for step in laid.steps}["as_of"] == day
    last = JournalEntry.objects.order_by("-seq").first()
    assert (last.act, last.after["as_of"]) == ("readiness.start_quick_path", day.isoformat())


def test_r123_an_unattainable_day_is_refused_with_counts_and_linked_names(lead, system):
    early = report_plan(system, at=clock.now()).estimate.as_of.earliest - timedelta(days=1)
    answer = lead.post("/report-type/start/", {"as_of": early.isoformat()})
    assert answer.status_code == 422
    page, found = words(answer), open_work(system, at=clock.now())
    assert "cannot be had" in page
    assert f"{found.counts[Lack.NO_OWNER]} controls without an owner" in page
    first = found.lacking[Lack.NO_OWNER][0].reference
    assert f'href="/controls/{first}/"' in answer.content.decode()
    assert f"and {found.counts[Lack.NO_OWNER] - 4} more" in page
    assert not QuickStart.objects.exists()


def test_r123_the_refusal_is_the_act_s_own_and_carries_its_reasons(system):
    with pytest.raises(DateUnattainable, match="33 criteria not rated: CC1.1, CC1.2, CC1.3 and 30 more"):
        start_quick_path(HOUSE, system, as_of=today())
    with pytest.raises(PlanRefused, match="in the past"):
        start_quick_path(HOUSE, system, as_of=today() - timedelta(days=1))


def test_r123_a_day_that_only_the_best_case_reaches_is_laid_with_a_warning(lead, system):
    day = report_plan(system, at=clock.now()).estimate.as_of.earliest
    page = words(lead.post("/report-type/start/", {"as_of": day.isoformat()}, follow=True))
    assert "Only if nothing takes longer than at best" in page


def test_r123_with_everything_in_place_today_can_be_had(system):
    all_in_place(system)
    assert start_quick_path(HOUSE, system, as_of=today()).as_of_on == today()


def test_r123_a_laid_schedule_stays_when_the_program_changes_and_says_that_it_no_longer_holds(lead, system):
    all_in_place(system)
    start_quick_path(HOUSE, system, as_of=today())
    before = last_quick_start(system)
    Rating.objects.all().delete()
    assert last_quick_start(system) == before
    assert "By today's facts this day can no longer be had" in words(lead.get("/report-type/")).replace(
        "&#39;", "'"
    )


@pytest.mark.parametrize("typed, said", [("2020-01-01", "is in the past"), ("", "This field is required")])
def test_r123_a_day_that_is_none_is_refused_beside_its_field(lead, typed, said):
    answer = lead.post("/report-type/start/", {"as_of": typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'id="field-as_of-error"' in answer.content.decode()


@pytest.mark.usefixtures("_library", "db")
def test_with_nothing_adopted_the_page_says_what_the_ranges_stand_on(client):
    a_system(adopted=False)
    client.force_login(a_person(Role.LEAD))
    page = words(client.get("/report-type/"))
    assert "No control is in use yet" in page
    assert "No schedule was laid yet." in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE, Role.EXECUTIVE])
def test_only_the_lead_and_the_administrator_plan(system, role):
    actor = a_person(role).actor()
    with pytest.raises(NotAllowed):
        keep_answers(actor, system, Answers(LastReport.NONE, None, Asked.NO, "", None))
    with pytest.raises(NotAllowed):
        keep_assumptions(actor, system, assumed=DEFAULTS, months=6)
    with pytest.raises(NotAllowed):
        start_quick_path(actor, system, as_of=today())


def test_who_may_change_nothing_reads_the_page_and_is_offered_no_form(auditor):
    page = auditor.get("/report-type/").content.decode()
    assert 'method="post" action="/report-type' not in page
    for path in ("answers", "assumptions", "start"):
        assert auditor.post(f"/report-type/{path}/").status_code == 403


def test_an_employee_and_a_stranger_do_not_see_it(client, system):
    assert client.get("/report-type/").status_code == 302
    client.force_login(a_person(Role.EMPLOYEE, "Eli"))
    assert client.get("/report-type/").status_code == 403


def test_the_page_promises_nothing_that_only_a_firm_may_say(lead, system):
    lead.post("/report-type/answers/", {**ANSWERS, "asked": "unknown"})
    page = words(lead.get("/report-type/"))
    assert "it is no opinion" in page
    assert not BANNED.search(page.replace("Compliance lead", ""))


def test_the_page_costs_the_same_however_much_is_kept(lead, system, django_assert_max_num_queries):
    with django_assert_max_num_queries(45) as first:
        lead.get("/report-type/")
    keep_assumptions(HOUSE, system, assumed={**DEFAULTS, "fix": Span(1, 2)}, months=6)
    all_in_place(system)
    for _ in range(3):
        start_quick_path(HOUSE, system, as_of=today())
    with django_assert_max_num_queries(len(first) + 11):
        assert lead.get("/report-type/").status_code == 200
