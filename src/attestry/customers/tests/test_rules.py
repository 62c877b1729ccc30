"""Which report serves which need, by hand and by property."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.customers.rules.at_risk import Stake, at_risk, at_risk_until
from attestry.customers.rules.report import (
    Held,
    Needed,
    Opinion,
    Report,
    Standing,
    lapses_on,
    met,
    met_when_due,
    months_after,
    planned_for,
)

SECURITY = frozenset({"security"})
BOTH = frozenset({"security", "availability"})
END = date(2025, 12, 31)


def held(report=Report.SOC2_TYPE2, *, categories=SECURITY, until=END, opinion=Opinion.UNMODIFIED, number=1):
    return Held(number, report, categories, until, until + timedelta(days=45), opinion, "The report")


def needed(report=Report.SOC2_TYPE2, *, categories=SECURITY, months=12, unmodified=False, due_on=None):
    return Needed(report, categories, months, unmodified, due_on)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (END, 12, date(2026, 12, 31)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
    ],
)
def test_months_keep_their_day_or_the_last_of_the_month(day, months, then):
    assert months_after(day, months) == then


def test_a_report_serves_until_the_last_day_of_its_age_and_not_after():
    need, report = needed(), held()
    assert lapses_on(need, report) == date(2027, 1, 1)
    assert met(need, [report], date(2026, 12, 31)).standing is Standing.LAPSES_SOON
    assert met(need, [report], date(2027, 1, 1)).standing is Standing.LAPSED
    assert met(need, [report], date(2026, 10, 31)).standing is Standing.MET
    assert met(needed(months=None), [report], date(2030, 1, 1)).standing is Standing.MET


def test_no_report_serves_before_it_was_issued():
    issued = END + timedelta(days=45)
    assert met(needed(), [held()], issued - timedelta(days=1)).standing is Standing.MISSING
    assert met(needed(), [held()], issued).standing is Standing.MET


@pytest.mark.parametrize(
    ("asked", "there", "served"),
    [
        (Report.SOC2_TYPE1, Report.SOC2_TYPE2, True),
        (Report.SOC2_TYPE2, Report.SOC2_TYPE1, False),
        (Report.SOC3, Report.SOC2_TYPE2, True),
        (Report.SOC3, Report.SOC2_TYPE1, False),
        (Report.ISO_27001, Report.SOC2_TYPE2, False),
    ],
)
def test_a_type_2_serves_where_a_type_1_is_asked_for_and_never_the_other_way(asked, there, served):
    assert (met(needed(asked), [held(there)], date(2026, 6, 1)).standing is Standing.MET) is served


def test_categories_that_are_not_covered_are_named():
    answer = met(needed(categories=BOTH), [held()], date(2026, 6, 1))
    assert (answer.standing, answer.why) == (Standing.MISSING, "no SOC 2 Type 2 covers availability")
    assert met(needed(), [held(categories=BOTH)], date(2026, 6, 1)).standing is Standing.MET


def test_a_day_that_is_to_come_is_not_due_and_is_missing_from_it_on():
    need = needed(due_on=date(2026, 7, 1))
    assert met(need, [], date(2026, 6, 30)).standing is Standing.NOT_DUE
    assert met(need, [], date(2026, 7, 1)).standing is Standing.MISSING


def test_a_planned_report_serves_nobody_yet_and_the_first_to_come_is_named():
    later = Held(2, Report.SOC2_TYPE2, SECURITY, date(2026, 12, 31), date(2027, 2, 1), None)
    sooner = Held(3, Report.SOC2_TYPE2, SECURITY, date(2026, 6, 30), date(2026, 8, 1), None)
    assert met(needed(), [later, sooner], date(2028, 1, 1)).standing is Standing.MISSING
    today = date(2026, 3, 10)
    assert planned_for(needed(), [later, sooner], today) == sooner
    assert planned_for(needed(categories=BOTH), [later, sooner], today) is None


def test_a_planned_report_that_comes_after_the_day_or_is_too_old_on_it_does_not_count():
    planned = Held(2, Report.SOC2_TYPE2, SECURITY, date(2026, 6, 30), date(2026, 8, 1), None)

    def serves(due_on, months=12, today=date(2026, 3, 10)):
        return planned_for(needed(due_on=due_on, months=months), [planned], today) is not None

    assert serves(date(2026, 8, 1))
    assert not serves(date(2026, 7, 31)), "a day too late"
    assert serves(date(2026, 2, 1)), "it is late already, and this is what ends it"
    assert serves(date(2027, 6, 30))
    assert not serves(date(2027, 7, 1)), "older than twelve months by then"
    assert not serves(None, months=1), "older than a month when it comes"


def test_a_report_that_is_too_old_on_the_day_on_which_it_is_due_does_not_meet_it():
    today = date(2026, 6, 1)
    assert met_when_due(needed(due_on=date(2026, 12, 31)), [held()], today).standing is Standing.LAPSES_SOON
    assert met_when_due(needed(due_on=date(2027, 1, 1)), [held()], today).standing is Standing.LAPSED
    assert met_when_due(needed(due_on=date(2025, 1, 1)), [held()], today).standing is Standing.MET


days = st.dates(date(2024, 1, 1), date(2029, 1, 1))
reports = st.lists(
    st.builds(
        Held,
        st.integers(1, 9),
        st.sampled_from(Report),
        st.sampled_from([SECURITY, BOTH]),
        days,
        days,
        st.sampled_from([None, *Opinion]),
    ),
    max_size=5,
)
needs = st.builds(
    Needed,
    st.sampled_from(Report),
    st.sampled_from([SECURITY, BOTH]),
    st.one_of(st.none(), st.integers(1, 24)),
    st.booleans(),
    st.one_of(st.none(), days),
)


@given(needs, reports, days)
def test_what_serves_really_fits_is_issued_young_and_clean(need, there, on):
    answer = met(need, there, on)
    if answer.standing in (Standing.MET, Standing.LAPSES_SOON):
        assert answer.by in there
        assert answer.by.opinion is not None
        assert answer.by.available_on <= on
        assert need.categories <= answer.by.categories
        assert answer.lapses_on is None or on < answer.lapses_on
        assert not need.wants_unmodified or answer.by.opinion is Opinion.UNMODIFIED


@given(needs, reports, days)
def test_one_more_report_never_makes_it_worse(need, there, on):
    order = list(Standing)
    perfect = held(need.report, categories=BOTH, until=on - timedelta(days=46), number=99)
    with_it = met(need, [*there, perfect], on).standing
    if need.max_age_months is None or need.max_age_months > 3:
        assert order.index(with_it) >= order.index(met(need, there, on).standing)


@given(st.lists(st.tuples(st.integers(0, 1000), needs), max_size=6), reports, days)
def test_the_value_at_risk_on_any_day_is_that_of_the_last_change_before_it(told, there, on):
    stakes = [Stake(number, Decimal(value), (need,)) for number, (value, need) in enumerate(told)]
    until = on + timedelta(days=400)
    changes = at_risk_until(stakes, there, on, until)
    settled = [one for one in there if one.available_on <= on]
    for ahead in (0, 17, 133, 399):
        day = on + timedelta(days=ahead)
        last = [one for one in at_risk_until(stakes, settled, on, until) if one.on <= day][-1]
        assert last.value == at_risk(stakes, settled, day).value
    assert changes[0].on == on
