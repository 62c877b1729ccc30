"""A list of this room as a page or as CSV: sorted, searched and filtered in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from attestry.accounts.access import actor_of
from attestry.ui.csv_answer import csv_answer
from attestry.ui.listing import PAGE_SIZE, Column, Filter, Listing, read_choice

Line = TypeVar("Line")


def answer_listing(
    request: HttpRequest,
    name: str,
    lines: Sequence[Line],
    columns: tuple[Column, ...],
    filters: tuple[Filter, ...],
    *,
    keys: Mapping[str, Callable[[Line], Any]],
    words: Callable[[Line], str],
    row: Callable[[Line], Mapping[str, object]],
    also: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """The page ``readers/<name>.html`` or its rows. A filter compares with ``row``."""
    choice = read_choice(request.GET, columns, filters, sort="")
    search = choice.search.lower()
    chosen = [
        one
        for one in lines
        if search in words(one).lower()
        and all(row(one)[key] == value for key, value in choice.filters.items() if value)
    ]
    if choice.sort:
        chosen.sort(key=keys[choice.sort], reverse=choice.is_descending)
    if request.GET.get("format") == "csv":
        header = tuple(row(lines[0])) if lines else tuple(keys)
        return csv_answer(f"{name}.csv", header, (tuple(row(one).values()) for one in chosen))
    start = (choice.page - 1) * PAGE_SIZE
    listing = Listing(columns, chosen[start : start + PAGE_SIZE], len(chosen), choice, filters)
    context = {"listing": listing, "is_empty": not lines, "may": actor_of(request).may, **(also or {})}
    return render(request, f"readers/{name}.html", context)
