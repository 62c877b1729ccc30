"""What the records tell of a letter's days: each kind of change, with where it is recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.accounts.tests.people import HOUSE
from attestry.bridge_letters.queries.changes import told_between
from attestry.bridge_letters.rules.change import ChangeKind, Source
from attestry.bridge_letters.tests.scene import FROM, LATER, UNTIL, a_high_issue, a_run
from attestry.control_tests.models import Aspect, Result
from attestry.control_tests.rules.outcome import Outcome
from attestry.controls.actions.adopting import adopt_control, go_live, retire_control
from attestry.controls.models import Control
from attestry.incidents.actions.reporting import report_incident
from attestry.incidents.rules.standing import Severity
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.remediation.models import Task
from attestry.scope.actions.drawing import add_component
from attestry.scope.actions.sharing import add_subservice_organization
from attestry.scope.models import System
from attestry.scope.rules.promises import Method
from attestry.scope.rules.system import ComponentKind, Verdict
from attestry.vendors.actions.keeping import add_vendor, end_vendor
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

IN_JULY = datetime(2026, 7, 14, 9, tzinfo=UTC)
BEFORE = datetime(2026, 7, 6, 9, tzinfo=UTC) - timedelta(days=10)


def told(kind: ChangeKind, *, from_on=FROM, until_on=UNTIL):
    return [one for one in told_between(from_on, until_on).changes if one.kind is kind]


def a_live_control(scene, at=IN_JULY) -> Control:
    with clock.simulated(at):
        control = adopt_control(HOUSE, Control.objects.get(key="CHG-02"), owner=scene.lead)
        return go_live(HOUSE, control)


def judged(outcome: Outcome, at: datetime, *, holds_for=timedelta(days=200)) -> Result:
    """A person's result about that day, which came to be known later."""
    return Result.objects.create(
        test_id="manual-chg-02-operation",
        aspect=Aspect.OPERATION,
        control_id="CHG-02",
        conclusion="Every pull request of the week was looked at.",
        as_of=at,
        recorded_at=clock.now(),
        holds_until=at + holds_for,
        verdict=outcome.value,
        entry_seq=a_run(at - timedelta(days=60)).entry_seq,
    )


def test_a_control_that_changed_is_told_with_the_acts_of_the_journal(scene):
    control = a_live_control(scene)
    with clock.simulated(IN_JULY + timedelta(days=3)):
        retire_control(HOUSE, control, reason="Replaced.")
    (one,) = told(ChangeKind.CONTROL)
    acts = JournalEntry.objects.filter(subject="control:CHG-02").order_by("seq")
    assert one.sources == tuple(Source("journal", str(each.seq)) for each in acts)
    assert "Adopted" in one.words
    assert told(ChangeKind.CONTROL, from_on=date(2026, 7, 20)) == []


def test_a_control_that_is_in_force_on_no_day_of_these_is_no_change(scene):
    with clock.simulated(IN_JULY):
        retire_control(HOUSE, Control.objects.get(key="CHG-03"), reason="Not ours.")
    assert told(ChangeKind.CONTROL) == []


def test_a_control_that_failed_is_told_from_when_to_when_and_bars_the_claim_while_it_fails(scene):
    a_live_control(scene)
    failed = judged(Outcome.FAIL, IN_JULY + timedelta(days=5))
    (one,) = told(ChangeKind.OUTCOME)
    assert one.sources == (Source("entry", str(failed.entry_seq)),)
    assert one.bars_no_change
    assert "still fails" in one.words
    judged(Outcome.PASS, IN_JULY + timedelta(days=9))
    (one,) = told(ChangeKind.OUTCOME)
    assert not one.bars_no_change
    assert "nothing of it fails" in one.words
    assert told(ChangeKind.OUTCOME, from_on=date(2026, 8, 20)) == [] or "19 Jul" in one.words


def test_a_control_whose_evidence_ran_out_is_told(scene):
    a_live_control(scene)
    judged(Outcome.PASS, IN_JULY, holds_for=timedelta(days=10))
    (one,) = told(ChangeKind.UNSEEN)
    assert one.title.startswith("CHG-02")
    assert one.bars_no_change
    assert told(ChangeKind.UNSEEN, until_on=date(2026, 7, 20)) == []


def test_controls_of_which_no_test_speaks_are_named(scene):
    assert told_between(FROM, UNTIL).unspoken == ()
    a_live_control(scene)
    assert told_between(FROM, UNTIL).unspoken == ("CHG-02",)


def test_evidence_reaches_to_the_last_pass_over_the_tests(scene):
    assert told_between(FROM, UNTIL).reaches_on == date(2026, 8, 31)
    assert told_between(FROM, date(2026, 7, 31)).reaches_on is None
    a_run(datetime(2026, 7, 30, 9, tzinfo=UTC))
    assert told_between(FROM, date(2026, 7, 31)).reaches_on == date(2026, 7, 30)


