"""A list of answers from elsewhere: handed in, looked at, taken in; each waits for approval."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from attestry.accounts.access import actor_of, requires
from attestry.questionnaires.actions.importing import import_answers, plan_answers
from attestry.questionnaires.rules.verdict import Verdict
from attestry.ui.csv_import import ListColumn, ListImport, import_page

_COLUMNS = (
    ListColumn(
        "question", "What is asked. The same question as in the library: a new version of it.", needed=True
    ),
    ListColumn("answer", "What we answer.", needed=True),
    ListColumn("verdict", f"In short: {', '.join(Verdict)}.", needed=True),
    ListColumn("owner_email", "Mail address of whoever sees to its review.", needed=True),
    ListColumn("review_on", "Day until which it holds, such as 2026-11-30.", needed=True),
    ListColumn("source", "Where it comes from: a team, a document, a person.", needed=True),
    ListColumn(
        "evidence",
        "Controls, entries, policies or reports, such as IAM-02 entry:12. Without, it cannot be let stand.",
    ),
)


@requires("questionnaires.import")
@require_http_methods(["GET", "HEAD", "POST"])
def answers_import(request: HttpRequest) -> HttpResponseBase:
    """Take in a file, all of it or nothing."""
    what = ListImport(
        title="Answers",
        back="answers",
        lead="One line for each answer. Each waits until somebody else lets it stand.",
        columns=_COLUMNS,
        plan=plan_answers,
        take_in=lambda data, seen: import_answers(actor_of(request), data, seen=seen),
    )
    return import_page(request, what)
