"""What is reckoned for a check of a list, before anybody says what they make of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attestry.journal.rules import Actor
from attestry.populations.errors import PopulationRefused
from attestry.populations.models import Population, PopulationExtraction
from attestry.populations.queries.reconciling import SecondSource, reconciled
from attestry.populations.queries.taking import kept_list
from attestry.populations.rules.check import REVERSE_LINES, CheckKind


def facts_of_check(extraction: PopulationExtraction, kind: CheckKind, items: str) -> dict[str, Any]:
    """The facts of a kind of check; ``items``, one a line, are needed for those that look at items.

    Raises PopulationRefused for a check that does not fit the list.
    """
    match kind:
        case CheckKind.REVERSE:
            return looked_for(extraction, items)
        case CheckKind.ACCURACY:
            found = looked_for(extraction, items)
            if found["missing"]:
                raise PopulationRefused("items", f"“{found['missing'][0]}” is not in the list.")
            return {"compared": found["found"]}
        case CheckKind.ZERO_ROWS:
            if extraction.item_count:
                raise PopulationRefused("kind", f"The list holds {extraction.item_count:,} items.")
            return _counts(extraction)
        case CheckKind.SEQUENCE:
            return {"series": extraction.facts["series"]}
        case CheckKind.BOUNDARY:
            return {"first": extraction.first_at, "last": extraction.last_at}
        case CheckKind.COUNT:
            return {**_counts(extraction), "pages": extraction.facts.get("pages", [])}
        case _:
            return {"query": extraction.query}


def facts_seen(actor: Actor, population: Population, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a check, or a second source where one is named, would find; nothing is kept.

    Raises PopulationRefused, EntryUnknown.
    """
    extraction = PopulationExtraction.objects.select_related("population").filter(population=population)
    taken = extraction.first()
    if taken is None:
        raise PopulationRefused("kind", "The list was not taken yet.")
    if "entry_seq" in said:
        named = ("entry_seq", "column", "table", "date_column", "match_on")
        return reconciled(actor, taken, SecondSource(*(said[name] for name in named)))
    return facts_of_check(taken, CheckKind(said["kind"]), said["items"])


def looked_for(extraction: PopulationExtraction, items: str) -> dict[str, list[str]]:
    """Which of the items, one a line, stand in the list, by id or by name. Raises PopulationRefused."""
    wanted = list(dict.fromkeys(line.strip() for line in items.splitlines() if line.strip()))
    if not wanted:
        raise PopulationRefused("items", "Name the items, one a line.")
    if len(wanted) > REVERSE_LINES:
        raise PopulationRefused("items", f"At most {REVERSE_LINES} at a time.")
    listed = kept_list(extraction.digest)
    known = {one.item for one in listed} | {one.name for one in listed}
    return {
        "found": [one for one in wanted if one in known],
        "missing": [one for one in wanted if one not in known],
    }


def _counts(extraction: PopulationExtraction) -> dict[str, int]:
    return {
        "rows_total": extraction.rows_total,
        "rows_in_period": extraction.rows_in_period,
        "items": extraction.item_count,
    }
