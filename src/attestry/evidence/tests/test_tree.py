"""The log's nodes in the cache: the same paths as from all leaves, few reads, never trusted."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.conf import settings

from attestry.evidence.inclusion import InclusionPaths, covering_checkpoint, inclusion
from attestry.evidence.models import Entry
from attestry.evidence.tree import Tree
from attestry.kit import merkle

LEAVES = [sha256(bytes([number % 256, number // 256])).digest() for number in range(300)]


class Log:
    """Leaves that count how many were read."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, first: int, until: int) -> list[bytes]:
        self.read += until - first
        return LEAVES[first:until]


def tree(folder, log=None) -> Tree:
    """Tiles of four, so that a short log has several levels."""
    return Tree(folder, log or Log(), height=2)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 15, 16, 17, 63, 64, 65, 255, 300])
def test_a_path_through_tiles_is_the_path_through_all_leaves(tmp_path, size):
    for index in range(0, size, max(size // 9, 1)):
        expected = merkle.inclusion_proof(LEAVES[:size], index)
        assert tree(tmp_path).inclusion_proof(index, size) == expected


def test_a_log_that_grew_reads_only_what_is_new(tmp_path):
    tree(tmp_path).inclusion_proof(0, 290)
    log = Log()
    assert tree(tmp_path, log).inclusion_proof(7, 300) == merkle.inclusion_proof(LEAVES, 7)
    assert log.read <= 16


def test_a_second_proof_reads_no_leaf_of_the_log(tmp_path):
    tree(tmp_path).inclusion_proof(123, 300)
    log = Log()
    tree(tmp_path, log).inclusion_proof(123, 300)
    assert log.read == 0


def test_a_proof_against_an_earlier_root_holds_after_the_log_grew(tmp_path):
    tree(tmp_path).inclusion_proof(0, 300)
    assert tree(tmp_path).inclusion_proof(3, 13) == merkle.inclusion_proof(LEAVES[:13], 3)


def test_what_is_forgotten_is_read_again(tmp_path):
    log = Log()
    first = tree(tmp_path, log)
    expected = first.inclusion_proof(5, 300)
    first.forget()
    log.read = 0
    assert first.inclusion_proof(5, 300) == expected
    assert log.read > 250


@pytest.mark.django_db
def test_spoiled_tiles_cost_a_reading_and_never_a_proof(world):
    first = Entry.objects.order_by("seq").first()
    expected = inclusion(first)
    tiles = [path for path in (settings.HOME.cache / "tiles").rglob("*") if path.is_file()]
    assert tiles
    for path in tiles:
        path.write_bytes(bytes(len(path.read_bytes())))

    found = inclusion(first)

    assert found.holds
    assert found.path == expected.path


@pytest.mark.django_db
def test_a_lost_entry_proves_nothing_and_breaks_no_page(world):
    first = Entry.objects.order_by("seq").first()
    checkpoint = covering_checkpoint(first.seq)
    checkpoint.size += 1000

    proof = InclusionPaths(checkpoint).of(first)

    assert (proof.holds, proof.path) == (False, ())


def test_a_disk_that_takes_no_tiles_costs_no_proof(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    assert tree(tmp_path / "file").inclusion_proof(7, 300) == merkle.inclusion_proof(LEAVES, 7)
