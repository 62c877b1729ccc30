"""A list of vendors: handed in, looked at, taken in."""

from __future__ import annotations

from attestry.accounts.importing import list_view
from attestry.ui.csv_import import ListColumn, ListImport
from attestry.vendors.actions.importing import import_vendors, plan_vendors
from attestry.vendors.rules.tiering import Access, DataHeld, Dependence

_COLUMNS = (
    ListColumn("name", "What it is called. One that stands in the register already is changed.", needed=True),
    ListColumn("data_held", f"The most sensitive data it holds: {', '.join(DataHeld)}.", needed=True),
    ListColumn("access", f"How far it reaches into our systems: {', '.join(Access)}.", needed=True),
    ListColumn(
        "dependence", f"What happens to our service without it: {', '.join(Dependence)}.", needed=True
    ),
    ListColumn("service", "What it does for us."),
    ListColumn("owner_email", "Mail address of the user who answers for it."),
    ListColumn("method", "carve_out or inclusive for a subservice organization; else empty."),
    ListColumn("expected_controls", "The kinds of controls expected of one that is carved out."),
    ListColumn("started_on", "First day of the relation, such as 2026-03-14; else today."),
    ListColumn("reviewed_on", "Day of the last review, such as 2026-03-14."),
)


vendors_import = list_view(
    "vendors.import_vendors",
    lambda actor: ListImport(
        title="Vendors",
        back="vendors",
        lead="One line for each vendor; its tier follows.",
        columns=_COLUMNS,
        plan=plan_vendors,
        take_in=lambda data, seen: import_vendors(actor, data=data, seen=seen),
    ),
)
