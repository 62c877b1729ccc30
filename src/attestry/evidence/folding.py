"""Long chains of segments folded into one file of the cache, so that reading a table stays quick.

A fold holds what the segments hold and can be made again from them; it is never evidence.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from attestry.evidence.chain import Chain, state_sql
from attestry.kit import duck
from attestry.kit.digest import sha256_hex
from attestry.kit.duck import TableShape, quoted

FOLDED_EVERY = 12


def folded(shape: TableShape, chain: Chain, cache: Path, bring: Callable[[Iterable[Path]], None]) -> Chain:
    """The same rows from fewer files: at most one fold and ``FOLDED_EVERY`` segments.

    ``bring`` sees that segments lie where they should; those that a fold holds are not asked for.
    """
    count = (len(chain.files) - 1) // FOLDED_EVERY * FOLDED_EVERY
    if count <= 0 or chain.key not in ((), shape.key):
        bring(chain.files)
        return chain
    fold = _place(shape, chain, cache, count)
    if not fold.is_file():
        earlier = replace(chain, files=chain.files[:count])
        before = folded(shape, earlier, cache, bring)
        _write(shape, before, fold)
        _forget(shape, chain, cache, count - 2 * FOLDED_EVERY)
    bring(chain.files[count:])
    return replace(chain, files=(fold, *chain.files[count:]))


def _place(shape: TableShape, chain: Chain, cache: Path, count: int) -> Path:
    names = "".join(path.parent.name + path.name for path in chain.files[:count])
    return cache / f"rows-{shape.name}-{sha256_hex(names.encode())[:32]}.parquet"


def _write(shape: TableShape, chain: Chain, target: Path) -> None:
    held = [name for name in shape.column_names if name in chain.columns]
    keys = ", ".join(quoted(key) for key in shape.key)
    half = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}.half")
    with duck.opened(target.parent) as connection:
        duck.run(
            connection,
            f"COPY (SELECT *, false AS _removed, CAST(-1 AS BIGINT) AS _ordinal "
            f"FROM ({state_sql(shape, chain, held)}) ORDER BY {keys}) "
            f"TO '{duck.literal_path(half)}' (FORMAT parquet, COMPRESSION zstd)",
        )
    half.replace(target)


def _forget(shape: TableShape, chain: Chain, cache: Path, count: int) -> None:
    """Drop the fold before the last: nobody who began to read still needs it."""
    if count > 0:
        _place(shape, chain, cache, count).unlink(missing_ok=True)
