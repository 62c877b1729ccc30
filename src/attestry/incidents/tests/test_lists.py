"""The list of incidents: its order, filters, files taken out and handed in, and what a page costs."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.accounts.tests.people import HOUSE
from attestry.effectiveness.tests.reading import said
from attestry.incidents.actions.importing import import_incidents
from attestry.incidents.models import Incident
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.incidents.tests.acts import an_incident
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.kit.errors import Invalid
from attestry.ui.tests.lists import looked_at

HEADER = "title,summary,detected_at,severity,contained_at,resolved_at,affects_customers,root_cause,timeline\n"


def listed(answer):
    return answer.content.decode().partition("Every incident")[2]


def test_the_list_filters_sorts_and_is_told_as_csv(lead, today):
    first = an_incident(title="=cmd()", severity=Severity.CRITICAL)
    an_incident(title="Outage", kind=IncidentKind.AVAILABILITY, summary="The disk was full.")
    an_incident(title="Worst", severity=Severity.HIGH)
    assert "Outage" not in said(lead.get("/incidents/?severity=critical"))
    assert "Next: =cmd()" in said(lead.get("/incidents/"))
    assert f"/incidents/{first.pk}/" not in listed(lead.get("/incidents/?kind=availability"))
    assert "Outage" in said(lead.get("/incidents/?q=disk"))
    assert "Nothing matches" in said(lead.get("/incidents/?notices=late"))
    for sort in ("title", "-severity", "state", "lead", "next_due_at"):
        assert lead.get(f"/incidents/?sort={sort}").status_code == 200
    page = said(lead.get("/incidents/?sort=severity"))
    page = page.partition("Every incident")[2]
    assert page.index("cmd") < page.index("Worst") < page.index("Outage")
    told = b"".join(lead.get("/incidents/?format=csv").streaming_content).decode()
    assert "'=cmd()" in told
    assert "Outage" in told


def test_a_list_that_was_taken_out_is_handed_in_again_and_changes_nothing(lead, today):
    an_incident()
    file = io.BytesIO(b"".join(lead.get("/incidents/?format=csv").streaming_content))
    file.name = "incidents.csv"
    assert "This list changes nothing" in said(lead.post("/incidents/import/", {"file": file}))
    assert Incident.objects.count() == 1


def test_a_list_is_shown_before_it_is_taken_in_and_taken_in_as_it_was_seen(lead, today):
    def handed_in(row):
        file = io.BytesIO(f"{HEADER}{row}\n".encode())
        file.name = "incidents.csv"
        return lead.post("/incidents/import/", {"file": file})

    count = JournalEntry.objects.count()
    shown = handed_in("<script>Leak,A bucket was open.,2026-01-02T10:00Z,high,,,yes,,")
    assert "<script>Leak" not in shown.content.decode()
    assert "Would be added" in said(shown)
    assert (Incident.objects.count(), JournalEntry.objects.count()) == (0, count), "nothing of it is kept"
    done = lead.post("/incidents/import/", looked_at(shown), follow=True)
    assert "Incidents: 1 added, 0 changed, 0 as they were." in said(done)
    other = handed_in("Fire,Smoke.,2026-01-02T10:00Z,,,,,,")
    an_incident(title="Fire", detected_at=clock.from_text("2026-01-02T10:00Z"))
    assert lead.post("/incidents/import/", looked_at(other)).status_code == 409
    wrong = handed_in("B,S,yesterday,grave,,,perhaps,,")
    assert wrong.status_code == 422
    for words in ("line 2: detected_at", "line 2: severity", "line 2: affects_customers"):
        assert words in said(wrong), "every wrong cell is named"


def test_incidents_of_the_past_are_taken_in_and_stay_open_until_they_are_whole(today):
    times = "2025-11-03T10:00Z,high,2025-11-03T12:00Z,2025-11-04"
    row = f"Leak,A bucket was open.,{times},yes,No review.,Closed it."
    assert str(import_incidents(HOUSE, f"{HEADER}{row}\n".encode())).startswith("1 added")
    made = Incident.objects.get()
    assert (made.state, made.severity, made.affects_customers) == ("resolved", "high", True)
    assert (made.root_cause, made.entries.get().words, made.reviewed_on) == ("No review.", "Closed it.", None)
    assert import_incidents(HOUSE, f"{HEADER}{row}\n".encode()).unchanged_count == 1
    assert Incident.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("B,S,yesterday,,,,,,", "line 3: detected_at: “yesterday” is no time"),
        ("B,S,,,,,,,", "line 3: detected_at: it is empty"),
        ("B,S,2026-04-01,,,,,,", "line 3: detected_at: this time is to come"),
        ("B,S,2026-01-02,grave,,,,,", "line 3: severity: “grave” is none of"),
        ("B,S,2026-01-02,,2026-01-01,,,,", "line 3: contained_at: this is before"),
        ("B,S,2026-01-02,,,2026-01-03,,,", "line 3: It is not contained yet"),
        (",S,2026-01-02,,,,,,", "line 3: title: an incident needs it"),
    ],
)
def test_a_file_with_one_wrong_line_is_refused_whole(today, row, words):
    with pytest.raises(Invalid, match=words):
        import_incidents(HOUSE, f"{HEADER}A,S,2026-01-02,,,,,,\n{row}\n".encode())
    assert not Incident.objects.exists()


@pytest.mark.parametrize("path", ["/incidents/", "/incidents/1/"])
def test_pages_cost_the_same_queries_for_many_incidents(lead, today, path):
    def cost():
        with CaptureQueriesContext(connection) as made:
            lead.get(path.replace("1", str(Incident.objects.order_by("pk").first().pk)))
        return len(made)

    an_incident()
    lead.get("/incidents/")
    before = cost()
    for number in range(30):
        an_incident(title=f"I{number}")
    assert cost() == before
