"""A list of tasks: handed in, looked at, taken in."""

from __future__ import annotations

from attestry.accounts.importing import list_view
from attestry.remediation.actions.importing import import_tasks, plan_tasks
from attestry.ui.csv_import import ListColumn, ListImport

_COLUMNS = (
    ListColumn(
        "title", "What is to be done. One that stands among the tasks left stays as it is.", needed=True
    ),
    ListColumn("deadline", "Today or later, and not before the start.", needed=True),
    ListColumn("owner", "Mail address of somebody who works here; or a team, never both, never neither."),
    ListColumn("team", "Name of a team in which somebody works."),
    ListColumn("why", "What the gap is."),
    ListColumn("verifier", "Mail address of who confirms the fix: not the owner, nobody of the team."),
    ListColumn("start", "A day such as 2026-03-14."),
    ListColumn("hours", "What it takes."),
    ListColumn("priority", "blocker, high, medium or low; medium where it is empty."),
    ListColumn("tool category", "Where the fix is a tool, such as a scanner."),
    ListColumn("cost", "What it costs."),
    ListColumn("controls", "Ids with spaces between, such as IAM-01."),
    ListColumn("criteria", "References with spaces between, such as CC6.1."),
    ListColumn("needs", "Titles of tasks that come first, with | between: of this list, or written down."),
)


tasks_import = list_view(
    "remediation.plan",
    lambda actor: ListImport(
        title="Tasks",
        back="tasks",
        lead="One line for each task.",
        columns=_COLUMNS,
        plan=plan_tasks,
        take_in=lambda data, seen: import_tasks(actor, data, seen=seen),
    ),
)
