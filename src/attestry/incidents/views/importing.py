"""A list of incidents of the past: handed in, looked at, taken in."""

from __future__ import annotations

from attestry.accounts.importing import list_view
from attestry.incidents.actions.importing import import_incidents
from attestry.incidents.rules.standing import IncidentKind, Severity
from attestry.journal.acts import rehearsed
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.ui.csv_import import ListColumn, ListImport

_TIME = "A time such as 2026-03-14T09:12Z"
_COLUMNS = (
    ListColumn("title", "In a few words. One of the same title and time of noticing stays.", needed=True),
    ListColumn("summary", "What happened.", needed=True),
    ListColumn("detected_at", f"{_TIME}: when it was noticed.", needed=True),
    ListColumn("kind", f"{', '.join(IncidentKind)}; {IncidentKind.SECURITY} where it is empty."),
    ListColumn("severity", f"{', '.join(Severity)}; {Severity.MEDIUM} where it is empty."),
    ListColumn("happened_at", f"{_TIME}."),
    ListColumn("contained_at", f"{_TIME}."),
    ListColumn("resolved_at", f"{_TIME}, once it was contained."),
    ListColumn("lead_email", "Mail address of somebody in the list of people."),
    ListColumn("timeline", "What was done, as one entry of the timeline."),
    ListColumn("affects_personal_data", "yes or no; empty where it is not judged."),
    ListColumn("affects_confidential_data", "yes or no; empty where it is not judged."),
    ListColumn("affects_customers", "yes or no; empty where it is not judged."),
    ListColumn("decision", "Why it was judged so."),
    ListColumn("root_cause", "What it came from."),
    ListColumn("lessons", "What was learned."),
)


incidents_import = list_view(
    "incidents.import",
    lambda actor: ListImport(
        title="Incidents",
        back="incidents",
        lead="One line for each incident; it stays open until what closing asks for is there.",
        columns=_COLUMNS,
        most=MOST_BY_ACTS,
        plan=lambda data: rehearsed(lambda: import_incidents(actor, data)),
        take_in=lambda data, seen: import_incidents(actor, data, seen=seen),
    ),
)
