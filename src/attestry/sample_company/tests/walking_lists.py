"""Walking what the menu leads to, and naming each list that cannot be sorted, searched and exported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TABLE = re.compile(r'<table class="table[^"]*"[^>]*>\s*<caption[^>]*>([^<]*)')
# Tables of a page that are no lists of things, each with why.
NO_LISTS: Mapping[str, str] = {
    "Assumptions at best and at worst": "a form",
    "Assumptions with their values": "a form",
    "Categories": "the five categories, each with what it would change",
    "Controls by depth": "six sums",
    "Earliest dates by type of report": "a date for each of the types there are",
    "Frameworks in order": "a ranking in which the order is what is said",
    "Hours and cost a year, by method": "a sum for each of the three methods",
    "Items of evidence by criterion": "the figures of a picture",
    "Kinds of component and the controls performed on them": "the library's fixed kinds",
    "One more": "what one more of each of the fixed kinds would change",
    "Outcome measures of two periods": "six measures side by side",
    "Signals of the checkbox index": "the eight signals of one number",
    "What is left if each deadline is met": "the figures of a picture",
    "What is open, and the hours that it takes": "a sum for each kind of work",
}
# Where evidence is gathered and examined, and pages are made: no register of the program.
_ELSEWHERE = ("/bridge-letters/", "/connections/", "/engagements/", "/evidence/", "/gallery/")


def addresses_of_the_program(client: Any) -> list[str]:
    """What the menu and its pages' own actions lead to, as far as the program is kept there."""
    menu = client.get("/").content.decode().partition("<main")[0]
    found = set(re.findall(r'href="(/[a-z0-9/-]*)"', menu)) | {"/critical-systems/", "/customers/reports/"}
    return sorted(one for one in found if not one.startswith(_ELSEWHERE))


def lists_without(client: Any, address: str) -> Iterator[str]:
    """Each list on a page that lacks a search, a sort or an export, in words."""
    page = client.get(address).content.decode().partition("<main")[2]
    for one in _TABLE.finditer(page):
        caption = one[1].strip()
        tools = page[page.rfind('<div class="table-frame', 0, one.start()) : one.start()]
        head = page[one.end() : page.find("</thead>", one.end())]
        lacks = [
            name
            for name, is_there in (
                ("search", 'role="search"' in tools),
                ("export", "format=csv" in tools or 'href="/effort/?format=csv"' in page),
                ("sort", "sort=" in head),
            )
            if not is_there
        ]
        if lacks and caption not in NO_LISTS:
            yield f"{address}: {caption}: no {', no '.join(lacks)}"
