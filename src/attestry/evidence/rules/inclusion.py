"""An inclusion proof written out step by step, so that a person can follow it (RFC 9162 §2.1.3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attestry.kit.merkle import node_hash


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One hashing: ``left`` and ``right`` make ``result``; ``given`` is the half that the proof brings."""

    left: str
    right: str
    given: str
    result: str


def proof_steps(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> tuple[ProofStep, ...]:
    """The hashings from a leaf to the root, in order; the last result is the root that the proof gives."""
    steps = []
    position, last, digest = index, size - 1, leaf
    for sibling in path:
        if position & 1 or position == last:
            left, right, given = sibling, digest, "left"
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            left, right, given = digest, sibling, "right"
        digest = node_hash(left, right)
        steps.append(ProofStep(left.hex(), right.hex(), given, digest.hex()))
        position, last = position >> 1, last >> 1
    return tuple(steps)
