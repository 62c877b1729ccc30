"""The register of incidents is sealed like any system's evidence, and its control tests answer over it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from attestry import pipeline
from attestry.accounts.tests.people import HOUSE
from attestry.connectors.actions import connect_registers
from attestry.connectors.queries import all_tables
from attestry.control_tests.cases import answer
from attestry.control_tests.queries import definitions
from attestry.control_tests.rules.definition import Case
from attestry.controls.actions.adopting import adopt_control
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.models import Control
from attestry.effectiveness.queries.status import control_statuses
from attestry.effectiveness.tests.world import a_home
from attestry.frameworks.actions import sync_frameworks
from attestry.incidents.actions.deciding import (
    close_incident,
    judge_incident,
    plan_notice,
    review_incident,
    send_notice,
)
from attestry.incidents.actions.exercising import record_exercise
from attestry.incidents.actions.following_up import add_follow_up, finish_follow_up
from attestry.incidents.actions.reporting import (
    add_entry,
    contain_incident,
    report_incident,
    resolve_incident,
)
from attestry.incidents.models import Incident, IncidentNotice
from attestry.incidents.register.streams import STREAMS
from attestry.incidents.rules.standing import Severity
from attestry.incidents.rules.telling import Duty
from attestry.kit import clock
from attestry.kit.secrets import SecretBox

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
    assert outcomes("effect-judged") == {}
    Incident.objects.update(closed_at=today, resolved_at=today)
    assert outcomes("closed-with-cause") == {str(made.pk): "fail"}
    assert outcomes("effect-judged") == {str(made.pk): "fail"}


CONTROLS = ("INC-02", "INC-03", "INC-04", "INC-05", "INC-06")


@pytest.fixture
def home(tmp_path, today):
    with a_home(tmp_path / "home") as made:
        sync_frameworks(HOUSE)
        sync_control_library(HOUSE)
        for key in CONTROLS:
            adopt_control(HOUSE, Control.objects.get(key=key))
        connect_registers(HOUSE, SecretBox(settings.HOME.keys))
        yield made


def statuses(at):
    """The register is collected, the tests run over what was sealed, and the controls say how they stand."""
    with clock.simulated(at):
        (collected,) = pipeline.collect(HOUSE, progress=print, only=["incidents-register"]).collections
        assert collected.state == "complete"
        pipeline.test(HOUSE, progress=print)
        found = control_statuses(at)
    return {key: str(found[key].outcome) for key in CONTROLS}


def test_what_is_written_down_decides_by_way_of_sealed_evidence_how_controls_stand(home, today, max_):
    made = report_incident(HOUSE, title="Leak", summary="Seen.", severity=Severity.HIGH)
    notice = plan_notice(HOUSE, made, duty=Duty.CUSTOMERS, audience="Acme", hours=24)
    at = today + timedelta(hours=25)
    assert statuses(at) == {
        "INC-02": "empty", "INC-03": "empty", "INC-04": "fail", "INC-05": "empty", "INC-06": "fail",
    }  # fmt: skip
    with clock.simulated(today + timedelta(hours=26)):
        IncidentNotice.objects.update(due_at=clock.now())
        send_notice(HOUSE, notice, message="We saw a leak.")
        add_entry(HOUSE, made, words="Closed the bucket.")
        contain_incident(HOUSE, made, at=clock.now())
        resolve_incident(HOUSE, made, at=clock.now())
        touched = {"affects_personal_data": False, "affects_confidential_data": False}
        judge_incident(HOUSE, made, affects_customers=True, **touched, decision="Acme is told.")
        review_incident(HOUSE, made, root_cause="No review.", lessons="Review.")
        held = record_exercise(
            HOUSE, title="Leak", held_on=clock.now().date(), scenario="A leak.", findings="None.",
            participants=[max_], has_leadership=True,
        )  # fmt: skip
        due_on = clock.now().date()
        finish_follow_up(
            HOUSE, add_follow_up(HOUSE, exercise=held, title="Print it", owner=max_, due_on=due_on),
            outcome="On the wall.",
        )  # fmt: skip
        close_incident(HOUSE, made)
    assert statuses(today + timedelta(hours=27)) == dict.fromkeys(CONTROLS, "pass")
