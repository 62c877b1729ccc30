"""The tree against the reference tree of certificate transparency, and properties for every other."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.kit import merkle

# The eight leaves that the reference implementation of RFC 6962 is tested with, and the roots
# over the first one, two, … eight of them.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# (index from 0, size, path)
INCLUSION = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
# (old size, new size, path)
CONSISTENCY = [
    (1, 1, []),
    (
        1,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        [
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]


def hashes(entries):
    return [merkle.leaf_hash(entry) for entry in entries]


def from_hex(path):
    return [bytes.fromhex(node) for node in path]


def log_of(size):
    return hashes(number.to_bytes(4, "big") for number in range(size))


def test_the_empty_log_has_the_root_of_the_standard():
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_reference_tree_has_its_published_roots(size):
    assert merkle.root(hashes(LEAVES[:size])).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION)
def test_the_reference_tree_has_its_published_inclusion_proofs(index, size, path):
    leaves = hashes(LEAVES[:size])
    assert merkle.inclusion_proof(leaves, index) == from_hex(path)
    root = bytes.fromhex(ROOTS[size - 1])
    assert merkle.holds_inclusion(leaves[index], index, size, from_hex(path), root)


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY)
def test_the_reference_tree_has_its_published_consistency_proofs(old, new, path):
    assert merkle.consistency_proof(hashes(LEAVES[:new]), old) == from_hex(path)
    roots = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1])
    assert merkle.holds_consistency(old, new, from_hex(path), *roots)


@pytest.mark.parametrize(("index", "size", "path"), INCLUSION[1:])
def test_an_inclusion_proof_that_is_bent_in_any_way_is_refused(index, size, path):
    leaf, root, nodes = merkle.leaf_hash(LEAVES[index]), bytes.fromhex(ROOTS[size - 1]), from_hex(path)
    other = merkle.leaf_hash(b"another")
    assert not merkle.holds_inclusion(other, index, size, nodes, root)
    assert not merkle.holds_inclusion(leaf, index, size, nodes, other)
    assert not merkle.holds_inclusion(leaf, index, size, nodes[:-1], root)
    assert not merkle.holds_inclusion(leaf, index, size, [*nodes, other], root)
    assert not merkle.holds_inclusion(leaf, index, size, [other, *nodes], root)
    assert not merkle.holds_inclusion(leaf, (index + 1) % size, size, nodes, root)
    assert not merkle.holds_inclusion(leaf, -1, size, nodes, root)
    assert not merkle.holds_inclusion(leaf, size, size, nodes, root)
    for place in range(len(nodes)):
        bent = [*nodes[:place], other, *nodes[place + 1 :]]
        assert not merkle.holds_inclusion(leaf, index, size, bent, root)


@pytest.mark.parametrize(("old", "new", "path"), CONSISTENCY[1:])
def test_a_consistency_proof_that_is_bent_in_any_way_is_refused(old, new, path):
    before, after, nodes = bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1]), from_hex(path)
    other = merkle.leaf_hash(b"another")
    assert not merkle.holds_consistency(old, new, nodes, other, after)
    assert not merkle.holds_consistency(old, new, nodes, before, other)
    assert not merkle.holds_consistency(old, new, nodes[:-1], before, after)
    assert not merkle.holds_consistency(old, new, [*nodes, other], before, after)
    assert not merkle.holds_consistency(old, new, [], before, after)
    assert not merkle.holds_consistency(new, old, nodes, before, after)
    assert not merkle.holds_consistency(0, new, nodes, before, after)
    assert not merkle.holds_consistency(new, new, nodes, after, after)
    assert not merkle.holds_consistency(new, new, [], before, after)


@given(st.integers(1, 70), st.data())
@settings(max_examples=60, deadline=None)
def test_every_prefix_of_every_log_is_shown_to_be_one(new, data):
    old = data.draw(st.integers(1, new))
    leaves = log_of(new)
    proof = merkle.consistency_proof(leaves, old)
    before, after = merkle.root(leaves[:old]), merkle.root(leaves)
    assert merkle.holds_consistency(old, new, proof, before, after)
    changed = [*leaves]
    changed[data.draw(st.integers(0, old - 1))] = merkle.leaf_hash(b"changed")
    after = merkle.root(changed)
    assert not merkle.holds_consistency(old, new, merkle.consistency_proof(changed, old), before, after)


@given(st.integers(1, 70), st.data())
@settings(max_examples=60, deadline=None)
def test_every_leaf_of_every_log_is_shown_to_be_in_it_and_no_other(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = log_of(size)
    proof, root = merkle.inclusion_proof(leaves, index), merkle.root(leaves)
    assert merkle.holds_inclusion(leaves[index], index, size, proof, root)
    elsewhere = data.draw(st.integers(0, size - 1).filter(lambda other: other != index)) if size > 1 else None
    if elsewhere is not None:
        assert not merkle.holds_inclusion(leaves[index], elsewhere, size, proof, root)
        assert not merkle.holds_inclusion(leaves[elsewhere], index, size, proof, root)


@given(st.integers(0, 200), st.integers(0, 200))
@settings(deadline=None)
def test_a_frontier_taken_up_again_grows_to_the_same_root(first, more):
    leaves = log_of(first + more)
    frontier = merkle.Frontier()
    for leaf in leaves[:first]:
        frontier.append(leaf)
    taken_up = merkle.Frontier(frontier.size, list(frontier.subtrees))
    for leaf in leaves[first:]:
        taken_up.append(leaf)
    assert (taken_up.size, taken_up.root()) == (first + more, merkle.root(leaves))
    assert len(taken_up.subtrees) == (first + more).bit_count()


def test_a_leaf_is_never_taken_for_a_node():
    left, right = hashes([b"a", b"b"])
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)


@pytest.mark.parametrize(("size", "index"), [(0, 0), (3, 3), (3, -1)])
def test_no_proof_is_made_of_a_leaf_that_is_not_there(size, index):
    with pytest.raises(IndexError):
        merkle.inclusion_proof(log_of(size), index)


@pytest.mark.parametrize(("size", "old"), [(3, 0), (3, 4), (0, 1)])
def test_no_proof_is_made_of_a_prefix_that_is_not_there(size, old):
    with pytest.raises(IndexError):
        merkle.consistency_proof(log_of(size), old)
