"""The register of incidents is sealed like any system's evidence, and its control tests answer over it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.tests.people import HOUSE
from attestry.connectors.queries import all_tables
from attestry.control_tests.cases import answer
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.definition import Case
from attestry.incidents.actions.deciding import plan_notice
from attestry.incidents.actions.exercising import record_exercise
from attestry.incidents.actions.reporting import report_incident
from attestry.incidents.models import Incident
from attestry.incidents.register.streams import STREAMS
from attestry.incidents.rules.telling import Duty
from attestry.kit import clock

pytestmark = pytest.mark.django_db


def outcomes(test_id):
    found = [one for stream in STREAMS.values() for one in stream(None) if hasattr(one, "rows")]
    given = {
        one.table: [
            {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
            for row in one.rows
        ]
        for one in found
    }
    case = Case.model_validate({"name": "now", "given": given, "as_of": clock.now().isoformat()})
    answered = answer(definitions()[f"incidents-{test_id}"], case, all_tables())
    return {key: str(outcome) for key, outcome in answered.outcomes.items()}


def test_the_control_tests_see_no_exercise_a_late_notice_and_a_closing_without_a_cause(today, max_):
    assert outcomes("exercised-yearly") == {"none": "fail"}
    held = record_exercise(
        HOUSE, title="Leak", held_on=today.date(), scenario="A leak.", findings="None.",
        participants=[max_], has_leadership=True,
    )  # fmt: skip
    assert outcomes("exercised-yearly") == {str(held.pk): "pass"}
    made = report_incident(HOUSE, title="Leak", summary="Seen.")
    notice = plan_notice(HOUSE, made, duty=Duty.GDPR_AUTHORITY, audience="The authority")
    assert outcomes("notices-in-time") == {str(notice.pk): "not_applicable"}
    with clock.simulated(today + timedelta(hours=73)):
        assert outcomes("notices-in-time") == {str(notice.pk): "fail"}
    assert outcomes("closed-with-cause") == {}
    Incident.objects.update(closed_at=today)
    assert outcomes("closed-with-cause") == {str(made.pk): "fail"}
