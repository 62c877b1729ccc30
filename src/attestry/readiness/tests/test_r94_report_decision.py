from datetime import date, timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.readiness.actions.planning import decide_report, keep_answers
from attestry.readiness.errors import PlanRefused
from attestry.readiness.models import ReportDecision
from attestry.readiness.queries.standings import standings
from attestry.readiness.queries.would_say import would_say
from attestry.readiness.rules.estimate import add_months
from attestry.readiness.rules.report_decision import ReportDates, length_warnings
from attestry.readiness.rules.report_type import Answers, Asked, LastReport, ReportType
from attestry.readiness.tests.samples import HOUSE, a_person, a_test_of, an_answer
from attestry.readiness.tests.test_report_plan import all_in_place


def a_period(months, *, begins=None):
    begins = begins or clock.now().date() + timedelta(days=1)
    return begins, add_months(begins, months) - timedelta(days=1)


@pytest.mark.parametrize(
    ("months", "said"),
    [(2, "Under 3 months"), (5, "Under 6 months"), (6, ""), (12, ""), (13, "Over 12 months")],
)
def test_r94_a_period_that_readers_hold_against_a_type_2_wants_a_reason_and_may_be_kept(system, months, said):
    all_in_place(system)
    begins, ends = a_period(months)
    if said:
        with pytest.raises(PlanRefused, match=said) as refusal:
            decide_report(HOUSE, system, type="type_2", from_on=begins, until_on=ends)
        assert "reason" in refusal.value.fields
        assert not ReportDecision.objects.exists()
    made = decide_report(
        HOUSE, system, type="type_2", from_on=begins, until_on=ends, reason="A customer asks."
    )
    assert any(said in one for one in made.warnings) == bool(said)
    assert made.dates().months == months


def test_a_year_and_a_day_is_over_twelve_months_and_half_a_year_less_a_day_under_six():
    begins = date(2026, 1, 1)
    assert ReportDates(ReportType.TYPE_2, begins, date(2026, 6, 29)).months == 5
    assert ReportDates(ReportType.TYPE_2, begins, date(2026, 6, 30)).months == 6
    assert length_warnings(ReportDates(ReportType.TYPE_2, begins, date(2026, 12, 31))) == ()
    assert "Over 12" in length_warnings(ReportDates(ReportType.TYPE_2, begins, date(2027, 1, 1)))[0]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"type": "type_1", "from_on": date(2027, 1, 1), "until_on": date(2027, 2, 1)}, "from_on"),
        ({"type": "type_2", "until_on": date(2027, 2, 1)}, "from_on"),
        ({"type": "type_2", "from_on": date(2027, 2, 1), "until_on": date(2027, 1, 1)}, "until_on"),
        ({"type": "type_2", "from_on": date(2027, 1, 1), "until_on": date(2029, 6, 1)}, "until_on"),
        ({"type": "type_3", "until_on": date(2027, 1, 1)}, "type"),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(system, told, field):
    with pytest.raises(PlanRefused) as refusal:
        decide_report(HOUSE, system, **told, reason="Because.")
    assert set(refusal.value.fields) == {field}


def test_a_type_1_before_the_earliest_honest_day_is_warned_of_and_the_earlier_decision_stays_in_the_journal(
    system,
):
    today = clock.now().date()
    made = decide_report(HOUSE, system, type="type_1", until_on=today, reason="The board wants to see it.")
    assert "the earliest honest day of a Type 1" in made.warnings[0]
    decide_report(HOUSE, system, type="type_1", until_on=add_months(today, 20), reason="Later.")
    last = JournalEntry.objects.filter(act="readiness.decide_report").order_by("-seq").first()
    assert last.before == {"decided": made.dates().words}


def test_r92_a_decision_against_the_recommendation_says_so(system):
    all_in_place(system)
    answers = Answers(LastReport.NONE, None, Asked.YES, "Bramble Bank, clause 4", None)
    keep_answers(HOUSE, system, answers)
    day = add_months(clock.now().date(), 1)
    with pytest.raises(PlanRefused, match="The recommendation is a Type 2"):
        decide_report(HOUSE, system, type="type_1", until_on=day)
    made = decide_report(HOUSE, system, type="type_1", until_on=day, reason="<b>First</b> step.")
    assert made.reason == "<b>First</b> step."


def test_what_each_report_would_say_adds_up_to_the_controls_in_use(system):
    an_answer(a_test_of("IAM-02"), failed=2)
    found = would_say(standings(system, at=clock.now()), months=6)
    assert found.failing >= 1
    assert found.in_place + found.failing + found.unshown + found.not_live == found.controls
    assert found.operated + found.deviated + found.unobserved + found.nothing_occurred == found.controls


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EXECUTIVE])
def test_others_do_not_decide(system, role):
    with pytest.raises(NotAllowed):
        decide_report(a_person(role).actor(), system, type="type_1", until_on=date(2027, 1, 1), reason="x")


def test_a_decision_is_taken_on_its_page(lead, system):
    begins, ends = a_period(2)
    form = {"type": "type_2", "from_on": begins.isoformat(), "until_on": ends.isoformat(), "reason": ""}
    answer = lead.post("/report-type/decide/", form)
    assert answer.status_code == 422
    assert "Under 3 months" in answer.content.decode()
    page = lead.post("/report-type/decide/", {**form, "reason": "<script>y</script>"}, follow=True)
    assert "&lt;script&gt;y&lt;/script&gt;" in page.content.decode()
    assert "What each would say now" in page.content.decode()
