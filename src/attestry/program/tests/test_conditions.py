from datetime import timedelta

import pytest

from attestry.kit import clock
from attestry.program.tests.test_r75_closing import holding, of
from attestry.readiness.actions.planning import decide_report, keep_answers
from attestry.readiness.rules.estimate import add_months
from attestry.readiness.rules.report_type import Answers, Asked, LastReport
from attestry.readiness.tests.samples import HOUSE, a_test_of, an_answer, rate_all
from attestry.readiness.tests.test_report_plan import all_in_place
from attestry.scope.queries.conditions import conditions_at
from attestry.scope.rules.condition import Step


def test_conditions_of_all_rooms_are_found_and_named_once(system):
    found = conditions_at(clock.now())
    keys = [(one.step, one.key) for one in found]
    assert len(keys) == len(set(keys))
    assert {one.step for one in found} >= set(Step) - {Step.EXAMINATION}
    assert all(one.title and one.why and one.url.startswith("/") for one in found)
    assert all(one.act for one in found if not one.holds)


def test_the_conditions_of_remediation_follow_the_facts(system):
    before = holding(system, Step.REMEDIATION)
    assert not before["lack-no-owner"]
    keys = all_in_place(system)
    after = holding(system, Step.REMEDIATION)
    lacks = {key: holds for key, holds in after.items() if key.startswith("lack-")}
    assert lacks == dict.fromkeys(lacks, True)
    an_answer(a_test_of(keys[0]), failed=1)
    assert not holding(system, Step.REMEDIATION)["lack-failing"]


def test_open_work_carries_the_hours_that_it_takes(system):
    found = of(system, Step.READINESS)
    assert found.hours == (33, 66)
    rate_all(system, but=("CC1.1",))
    assert of(system, Step.READINESS).hours == (1, 2)


def test_type_and_dates_are_conditions_of_step_4_and_the_period_of_step_5(system):
    assert not any(holding(system, Step.REPORT_TYPE).values())
    keep_answers(HOUSE, system, Answers(LastReport.NONE, None, Asked.YES, "Bramble Bank", None))
    today = clock.now().date()
    decide_report(
        HOUSE,
        system,
        type="type_2",
        from_on=add_months(today, -6),
        until_on=today - timedelta(days=1),
        reason="It ran.",
    )
    step_4, step_5 = holding(system, Step.REPORT_TYPE), holding(system, Step.OBSERVATION)
    assert (step_4["answered"], step_4["decided"]) == (True, True)
    assert (step_5["begun"], step_5["over"], step_5["connected"]) == (True, True, False)
    decide_report(HOUSE, system, type="type_2", from_on=today, until_on=add_months(today, 6), reason="Again.")
    later = {one.key: one for one in of(system, Step.OBSERVATION).all}
    assert (later["begun"].holds, later["over"].holds) == (True, False)
    assert "from today, both counted" in later["over"].why


@pytest.mark.parametrize("step", [Step.SCOPE, Step.REMEDIATION, Step.OBSERVATION])
def test_an_empty_program_holds_no_step_for_done(system, step):
    assert of(system, step).failing
