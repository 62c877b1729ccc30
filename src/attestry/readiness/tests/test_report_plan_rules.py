from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.rules.control import State
from attestry.readiness.rules.assumptions import (
    ASSUMPTIONS,
    DEFAULTS,
    Span,
    period_warnings,
    wrong_assumptions,
    wrong_months,
)
from attestry.readiness.rules.estimate import add_months, estimate
from attestry.readiness.rules.lacks import Lack, lacks_of
from attestry.readiness.rules.quick_path import schedule, step_of, wrong_as_of
from attestry.readiness.rules.report_type import (
    Answers,
    Asked,
    LastReport,
    ReportType,
    advise,
    wrong_answers,
)

TODAY = date(2026, 3, 2)
NOTHING = dict.fromkeys(Lack, 0)
MUCH = {**NOTHING, Lack.UNRATED: 33, Lack.NOT_IN_USE: 40, Lack.NO_OWNER: 40, Lack.NO_EVIDENCE: 60}
FIRST = Answers(LastReport.NONE, None, Asked.NO, "", None)


def estimated(counts=MUCH, months=(3, 6, 12), **changed):
    return estimate(counts, {**DEFAULTS, **changed}, today=TODAY, months=months)


def advice(months=6, counts=MUCH, **said):
    answers = Answers(**{**{name: getattr(FIRST, name) for name in FIRST.__slots__}, **said})
    return advise(answers, estimated(counts, months=(months,)), months=months)


def test_r124_hours_and_days_are_what_a_person_works_out_by_hand():
    found = estimated()
    # At best 33*1 + 40*2 + 40*1 + 60*1 = 213 hours, 40 a week: 37.275 days, so 38.
    assert (found.hours.best, found.in_place.earliest) == (213, TODAY + timedelta(days=38))
    # At worst 33*2 + 40*8 + 40*2 + 60*4 = 706 hours, 20 a week: 247.1 days, so 248.
    assert (found.hours.worst, found.in_place.latest) == (706, TODAY + timedelta(days=248))
    assert found.as_of.earliest == TODAY + timedelta(days=38 + 7)
    assert found.type_1_report.earliest == found.as_of.earliest + timedelta(weeks=4 + 2)
    assert found.type_1_report.latest == found.as_of.latest + timedelta(weeks=6 + 4)


def test_r124_with_nothing_open_the_day_is_today_and_only_the_firm_is_waited_for():
    found = estimated(NOTHING)
    assert (found.as_of.earliest, found.as_of.latest) == (TODAY, TODAY)
    assert found.type_1_report.earliest == TODAY + timedelta(weeks=2 + 4 + 2)


def test_r124_a_period_begins_once_all_is_in_place_and_lasts_its_calendar_months():
    half = estimated().period(6)
    assert half.begins.earliest == TODAY + timedelta(days=38) == date(2026, 4, 9)
    assert half.ends.earliest == date(2026, 10, 8)
    assert half.report.earliest == half.ends.earliest + timedelta(weeks=4 + 2)


def test_the_last_day_of_a_short_month_stands_for_a_day_that_it_lacks():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 1), 12) == date(2027, 12, 1)


@pytest.mark.parametrize("one", ASSUMPTIONS, ids=lambda one: one.key)
def test_r124_every_assumption_moves_some_date_and_never_to_the_better_when_it_gets_worse(one):
    counts = {**MUCH, Lack.FAILING: 5}
    worse = 1 if one.is_more_better else one.most
    span = DEFAULTS[one.key]
    before, after = estimated(counts), estimated(counts, **{one.key: Span(span.best, worse)})
    pairs = [(before.as_of, after.as_of), (before.type_1_report, after.type_1_report)]
    pairs += [(a.report, b.report) for a, b in zip(before.periods, after.periods, strict=True)]
    assert all(new.latest >= old.latest and new.earliest == old.earliest for old, new in pairs)
    assert any(new.latest > old.latest for old, new in pairs)


@given(
    counts=st.fixed_dictionaries({lack: st.integers(0, 5000) for lack in Lack}),
    months=st.integers(1, 24),
    ahead=st.integers(0, 700),
)
def test_ranges_are_never_upside_down_and_a_schedule_never_runs_backwards(counts, months, ahead):
    found = estimate(counts, DEFAULTS, today=TODAY, months=[months])
    period = found.period(months)
    for one in (found.in_place, found.as_of, found.type_1_report, period.begins, period.ends, period.report):
        assert TODAY <= one.earliest <= one.latest
    as_of = found.as_of.earliest + timedelta(days=ahead)
    steps = schedule(found, DEFAULTS, as_of=as_of)
    assert all(step.from_on <= step.due_on for step in steps)
    work = [step for step in steps if step.key != "firm"]
    assert work[0].from_on == TODAY
    assert [one.due_on for one in work] == sorted(one.due_on for one in work)
    assert next(step for step in work if step.key == "as_of").due_on == as_of
    assert [step_of(step.record()) for step in steps] == list(steps)


