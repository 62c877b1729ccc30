"""Which sealed bytes an entry's body names, and where in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def named_bytes(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The place in words and the digest of everything sealed that the body names."""
    for table in said.get("tables", []):
        yield f"shape of {table['table']}", table["shape"]
        if table["segment"]:
            yield f"rows of {table['table']}", table["segment"]
    for name in ("digest", "gaps_digest", "segment", "declared"):
        if said.get(name):
            yield name, said[name]
    for test in said.get("tests", []):
        yield f"version of {test['test']}", test["version"]
