"""The Merkle tree of an append-only log: roots, inclusion and consistency proofs.

RFC 6962 §2.1 and RFC 9162 §2.1: a leaf is hashed with the prefix 0x00, a node with 0x01, so
that neither can be passed off as the other. Hashes are raw 32-byte values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry as a leaf (RFC 6962 §2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children (RFC 6962 §2.1)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The roots of the perfect subtrees of a growing log, largest first: O(log n) memory.

    ``subtrees`` holds (height, hash) pairs of strictly falling height.
    """

    size: int = 0
    subtrees: list[tuple[int, bytes]] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Grow the log by one leaf hash."""
        height, digest = 0, leaf
        while self.subtrees and self.subtrees[-1][0] == height:
            _, left = self.subtrees.pop()
            digest = node_hash(left, digest)
            height += 1
        self.subtrees.append((height, digest))
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.subtrees:
            return EMPTY_ROOT
        digest = self.subtrees[-1][1]
        for _, left in reversed(self.subtrees[:-1]):
            digest = node_hash(left, digest)
        return digest


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes (the ``MTH`` of RFC 6962 §2.1)."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def inclusion_spans(index: int, size: int) -> list[tuple[int, int]]:
    """The half-open spans of leaves whose roots are the path of leaf ``index`` (RFC 6962 §2.1.1).

    Raises IndexError where a log of ``size`` has no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"no leaf {index} in a log of {size}")
    first, until, spans = 0, size, list[tuple[int, int]]()
    while until - first > 1:
        middle = first + left_size(until - first)
        if index < middle:
            spans.append((middle, until))
            until = middle
        else:
            spans.append((first, middle))
            first = middle
    return spans[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The path that ties leaf ``index`` to the root over ``leaves`` (RFC 6962 §2.1.1).

    Raises IndexError where there is no such leaf.
    """
    return [root(leaves[first:until]) for first, until in inclusion_spans(index, len(leaves))]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The nodes that show the log of ``old_size`` to be a prefix of ``leaves`` (RFC 6962 §2.1.2).

    Raises IndexError where ``old_size`` is not between 1 and the size.
    """
    if not 0 < old_size <= len(leaves):
        raise IndexError(f"no log of {old_size} inside one of {len(leaves)}")
    return _subproof(leaves, old_size, whole=True)


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    if old_size == len(leaves):
        return [] if whole else [root(leaves)]
    split = left_size(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), root(leaves[:split])]


def holds_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes) -> bool:
    """Whether the proof ties the leaf to the root (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, digest = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            digest = node_hash(sibling, digest)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            digest = node_hash(digest, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and digest == expected_root


def holds_consistency(
    old_size: int, new_size: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Whether the proof shows the old log to be a prefix of the new one (RFC 9162 §2.1.4.2)."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    nodes = list(proof)
    if old_size & (old_size - 1) == 0:
        nodes.insert(0, old_root)
    if not nodes:
        return False
    old_position, new_position = old_size - 1, new_size - 1
    while old_position & 1:
        old_position, new_position = old_position >> 1, new_position >> 1
    old_digest = new_digest = nodes[0]
    for node in nodes[1:]:
        if new_position == 0:
            return False
        if old_position & 1 or old_position == new_position:
            old_digest, new_digest = node_hash(node, old_digest), node_hash(node, new_digest)
            while not old_position & 1 and old_position:
                old_position, new_position = old_position >> 1, new_position >> 1
        else:
            new_digest = node_hash(new_digest, node)
        old_position, new_position = old_position >> 1, new_position >> 1
    return new_position == 0 and old_digest == old_root and new_digest == new_root


def left_size(size: int) -> int:
    """The largest power of two smaller than ``size``: how many leaves the left subtree has."""
    return 1 << ((size - 1).bit_length() - 1)