def test_assumptions_at_their_limits_still_give_dates():
    wildest = {one.key: Span(one.most, one.most) for one in ASSUMPTIONS} | {"weekly": Span(1, 1)}
    assert not wrong_assumptions(wildest)
    found = estimate(dict.fromkeys(Lack, 10**6), wildest, today=TODAY, months=[24])
    assert found.in_place.latest.year < 2200


def test_nonsense_is_named_by_its_field():
    said = wrong_assumptions({**DEFAULTS, "adopt": Span(-1, 8), "fix": Span(9, 3), "weekly": Span(10, 20)})
    assert set(said) == {"adopt_best", "fix_worst", "weekly_worst"}
    assert wrong_months(0)
    assert wrong_months(25)
    assert not wrong_months(24)


def test_r123_a_short_or_a_long_period_is_warned_of():
    assert "Under 3 months" in period_warnings(2)[0]
    assert "Under 6 months" in period_warnings(3)[0]
    assert period_warnings(6) == period_warnings(12) == ()
    assert "Over 12 months" in period_warnings(13)[0]


def test_r123_a_day_in_the_past_or_out_of_sight_is_no_plan():
    assert "in the past" in wrong_as_of(TODAY - timedelta(days=1), today=TODAY)
    assert "two years" in wrong_as_of(TODAY + timedelta(days=731), today=TODAY)
    assert not wrong_as_of(TODAY, today=TODAY)


@pytest.mark.parametrize(
    "state, owner, outcome, evidence, expected",
    [
        (State.PROPOSED, False, None, False, (Lack.NOT_IN_USE, Lack.NO_OWNER, Lack.NO_EVIDENCE)),
        (State.ADOPTED, True, Outcome.UNKNOWN, False, (Lack.NOT_LIVE, Lack.NO_EVIDENCE)),
        (State.LIVE, True, Outcome.FAIL, True, (Lack.FAILING,)),
        (State.LIVE, True, Outcome.PASS, True, ()),
        (State.RETIRED, False, None, False, ()),
    ],
)
def test_r124_what_a_control_lacks(state, owner, outcome, evidence, expected):
    assert lacks_of(state, has_owner=owner, outcome=outcome, has_evidence=evidence) == expected


def test_r128_a_renewing_company_gets_type_2_and_the_reasons_cite_the_report_and_the_contracts():
    found = advice(
        last_report=LastReport.TYPE_1,
        last_on=date(2025, 9, 30),
        asked=Asked.YES,
        contracts="Acme master agreement, section 9",
    )
    assert found.type is ReportType.TYPE_2
    assert "the last report was a Type 1 as of 30 Sep 2025" in found.reasons[0]
    assert "Acme master agreement, section 9" in found.reasons[1]


def test_r128_a_renewal_decides_alone_and_says_what_contracts_say():
    found = advice(last_report=LastReport.TYPE_2, last_on=date(2026, 1, 31), asked=Asked.NO)
    assert found.type is ReportType.TYPE_2
    assert "a Type 2 whose period ended on 31 Jan 2026" in found.reasons[0]
    assert found.reasons[1] == "No customer or contract asks for a Type 2."
    assert "of the 67 days since 31 Jan 2026 no report speaks" in found.notes[0]


def test_r128_a_first_report_that_a_contract_asks_for_is_a_type_2_with_a_type_1_meanwhile():
    found = advice(asked=Asked.YES, contracts="Acme", needed_by=date(2026, 6, 30))
    assert found.type is ReportType.TYPE_2
    assert "a Type 2 over 6 months is in hand on 19 Nov 2026 at best" in found.notes[0]
    assert "A Type 1 is in hand on 28 May 2026 at best" in found.notes[0]


def test_r128_an_urgent_first_report_is_a_type_1():
    found = advice(needed_by=date(2026, 6, 30))
    assert found.type is ReportType.TYPE_1
    assert "It is needed by 30 Jun 2026." in found.reasons[-1]
    assert found.notes == ()


def test_r128_a_day_that_no_report_reaches_is_said():
    assert "no report is in hand by 10 Mar 2026" in advice(needed_by=date(2026, 3, 10)).notes[-1]


def test_answers_that_cannot_be_are_named_by_their_field():
    def wrong(**said):
        return set(
            wrong_answers(Answers(**{**{n: getattr(FIRST, n) for n in FIRST.__slots__}, **said}), today=TODAY)
        )

    assert wrong() == set()
    assert wrong(last_report=LastReport.TYPE_1) == {"last_on"}
    assert wrong(last_on=TODAY) == {"last_on"}
    assert wrong(last_report=LastReport.TYPE_1, last_on=TODAY + timedelta(days=1)) == {"last_on"}
    assert wrong(asked=Asked.YES, contracts=" ") == {"contracts"}
    assert wrong(needed_by=TODAY - timedelta(days=1)) == {"needed_by"}