@pytest.mark.parametrize("severity", list(Severity))
def test_an_incident_of_these_days_is_told_and_an_open_serious_one_has_to_be_disclosed(scene, severity):
    with clock.simulated(IN_JULY):
        made = report_incident(HOUSE, title="A key leaked", summary="s", severity=severity)
    (one,) = [each for each in told(ChangeKind.INCIDENT) if each.title == "A key leaked"]
    assert one.sources[0] == Source("incident", str(made.pk))
    assert (one.must_be_disclosed, one.bars_no_change) == (severity.is_serious, severity.is_serious)


def test_an_incident_that_came_to_be_known_in_these_days_is_told_though_it_is_older(scene):
    with clock.simulated(IN_JULY):
        report_incident(HOUSE, title="Found late", summary="s", detected_at=BEFORE - timedelta(days=60))
    assert "Found late" in [one.title for one in told(ChangeKind.INCIDENT)]


def test_subservice_organizations_that_came_and_went_are_told_and_other_vendors_are_not(scene):
    said = {
        "data_held": DataHeld.PERSONAL,
        "access": Access.NONE,
        "dependence": Dependence.STOPS,
        "expected_controls": "Backups",
    }
    with clock.simulated(IN_JULY):
        add_subservice_organization(
            HOUSE,
            System.objects.get(),
            name="Rackwise",
            service="Hosting",
            method=Method.CARVE_OUT,
            why_needed="It runs the machines.",
        )
        vendor = add_vendor(HOUSE, name="Deskwise", method="carve_out", **said)
        add_vendor(HOUSE, name="Flowers", **{**said, "dependence": Dependence.LOW})
        end_vendor(HOUSE, vendor, ended_on=IN_JULY.date(), how="All was deleted.")
    found = {one.title: one.words for one in told(ChangeKind.SUBSERVICE)}
    assert set(found) == {"Rackwise", "Deskwise"}
    assert "ended" in found["Deskwise"]


def test_a_change_of_scope_is_told_by_what_it_was_done_to_and_by_nobody_s_name(scene):
    with clock.simulated(IN_JULY):
        for name in ("Ledger", "Mail"):
            add_component(
                scene.lead.actor(), System.objects.get(), kind=ComponentKind.SOFTWARE, name=name,
                verdict=Verdict.IN,
            )  # fmt: skip
    (one,) = told(ChangeKind.SCOPE, from_on=date(2026, 7, 10))
    assert one.title == "Component: added"
    assert one.words == "“Ledger” added on 14 Jul 2026; “Mail” added on 14 Jul 2026."
    assert len(one.sources) == 2


def test_an_open_issue_rated_high_is_told_and_a_closed_or_lower_one_is_not(scene):
    made = a_high_issue()
    (one,) = told(ChangeKind.ISSUE)
    assert one.must_be_disclosed
    assert one.sources[0] == Source("task", str(made.pk))
    Task.objects.filter(pk=made.pk).update(priority=3)
    assert told(ChangeKind.ISSUE) == []


def test_what_came_after_the_last_day_is_not_told(scene):
    with clock.simulated(LATER):
        report_incident(HOUSE, title="Too late", summary="s")
    assert "Too late" not in [one.title for one in told(ChangeKind.INCIDENT)]


def test_an_answer_is_void_once_the_record_grows(scene):
    control = a_live_control(scene)
    (before,) = told(ChangeKind.CONTROL)
    with clock.simulated(IN_JULY + timedelta(days=9)):
        retire_control(HOUSE, control, reason="Gone.")
    (after,) = told(ChangeKind.CONTROL)
    assert (before.key, before.digest() == after.digest()) == (after.key, False)


def test_what_changed_is_gathered_in_a_constant_number_of_queries(scene):
    a_high_issue()
    with clock.simulated(IN_JULY):
        a_subservice_vendor("Host")
    few = queries()
    for number in range(6):
        a_high_issue(f"Issue {number}")
        with clock.simulated(IN_JULY):
            report_incident(HOUSE, title=f"Incident {number}", summary="s")
            a_subservice_vendor(f"Host {number}")
    assert queries() == few <= 30


def a_subservice_vendor(name: str) -> None:
    add_vendor(
        HOUSE,
        name=name,
        method="carve_out",
        expected_controls="Backups",
        data_held=DataHeld.PERSONAL,
        access=Access.NONE,
        dependence=Dependence.STOPS,
    )


def queries() -> int:
    told_between(FROM, UNTIL)
    with CaptureQueriesContext(connection) as asked:
        told_between(FROM, UNTIL)
    return len(asked)
