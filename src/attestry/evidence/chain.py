"""The sealed segments of one table, and the SQL that reads its rows from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from attestry.kit import duck
from attestry.kit.duck import TableShape, quoted

CHAIN_LIMIT = 64


@dataclass(frozen=True, slots=True)
class Chain:
    """The sealed segments of one table up to an entry, oldest first; the first is a keyframe.

    ``columns`` are those that the segments hold; a column declared since then reads as NULL.
    ``key`` is what their rows are told apart by; empty: as declared now.
    """

    files: tuple[Path, ...] = ()
    columns: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the next change should be a keyframe."""
        return len(self.files) >= CHAIN_LIMIT


def state_sql(shape: TableShape, chain: Chain, columns: Sequence[str]) -> str:
    """A SELECT of a table's rows as of the end of a chain."""
    if not chain.files:
        nulls = ", ".join(f"CAST(NULL AS {shape.types[name]}) AS {quoted(name)}" for name in columns)
        return f"SELECT {nulls} WHERE false"
    base, later = chain.files[0], chain.files[1:]
    listed = ", ".join(_read(shape, chain, name) for name in columns)
    if not later:
        return f"SELECT {listed} FROM read_parquet('{duck.literal_path(base)}')"
    key = chain.key or shape.key
    keys = ", ".join(quoted(name) for name in key)
    held = ", ".join(quoted(name) for name in dict.fromkeys((*columns, *key)) if name in chain.columns)
    files = f"read_parquet({duck.path_list(chain.files)}, union_by_name=true, filename=true)"
    first = f"'{duck.literal_path(base)}'"
    deltas = (
        f"SELECT {held}, _removed FROM {files} WHERE filename <> {first} "
        f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY _ordinal DESC) = 1"
    )
    base_rows = f"SELECT {held} FROM {files} WHERE filename = {first}"
    return (
        f"SELECT {listed} FROM (SELECT {held} FROM ({base_rows}) AS b WHERE NOT EXISTS "
        f"(SELECT 1 FROM ({deltas}) AS d WHERE {same_key(key, 'd', 'b')}) "
        f"UNION ALL SELECT {held} FROM ({deltas}) WHERE NOT _removed)"
    )


def _read(shape: TableShape, chain: Chain, name: str) -> str:
    if name in chain.columns:
        # A column whose type was declared anew since: what no longer fits is no longer known.
        return f"TRY_CAST({quoted(name)} AS {shape.types[name]}) AS {quoted(name)}"
    return f"CAST(NULL AS {shape.types[name]}) AS {quoted(name)}"


def same_key(key: Sequence[str], left: str, right: str) -> str:
    """The condition that two rows, by their tables' names, have the same key."""
    return " AND ".join(f"{left}.{quoted(name)} = {right}.{quoted(name)}" for name in key)
