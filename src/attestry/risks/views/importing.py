"""A list of risks: handed in, looked at, taken in."""

from __future__ import annotations

from attestry.accounts.importing import list_view
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.risks.actions.importing import import_risks, plan_risks
from attestry.ui.csv_import import ListColumn, ListImport

_COLUMNS = (
    ListColumn(
        "title", "What may happen. One that stands in the register already stays as it is.", needed=True
    ),
    ListColumn("owner_email", "Mail address of somebody in the list of people.", needed=True),
    ListColumn("description", "How it would come about."),
    ListColumn(
        "likelihood", "1 (rare) to 5 (almost certain), before anything is done; with impact, or neither."
    ),
    ListColumn("impact", "1 (negligible) to 5 (severe), before anything is done."),
)


risks_import = list_view(
    "risks.import",
    lambda actor: ListImport(
        title="Risks",
        back="risks",
        lead="One line for each risk.",
        columns=_COLUMNS,
        most=MOST_BY_ACTS,
        plan=plan_risks,
        take_in=lambda data, seen: import_risks(actor, data, seen=seen),
    ),
)
