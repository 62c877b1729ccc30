"""Taking the list of a population from where it comes from, and reading a list that was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import orjson

from attestry.evidence.queries import store
from attestry.kit.digest import sha256_hex
from attestry.kit.errors import Broken
from attestry.populations.models import Population
from attestry.populations.queries.from_document import take_from_document
from attestry.populations.queries.from_stream import take_from_stream
from attestry.populations.queries.from_test import take_from_test
from attestry.populations.queries.taken import TakenList
from attestry.populations.rules.drawing import FrozenItem
from attestry.populations.rules.state import Origin


def take(population: Population) -> TakenList:
    """The list as it is taken from what is sealed; the same whenever it is taken."""
    match population.the_origin:
        case Origin.STREAM:
            return take_from_stream(population)
        case Origin.CONTROL_TEST:
            return take_from_test(population)
        case Origin.DOCUMENT:
            return take_from_document(population)


def written(items: Sequence[FrozenItem]) -> bytes:
    """The file of a list: one JSON object a line, keys in order; one empty line where it holds none."""
    lines = (
        orjson.dumps(
            {
                "at": one.at,
                "item": one.item,
                "name": one.name,
                "on": one.on.isoformat() if one.on else "",
                "row": one.row,
                "stratum": one.stratum,
            }
        )
        for one in items
    )
    return b"\n".join(lines) + b"\n"


@lru_cache(maxsize=4)
def kept_list(digest: str) -> tuple[FrozenItem, ...]:
    """The list that a digest names, in its order. Raises NotFound, Broken where its bytes are others."""
    data, found = store().read(digest), []
    if sha256_hex(data) != digest:
        raise Broken(
            f"The sealed list {digest[:16]}… is not what its digest says.",
            next_step="Restore it from a backup; nothing can be drawn from it until then.",
        )
    for line in filter(None, data.splitlines()):
        said = orjson.loads(line)
        on = date.fromisoformat(said["on"]) if said["on"] else None
        found.append(FrozenItem(said["item"], said["name"], said["at"], on, said["stratum"], said["row"]))
    return tuple(found)
