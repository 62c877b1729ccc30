"""A list of completions: handed in, looked at, taken in."""

from __future__ import annotations

from attestry.accounts.importing import list_view
from attestry.training.actions.completing import import_completions, plan_completions
from attestry.ui.csv_import import ListColumn, ListImport

_COLUMNS = (
    ListColumn("email", "Mail address of somebody in the list of people.", needed=True),
    ListColumn("course", "Short name of the course.", needed=True),
    ListColumn("completed_on", "A day such as 2026-03-14, today or earlier.", needed=True),
    ListColumn("score", "Of 100, where the course asks for one."),
    ListColumn("version", "Which version of the course was taken: a number from 1 on."),
)


completions_import = list_view(
    "training.import_completions",
    lambda actor: ListImport(
        title="Training",
        back="training",
        lead="One line for each completion; the same person, course and day is the same completion.",
        columns=_COLUMNS,
        plan=plan_completions,
        take_in=lambda data, seen: import_completions(actor, data=data, seen=seen),
    ),
)
