"""Known weaknesses: which are overdue, by how much, and which are excepted until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from attestry.accounts.access import actor_of
from attestry.effectiveness.queries.vulnerabilities import TEST, vulnerabilities
from attestry.effectiveness.rules.vulnerabilities import SEVERITIES, Standing, Vulnerability
from attestry.scope.queries.naming import system_name
from attestry.ui.as_of import moment
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Choice, Column, Filter, Listing, Option, read_choice

_COLUMNS = (
    Column("what", "Weakness"),
    Column("severity", "Severity"),
    Column("standing", "Stands"),
    Column("open", "Days open", numeric=True),
    Column("over", "Days over", numeric=True),
    Column("by", "Fix by"),
    Column("owner", "Owner"),
)
_HEADER = (
    "vulnerability_id", "what", "severity", "stands", "found_on", "fixed_on", "days_open", "days_allowed",
    "days_over", "fix_by", "accepted_until", "accepted_by", "owner", "reason",
)  # fmt: skip


@require_safe
def vulnerability_list(request: HttpRequest) -> HttpResponseBase:
    """Every weakness, the longest overdue first; as CSV where asked for."""
    asked = moment(request.GET)
    seen = vulnerabilities(asked.at, asked.known_at)
    filters = _filters(seen.found)
    choice = read_choice(request.GET, _COLUMNS, filters, sort="-over")
    chosen = _sorted([one for one in seen.found if _fits(one, choice)], choice)
    if request.GET.get("format") == "csv":
        return csv_answer("vulnerabilities.csv", _HEADER, (_row(one) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    late = [one for one in seen.found if one.standing is Standing.OVERDUE]
    context = {
        "seen": seen,
        "listing": Listing(_COLUMNS, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters),
        "overdue": {
            severity: (sum(one.severity == severity for one in late),
                       sum(one.severity == severity and not one.fixed_on for one in seen.found))
            for severity in SEVERITIES
        },
        "worst": max(late, key=lambda one: one.days_over, default=None),
        "test_id": TEST,
        "may": actor_of(request).may,
        "moment": asked,
        "system_name": system_name(),
        **asked.chosen(),
    }  # fmt: skip
    return render(request, "effectiveness/vulnerabilities.html", context)


def _filters(found: Sequence[Vulnerability]) -> tuple[Filter, ...]:
    stands = tuple(
        Option(one.value, one.value.capitalize(), sum(x.standing is one for x in found)) for one in Standing
    )
    severities = tuple(
        Option(one, one.capitalize(), sum(x.severity == one for x in found)) for one in SEVERITIES
    )
    return (Filter("stands", "Stands", stands), Filter("severity", "Severity", severities))


def _fits(one: Vulnerability, choice: Choice) -> bool:
    stands, severity = choice.filters.get("stands"), choice.filters.get("severity")
    return (
        stands in (None, one.standing)
        and severity in (None, one.severity)
        and choice.search.lower() in f"{one.item_id} {one.what} {one.owner}".lower()
    )


def _sorted(found: list[Vulnerability], choice: Choice) -> list[Vulnerability]:
    order = list(Standing)
    keys: dict[str, Callable[[Vulnerability], Any]] = {
        "what": lambda one: one.what.lower(),
        "severity": lambda one: _rank(one.severity),
        "standing": lambda one: order.index(one.standing),
        "open": lambda one: -1 if one.days_open is None else one.days_open,
        "over": lambda one: (one.standing is Standing.OVERDUE, one.days_over, -_rank(one.severity)),
        "by": lambda one: one.fix_by or date.max,
        "owner": lambda one: one.owner.lower(),
    }
    return sorted(found, key=keys[choice.sort or "over"], reverse=choice.is_descending)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _row(one: Vulnerability) -> tuple[object, ...]:
    return (
        one.item_id, one.what, one.severity, one.standing.value, one.found_on or "", one.fixed_on or "",
        "" if one.days_open is None else one.days_open, one.days_allowed or "", one.days_over,
        one.fix_by or "", one.accepted_until or "", one.accepted_by, one.owner, one.reason,
    )  # fmt: skip
