"""What the registers say of step 3: nothing is wanting in any of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from attestry.controls.queries.gaps import gaps_at
from attestry.controls.rules.gap import Gap
from attestry.scope.rules.condition import Condition, Step
from attestry.ui.addresses import address
from attestry.ui.words import counted_words

# How the key of a register's gaps begins, what holds when it has none, and where they are closed.
_REGISTERS = (
    ("policy", "The policies that the scope asks for are in force and whole", "policies"),
    ("people", "The list of people is kept, and so are its checklists", "people"),
    ("training", "Everybody is trained", "training"),
    ("access_reviews", "Access is reviewed", "access_reviews"),
    ("vendor", "Every vendor is known, reviewed and spoken for", "vendors"),
    ("risk", "Every risk is treated or accepted", "risks"),
    ("incident", "Incidents are understood, and exercised for", "incidents"),
    ("continuity", "Recovery is planned and tested", "continuity"),
    ("customer", "What contracts ask for is kept", "customers"),
)


def conditions(at: datetime) -> Iterator[Condition]:
    """One condition for each register that has a page, in the rooms' own queries."""
    found: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps_at(at):
        found[gap.key.partition(":")[0]].append(gap)
    for order, (prefix, title, page) in enumerate(_REGISTERS, start=30):
        url = address(page)
        if url:
            yield _condition(prefix, title, url, found.get(prefix, []), order)


def _condition(prefix: str, title: str, url: str, gaps: list[Gap], order: int) -> Condition:
    named = "; ".join(one.title for one in gaps[:2])
    more = f"; and {len(gaps) - 2} more" if len(gaps) > 2 else ""
    return Condition(
        Step.REMEDIATION,
        f"register-{prefix.replace('_', '-')}",
        title,
        holds=not gaps,
        why=f"{counted_words(len(gaps), 'gap')}: {named}{more}." if gaps else "No gap is open.",
        url=(gaps[0].url or url) if len(gaps) == 1 else url,
        act="Close its gaps",
        order=order,
    )
