"""Taking the list of a population from where it comes from, and reading a list that was kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

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
                "on": one.on or "",
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
    data = store().read(digest)
    if sha256_hex(data) != digest:
        raise Broken(
            f"The sealed list {digest[:16]}… is not what its digest says.",
            next_step="Restore it from a backup; nothing can be drawn from it until then.",
        )
    # One reading of all lines is several times quicker than one of each.
    lines = orjson.loads(b"[" + data.strip().replace(b"\n", b",") + b"]")
    return tuple(
        FrozenItem(
            one["item"],
            one["name"],
            one["at"],
            date.fromisoformat(one["on"]) if one["on"] else None,
            one["stratum"],
            one["row"],
        )
        for one in lines
    )


def list_path(digest: str) -> Path:
    """Where the file of a list lies. Raises NotFound and Unavailable."""
    return store().existing_path(digest)
