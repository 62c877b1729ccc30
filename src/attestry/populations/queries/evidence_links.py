"""Where the evidence of an item lies: its row as of the entry, or the document that it stands in."""

from __future__ import annotations

from attestry.populations.models import Population
from attestry.populations.rules.state import Origin
from attestry.ui.addresses import address
from attestry.ui.filters import with_query


def item_address(population: Population, item_id: str) -> str:
    """The page of an item's evidence; the row itself where the list was read from a table."""
    seq = population.entry_seq
    match population.the_origin:
        case Origin.STREAM:
            first = item_id.partition("|")[0]
            return with_query(address("entry_rows", seq, population.table), {"q": first})
        case Origin.CONTROL_TEST:
            return with_query(address("control_test_item", population.test_id), {"item": item_id})
        case Origin.DOCUMENT:
            return address("entry", seq)
