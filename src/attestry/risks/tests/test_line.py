"""What is kept of risks decides, by way of sealed evidence and control tests, how controls stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from attestry.accounts.queries import user_of
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.tests.registers import registers_home, standing
from attestry.kit import clock
from attestry.people.tests.acting import HOUSE, a_person
from attestry.risks.actions.accepting import accept_risk
from attestry.risks.actions.assessing import analyse_risk, evaluate_risk, finish_treatment, identify_risk
from attestry.risks.actions.keeping import retire_risk
from attestry.risks.rules.scale import Treatment

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def home(tmp_path):
    with clock.simulated(NOW), registers_home(tmp_path / "home", "RSK-03", "RSK-06"):
        a_sound_register()
        yield


def a_sound_register():
    """A risk that was accepted, and a grave one whose treatment is done: no test answers over nothing."""
    a_person("Chief")
    somebody("Chief", Role.EXECUTIVE)
    accepted = evaluated("Insured", Treatment.ACCEPT)
    accept_risk(
        user_of("chief@example.org").actor(), accepted, reason="It is insured.", expires_on=date(2027, 6, 1)
    )
    grave = evaluated("Grave", Treatment.MITIGATE, likelihood=3, impact=4, treatment_plan="A lock.")
    finish_treatment(HOUSE, grave, treated_on=NOW.date())


def evaluated(title, treatment, **more):
    risk = analyse_risk(
        HOUSE, identify_risk(HOUSE, title=title, owner=a_person(title)), likelihood=4, impact=4
    )
    told = {"likelihood": 2, "impact": 2, "review_on": date(2027, 9, 1), **more}
    return evaluate_risk(HOUSE, risk, treatment=treatment, **told)


def test_an_acceptance_without_an_approver_fails_its_control_until_somebody_senior_accepts():
    risk = evaluated("Outage", Treatment.ACCEPT)
    outcome, why = standing("risks", "RSK-03", NOW + HOUR)
    assert (outcome, "was accepted by somebody other than its owner" in why) == ("fail", True)
    accept_risk(
        user_of("chief@example.org").actor(), risk, reason="It is insured.", expires_on=date(2026, 6, 1)
    )
    assert standing("risks", "RSK-03", NOW + 2 * HOUR)[0] == "pass"
    assert standing("risks", "RSK-03", datetime(2026, 6, 2, tzinfo=UTC))[0] == "fail"


def test_an_overdue_review_fails_and_a_retired_risk_is_asked_no_more():
    risk = evaluated("Outage", Treatment.AVOID, review_on=date(2026, 9, 1))
    assert standing("risks", "RSK-03", NOW + HOUR)[0] == "pass"
    late = datetime(2026, 9, 2, tzinfo=UTC)
    outcome, why = standing("risks", "RSK-03", late)
    assert (outcome, "looked at again in time" in why) == ("fail", True)
    with clock.simulated(late):
        retire_risk(HOUSE, risk, reason="Sold.")
    assert standing("risks", "RSK-03", late + HOUR)[0] == "pass"


def test_a_treatment_that_is_late_fails_until_it_is_done():
    plan = {"treatment_plan": "A second site.", "treatment_due_on": date(2026, 4, 1)}
    risk = evaluated("Outage", Treatment.MITIGATE, **plan)
    assert standing("risks", "RSK-06", NOW + HOUR)[0] == "pass"
    late = datetime(2026, 4, 2, tzinfo=UTC)
    outcome, why = standing("risks", "RSK-06", late)
    assert (outcome, "is done by its day" in why) == ("fail", True)
    with clock.simulated(late):
        finish_treatment(HOUSE, risk, treated_on=late.date())
    assert standing("risks", "RSK-06", late + HOUR)[0] == "pass"
