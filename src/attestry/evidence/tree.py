"""The log's inner nodes, kept in the cache as tiles of 256 hashes (after C2SP tlog-tiles).

Level 0 holds the leaves, level 1 the roots of 256 leaves each, and so on, so that a proof reads a
few small files however long the log is. Tiles are made from the ledger where they are missing and
are never evidence: whoever reads a path from them checks it against a signed root.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from attestry.evidence.errors import LeafMissing
from attestry.evidence.models import Entry
from attestry.kit import merkle

HEIGHT = 8
HASH_BYTES = 32

Leaves = Callable[[int, int], Sequence[bytes]]


def logged_leaves(first: int, until: int) -> list[bytes]:
    """The leaf hashes of the entries [first, until). Raises LeafMissing where one is gone."""
    found = Entry.objects.filter(seq__gte=first, seq__lt=until).order_by("seq")
    leaves = [bytes.fromhex(leaf) for leaf in found.values_list("leaf_hash", flat=True)]
    if len(leaves) != until - first:
        raise LeafMissing(f"The ledger has {len(leaves)} of the entries {first} to {until - 1}.")
    return leaves


class Tree:
    """The nodes of the log. ``height`` says how many levels of the tree a tile spans."""

    def __init__(
        self, folder: Path | None = None, leaves: Leaves = logged_leaves, *, height: int = HEIGHT
    ) -> None:
        self._folder = folder or settings.HOME.cache / "tiles"
        self._leaves, self._height, self._width = leaves, height, 1 << height
        self._tiles: dict[tuple[int, int], list[bytes]] = {}
        self._roots: dict[tuple[int, int], bytes] = {}

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """The path of a leaf in the log of ``size``. Raises IndexError, LeafMissing."""
        return [self.root(first, until) for first, until in merkle.inclusion_spans(index, size)]

    def root(self, first: int, until: int) -> bytes:
        """The root over the leaves [first, until), a span that a path names. Raises LeafMissing."""
        known = self._roots.get((first, until))
        if known is None:
            known = self._roots[first, until] = self._root(first, until)
        return known

    def forget(self) -> None:
        """Drop every tile: what is asked next is read from the ledger."""
        self._tiles, self._roots = {}, {}
        shutil.rmtree(self._folder, ignore_errors=True)

    def _root(self, first: int, until: int) -> bytes:
        size = until - first
        if size & (size - 1):
            middle = first + merkle.left_size(size)
            return merkle.node_hash(self.root(first, middle), self.root(middle, until))
        level = (size.bit_length() - 1) // self._height
        reach = level * self._height
        return merkle.root(self._nodes(level, first >> reach, until >> reach))

    def _nodes(self, level: int, first: int, until: int) -> Sequence[bytes]:
        """Nodes of one level, all of one tile."""
        tile, offset = first >> self._height, first >> self._height << self._height
        return self._tile(level, tile, until - offset)[first - offset : until - offset]

    def _tile(self, level: int, number: int, width: int) -> list[bytes]:
        """At least the first ``width`` nodes of a tile; what is not kept yet is computed and kept."""
        held = self._tiles.get((level, number))
        if held is None:
            held = self._tiles[level, number] = self._kept(level, number)
        if len(held) < width:
            start = number << self._height
            held += self._computed(level, start + len(held), start + width)
            self._keep(level, number, held)
        return held

    def _computed(self, level: int, first: int, until: int) -> Sequence[bytes]:
        if level == 0:
            return self._leaves(first, until)
        return [merkle.root(self._tile(level - 1, number, self._width)) for number in range(first, until)]

    def _place(self, level: int, number: int) -> Path:
        return self._folder / str(level) / f"{number:09d}"

    def _kept(self, level: int, number: int) -> list[bytes]:
        try:
            data = self._place(level, number).read_bytes()
        except OSError:
            return []
        whole = min(len(data) // HASH_BYTES, self._width) * HASH_BYTES
        return [data[at : at + HASH_BYTES] for at in range(0, whole, HASH_BYTES)]

    def _keep(self, level: int, number: int, nodes: Sequence[bytes]) -> None:
        """Keep a tile. A disk that refuses, or a folder that somebody forgets meanwhile, costs no proof."""
        target = self._place(level, number)
        half = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.half")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(b"".join(nodes))
            half.replace(target)
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)
