"""Inclusion proofs: what ties an entry to a signed root, read in a few steps however long the log is."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.evidence.errors import LeafMissing
from attestry.evidence.models import Checkpoint, Entry
from attestry.evidence.tree import Tree
from attestry.kit import merkle


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """What ties an entry to a signed root: recompute the leaf, follow the path, compare."""

    entry: Entry
    checkpoint: Checkpoint
    path: tuple[str, ...]
    holds: bool


def inclusion(of: Entry) -> InclusionProof | None:
    """The proof of an entry against the first checkpoint over it; None before one is signed."""
    checkpoint = covering_checkpoint(of.seq)
    return InclusionPaths(checkpoint).of(of) if checkpoint else None


def covering_checkpoint(seq: int) -> Checkpoint | None:
    """The first checkpoint over an entry; None before one is signed."""
    return Checkpoint.objects.filter(size__gt=seq).order_by("size").first()


class InclusionPaths:
    """The paths of entries to one signed root, each followed again from the entry's own words.

    The nodes come from the cache, which nobody trusts: where a path does not lead to the root,
    the cache is dropped and the path is read from the ledger itself.
    """

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint, self._tree, self._is_fresh = checkpoint, Tree(), False

    def of(self, entry: Entry) -> InclusionProof:
        """The path of one entry; empty where the ledger lost entries that the root covers."""
        proof = self._read(entry)
        if not proof.holds and not self._is_fresh:
            self._tree.forget()
            self._is_fresh = True
            proof = self._read(entry)
        return proof

    def _read(self, entry: Entry) -> InclusionProof:
        size, root = self._checkpoint.size, bytes.fromhex(self._checkpoint.root)
        try:
            path = self._tree.inclusion_proof(entry.seq, size)
        except LeafMissing:
            return InclusionProof(entry, self._checkpoint, (), holds=False)
        leaf = merkle.leaf_hash(entry.body.encode())
        holds = merkle.holds_inclusion(leaf, entry.seq, size, path, root)
        return InclusionProof(entry, self._checkpoint, tuple(node.hex() for node in path), holds)
