"""The list of policies and procedures with where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.together import Together
from attestry.kit import clock
from attestry.policies.actions.together import POLICIES, edit_policies, undo_edit
from attestry.policies.forms import TogetherForm
from attestry.policies.queries.listing import RETIRED, PolicyLine, policy_lines, template_lines
from attestry.policies.rules.standing import VersionState
from attestry.policies.views.around import around
from attestry.scope.queries.categories import the_system
from attestry.ui.bulk import BulkList
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("title", "Policy"),
    Column("state", "State"),
    Column("owner", "Owner"),
    Column("review", "Next review"),
    Column("said", "Acknowledged"),
    Column("missing", "Clauses missing", numeric=True),
)
_HEADER = (
    "key", "title", "kind", "state", "version", "digest", "owner", "effective_on", "next_review_on",
    "clauses_missing", "asked", "acknowledged",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """What stands above the list."""

    in_force: int
    waiting: int
    overdue: int
    asked: int
    said: int


@require_safe
def policies(request: HttpRequest) -> HttpResponseBase:
    """Every policy and procedure with where it stands; as CSV where asked for."""
    lines, found, choice, filters = _look(request.GET.dict())
    if request.GET.get("format") == "csv":
        return csv_answer("policies.csv", _HEADER, (_row(one) for one in found))
    start = (choice.page - 1) * PAGE_SIZE
    standing = [one for one in lines if one.state != RETIRED]
    totals = Totals(
        in_force=sum(one.in_force is not None for one in standing),
        waiting=sum(one.open_version is not None for one in standing),
        overdue=sum(one.is_review_overdue for one in standing),
        asked=sum(one.asked for one in standing),
        said=sum(one.said for one in standing),
    )
    needed = [one for one in template_lines(the_system()) if one.is_asked_for]
    context: dict[str, Any] = {
        "listing": Listing(_COLUMNS, found[start : start + PAGE_SIZE], len(found), choice, filters),
        "totals": totals,
        "standing": len(standing),
        "needed": len(needed),
        "unwritten": [one.template for one in needed if one.policy is None],
        "is_empty": not lines,
        "bulk": TOGETHER.bar(request),
        **around(request),
    }
    return render(request, "policies/policies.html", context)


def _look(
    query: Mapping[str, str],
) -> tuple[tuple[PolicyLine, ...], list[PolicyLine], Choice, tuple[Filter, ...]]:
    """Every policy, those that a query of the page shows, and how it asks for them."""
    lines = policy_lines(clock.now().date())
    filters = _filters(lines)
    choice = read_choice(query, _COLUMNS, filters, sort="title")
    return lines, _sorted([one for one in lines if _fits(one, choice)], choice), choice, filters


TOGETHER = Together(
    "policies.settle",
    BulkList(
        "policy",
        "policies",
        "policies_together",
        "policies_undo",
        lambda query: [one.policy.pk for one in _look(query)[1]],
        "policies",
    ),
    POLICIES,
    TogetherForm,
    lambda actor, chosen, given: edit_policies(actor, policies=chosen, **given),
    undo_edit,
)
policies_change, policies_undo = TOGETHER.views()


def _filters(lines: tuple[PolicyLine, ...]) -> tuple[Filter, ...]:
    states = [VersionState.PUBLISHED, VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.APPROVED]
    options = [Option(one.value, _label(one), sum(one in line.states for line in lines)) for one in states]
    options.append(Option(RETIRED, "Retired", sum(line.state == RETIRED for line in lines)))
    look = (
        Option("review", "Review overdue", sum(line.is_review_overdue for line in lines)),
        Option("clauses", "Clause missing", sum(bool(line.missing_count) for line in lines)),
        Option("owner", "No owner", sum(not line.owner for line in lines)),
    )
    return (Filter("state", "State", tuple(options)), Filter("look", "Look at", look))


def _label(state: VersionState) -> str:
    return "In force" if state is VersionState.PUBLISHED else state.label


def _fits(line: PolicyLine, choice: Choice) -> bool:
    state = choice.filters.get("state")
    look = choice.filters.get("look")
    wanting = {"review": line.is_review_overdue, "clauses": line.missing_count, "owner": not line.owner}
    words = f"{line.policy.title} {line.owner} {' '.join(line.policy.controls)}".casefold()
    return (
        (not state or state in line.states)
        and (not look or bool(wanting[look]))
        and all(word in words for word in choice.search.casefold().split())
    )


def _sorted(lines: list[PolicyLine], choice: Choice) -> list[PolicyLine]:
    keys: dict[str, Any] = {
        "title": lambda one: one.policy.title.casefold(),
        "state": lambda one: one.state,
        "owner": lambda one: (not one.owner, one.owner.casefold()),
        "review": lambda one: one.policy.next_review_on.isoformat() if one.policy.next_review_on else "9",
        "said": lambda one: one.said / one.asked if one.asked else 2,
        "missing": lambda one: one.missing_count,
    }
    return sorted(lines, key=keys[choice.sort or "title"], reverse=choice.is_descending)


def _row(line: PolicyLine) -> tuple[object, ...]:
    version = line.in_force or line.open_version
    return (
        line.policy.key, line.policy.title, line.policy.kind, line.state,
        version.number if version else "", version.digest if version else "", line.owner,
        version.effective_on if version else "", line.policy.next_review_on or "",
        line.missing_count, line.asked, line.said,
    )  # fmt: skip
