"""When a test need not be asked again: the same question of the same rows has the same answer.

A run seals, for each test, the digest of everything that its answer rests on. Where the digest
is that of the run before, the answer is too; a test that looks at the clock rests on it as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attestry.control_tests.grounds import Ground
from attestry.control_tests.models import Run
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.tables import Parts
from attestry.evidence.queries import body, entry
from attestry.kit.clock import to_text
from attestry.kit.digest import canonical_json, sha256_hex

_LENGTH = 32


def bases(
    asked: Sequence[Definition],
    grounds: Sequence[Ground],
    parts: Parts,
    *,
    as_of: datetime,
    chosen: Mapping[str, Mapping[str, Any]],
) -> dict[str, str]:
    """The digest of what each test's answer rests on: question, parameters, rows, gaps, clock."""
    needed = {table for one in asked for table in one.meaning.reads}
    by_table: dict[str, list[Any]] = {table: [] for table in needed}
    for ground in grounds:
        for table in needed.intersection(ground.tables):
            sealed = parts[ground.seq].get(table, ()) if ground.seq is not None else ()
            digests = sha256_hex("".join(part.digest for part in sealed).encode())
            by_table[table].append(
                [ground.connection, digests, ground.gaps_digest, ground.reason, ground.words]
            )
    return {one.id: _basis(one, by_table, as_of, chosen.get(one.id, {})) for one in asked}


def _basis(
    one: Definition, by_table: Mapping[str, list[Any]], as_of: datetime, chosen: Mapping[str, Any]
) -> str:
    said = {
        "version": one.version,
        "parameters": {name: str(value) for name, value in chosen.items()},
        "tables": {table: by_table[table] for table in one.meaning.reads},
        "as_of": to_text(as_of) if "$as_of" in one.sql else None,
    }
    return sha256_hex(canonical_json(said))[:_LENGTH]


def known_answers(ordinal: int, now: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What the run before ``ordinal`` sealed of each test that rests on the same as ``now``."""
    before = Run.objects.filter(ordinal=ordinal - 1).first()
    if before is None:
        return {}
    sealed = body(entry(before.entry_seq))["tests"]
    return {
        one["test"]: one for one in sealed if not one["error"] and one.get("basis") == now.get(one["test"])
    }
