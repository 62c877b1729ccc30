"""R160: a risk is identified, analysed and evaluated; and who may accept what remains."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import NotAllowed
from attestry.people.tests.acting import HOUSE, a_person
from attestry.risks.actions.accepting import accept_risk
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk, identify_risk
from attestry.risks.errors import NotSeniorEnough, RiskRefused, RiskTaken, StageSkipped
from attestry.risks.models import RiskAcceptance
from attestry.risks.rules.scale import Level, Treatment
from attestry.risks.rules.seniority import is_above

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def the_day():
    with clock.simulated(datetime(2026, 3, 10, 9, tzinfo=UTC)):
        yield


def _evaluated(owner):
    risk = analyse_risk(HOUSE, identify_risk(HOUSE, title="Outage", owner=owner), likelihood=5, impact=4)
    return evaluate_risk(
        HOUSE, risk, likelihood=3, impact=4, treatment=Treatment.MITIGATE, review_on=NEXT_YEAR
    )


def test_r160_a_risk_is_identified_analysed_and_evaluated_and_no_stage_is_skipped():
    risk = identify_risk(HOUSE, title="Outage", owner=a_person("Ada"))
    said = {"likelihood": 3, "impact": 4, "treatment": Treatment.MITIGATE, "review_on": NEXT_YEAR}
    with pytest.raises(StageSkipped, match="not analysed"):
        evaluate_risk(HOUSE, risk, **said)
    with clock.simulated(datetime(2026, 3, 11, tzinfo=UTC)):
        risk = analyse_risk(HOUSE, risk, likelihood=5, impact=4)
    with clock.simulated(datetime(2026, 3, 12, tzinfo=UTC)):
        risk = evaluate_risk(HOUSE, risk, **said)
    stages = (risk.identified_on, risk.analysed_on, risk.evaluated_on)
    assert [day.day for day in stages] == [10, 11, 12]
    assert (risk.inherent_level, risk.residual_level) == (Level.CRITICAL, Level.HIGH)
    assert JournalEntry.objects.filter(subject=risk.subject).count() == 3


def test_an_analysis_made_anew_asks_for_a_new_evaluation():
    risk = analyse_risk(HOUSE, _evaluated(a_person("Ada")), likelihood=2, impact=2)
    assert (risk.evaluated_on, risk.residual_level) == (None, None)


def test_a_value_off_the_scale_more_risk_than_before_and_a_review_in_the_past_are_refused():
    ada = a_person("Ada")
    risk = _evaluated(ada)
    said = {"likelihood": 1, "impact": 1, "treatment": Treatment.AVOID, "review_on": NEXT_YEAR}
    for wrong in ({"likelihood": 0}, {"impact": 6}, {"likelihood": 5, "impact": 5}):
        with pytest.raises(RiskRefused):
            evaluate_risk(HOUSE, risk, **{**said, **wrong})
    with pytest.raises(RiskRefused, match="review_on"):
        evaluate_risk(HOUSE, risk, **{**said, "review_on": date(2026, 3, 10)})
    with pytest.raises(RiskTaken):
        identify_risk(HOUSE, title="outage", owner=ada)


def test_somebody_above_the_owner_accepts_and_the_owner_a_colleague_and_the_house_do_not():
    boss, chief = a_person("Boss"), a_person("Chief")
    ada, ben = a_person("Ada", manager_email=boss.email), a_person("Ben")
    risk = _evaluated(ada)
    said = {"reason": "It is insured.", "expires_on": NEXT_YEAR}
    for person, role in ((ada, Role.LEAD), (ben, Role.LEAD)):
        with pytest.raises(NotSeniorEnough):
            accept_risk(somebody(person.name, role).actor(), risk, **said)
    with pytest.raises(NotSeniorEnough):
        accept_risk(HOUSE, risk, **said)
    assert not RiskAcceptance.objects.exists()
    accepted = accept_risk(somebody("Boss", Role.LEAD).actor(), risk, **said)
    assert (accepted.accepted_by, accepted.score) == (boss, 12)
    assert accepted.holds(NEXT_YEAR)
    assert not accepted.holds(date(2027, 3, 2))
    assert accept_risk(somebody("Chief", Role.EXECUTIVE).actor(), risk, **said).accepted_by == chief


def test_an_executive_does_not_accept_what_they_own_and_an_employee_accepts_nothing():
    risk = _evaluated(a_person("Chief"))
    said = {"reason": "It is insured.", "expires_on": NEXT_YEAR}
    with pytest.raises(NotSeniorEnough):
        accept_risk(somebody("Chief", Role.EXECUTIVE).actor(), risk, **said)
    with pytest.raises(NotAllowed, match="may not do"):
        accept_risk(somebody("Eve", Role.EMPLOYEE).actor(), risk, **said)


def test_nobody_is_above_themselves_and_a_circle_ends():
    assert is_above(3, 1, {1: 2, 2: 3, 3: None})
    assert not is_above(1, 1, {1: 2, 2: 1})
    assert not is_above(9, 1, {1: 2, 2: 1})
