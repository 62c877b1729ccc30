"""A list of customers, prospects and what they ask for: handed in, looked at, taken in."""

from __future__ import annotations

from attestry.accounts.importing import list_view
from attestry.customers.actions.importing import import_customers, plan_customers
from attestry.customers.models import Stage
from attestry.customers.rules.report import Report
from attestry.frameworks.rules import Category
from attestry.kit.csv_rows import MOST_BY_ACTS
from attestry.ui.csv_import import ListColumn, ListImport

_COLUMNS = (
    ListColumn("customer", "Who buys, or may. The same on several lines for several clauses.", needed=True),
    ListColumn("stage", f"How far the business got: {', '.join(one.value for one in Stage)}.", needed=True),
    ListColumn("annual_value", "What it is worth a year, in the currency of your books."),
    ListColumn("contract", "Which contract."),
    ListColumn("clause", "What it asks for, word for word; empty with a report: that one is provided."),
    ListColumn("consequence", "What a breach leads to."),
    ListColumn("report", f"The report asked for: {', '.join(Report)}; else empty."),
    ListColumn("categories", f"What it has to cover, with spaces between: {', '.join(Category)}."),
    ListColumn("max_age_months", "How many months old the report may be."),
    ListColumn("unmodified", "yes where its opinion has to be unmodified."),
    ListColumn("due_on", "Day by which it is owed, such as 2026-11-30."),
    ListColumn("next_review_on", "Day by which the clause is read again."),
)


customers_import = list_view(
    "customers.import",
    lambda actor: ListImport(
        title="Customers",
        back="customers",
        lead="One line for each customer or prospect, or for each clause of a contract.",
        columns=_COLUMNS,
        most=MOST_BY_ACTS,
        plan=plan_customers,
        take_in=lambda data, seen: import_customers(actor, data, seen=seen),
    ),
)
