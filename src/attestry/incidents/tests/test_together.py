"""Several incidents changed at once, and that undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.incidents.actions.leading import edit_incidents, undo_edit
from attestry.incidents.actions.reporting import add_entry, contain_incident
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import Severity
from attestry.incidents.tests.acts import an_incident
from attestry.incidents.tests.conftest import NOW
from attestry.journal.errors import BulkRefused, UndoRefused
from attestry.journal.models import BulkEdit, JournalEntry
from attestry.journal.tests.together import assert_rows_do_not_multiply
from attestry.kit import clock
from attestry.kit.errors import NotAllowed

HERE = "/incidents/together/"


def rows():
    """Every column but the instant of the last change, which a form is made from and never goes back."""
    found = Incident.objects.order_by("pk").values()
    return [{name: value for name, value in one.items() if name != "updated_at"} for one in found]


def test_several_incidents_get_a_lead_and_a_severity_and_undoing_restores_them(today, max_):
    first, second = an_incident(severity=Severity.LOW), an_incident(title="Outage")
    before = rows()
    made = edit_incidents(HOUSE, incidents=[first.pk, second.pk], lead=max_, severity=Severity.HIGH)
    assert set(Incident.objects.values_list("lead__name", "severity")) == {("Max", "high")}
    entry = JournalEntry.objects.filter(subject=first.subject).last()
    assert entry.before == {"severity": "low", "lead": None}
    assert entry.after == {"severity": "high", "lead": "max@example.org"}
    undo_edit(HOUSE, made)
    assert rows() == before
    with pytest.raises(UndoRefused, match="already"):
        undo_edit(HOUSE, made)


def test_undoing_is_refused_where_somebody_worked_on_one_since_or_its_day_is_over(today, max_):
    first, second = an_incident(), an_incident(title="Outage")
    made = edit_incidents(HOUSE, incidents=[first.pk, second.pk], lead=max_)
    add_entry(HOUSE, second, words="Asked around.")
    second.refresh_from_db()
    contain_incident(HOUSE, second, at=NOW)
    with pytest.raises(UndoRefused, match="1 incident changed since, such as “Outage”"):
        undo_edit(HOUSE, made)
    again = edit_incidents(HOUSE, incidents=[first.pk], severity=Severity.CRITICAL)
    with clock.simulated(NOW + timedelta(hours=25)), pytest.raises(UndoRefused, match="24 hours"):
        undo_edit(HOUSE, again)


def test_a_closed_incident_stops_all_and_is_named(today, max_):
    first, second = an_incident(), an_incident(title="Outage")
    Incident.objects.filter(pk=second.pk).update(closed_at=today)
    before = rows()
    with pytest.raises(BulkRefused, match="Nothing was changed: .*Outage"):
        edit_incidents(HOUSE, incidents=[first.pk, second.pk], lead=max_)
    assert rows() == before
    assert not BulkEdit.objects.exists()


def test_the_page_changes_the_ticked_ones_or_all_that_match_and_undoes_it(lead, today, max_):
    hostile = an_incident(title="<script>alert(1)</script>")
    an_incident(title="Outage")
    sent = {"chosen": [hostile.pk], "bulk-lead": max_.pk, "here": "?q=script"}
    answer = lead.post(HERE, sent, follow=True)
    page, made = answer.content.decode(), BulkEdit.objects.get()
    assert answer.redirect_chain[-1][0] == "/incidents/?q=script"
    assert "1 incident: lead Max. It can be undone until" in page
    assert f'action="{HERE}{made.pk}/undo/?q=script"' in page
    assert "<script>alert(1)" not in page
    assert "Undone" in lead.post(f"{HERE}{made.pk}/undo/", follow=True).content.decode()
    assert not Incident.objects.exclude(lead=None).exists()
    sent = {"which": "all", "here": "?q=outage", "shown": "2", "bulk-severity": "high"}
    assert "showed 2 incidents when you read it and shows 1 now" in (
        lead.post(HERE, sent, follow=True).content.decode()
    )
    lead.post(HERE, {**sent, "shown": "1"})
    assert Incident.objects.get(severity="high").title == "Outage"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.EMPLOYEE, Role.EXECUTIVE])
def test_who_does_not_work_on_incidents_changes_none_of_them(client, today, max_, role):
    incident, who = an_incident(), somebody("Eve", role)
    made = edit_incidents(HOUSE, incidents=[incident.pk], lead=max_)
    client.force_login(who)
    assert client.post(HERE, {"chosen": [incident.pk], "bulk-severity": "low"}).status_code == 403
    assert client.post(f"{HERE}{made.pk}/undo/").status_code == 403
    with pytest.raises(NotAllowed):
        undo_edit(who.actor(), made)


def test_two_hundred_incidents_cost_as_many_questions_as_ten(lead, today, max_):
    told = {
        "kind": "security",
        "severity": "low",
        "summary": "Odd.",
        "reported_by": "Lea",
        "detected_at": NOW,
    }
    made = Incident.objects.bulk_create(
        Incident(title=f"Incident {n}", recorded_at=NOW, updated_at=NOW, **told) for n in range(200)
    )
    numbers = [one.pk for one in made]
    assert_rows_do_not_multiply(lead, HERE, numbers, {"bulk-lead": max_.pk}, {"bulk-severity": "high"})
