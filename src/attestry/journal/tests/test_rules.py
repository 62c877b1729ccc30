from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.journal.rules import FIRST_PREVIOUS_HASH, Actor, ChainedRecord, entry_hash, first_break

# Three published entries: record, and the hash that each must have after the one before it.
VECTORS = [
    (
        {
            "id": "EV-1",
            "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "at": "2026-01-02T03:04:05Z",
        },
        "876fadb59cd610af7e35b913ebb5f861d9990520edacce0602433b33b6585bcf",
    ),
    (
        {
            "id": "EV-2",
            "sha256": "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7",
            "at": "2026-01-02T03:05:05Z",
        },
        "b8153b6710d936b43aafffee05381754edd535be081ca3d021124b8a9dc99d29",
    ),
    (
        {
            "id": "EV-3",
            "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "at": "2026-01-02T03:06:05Z",
        },
        "1c21fac6ebcadbfd2f8463c34c586fa6505679d2cceb84718324be4c63d82804",
    ),
]


def chain_of(records):
    previous, lines = FIRST_PREVIOUS_HASH, []
    for record in records:
        lines.append(ChainedRecord(record, previous, entry_hash(previous, record)))
        previous = lines[-1].hash
    return lines


def test_r169_the_chain_has_the_hashes_of_the_worked_example():
    assert [line.hash for line in chain_of([record for record, _ in VECTORS])] == [h for _, h in VECTORS]


def test_a_whole_chain_holds():
    assert first_break(chain_of([record for record, _ in VECTORS])) is None
    assert first_break([]) is None


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_edited_entry_breaks_the_chain_at_itself(place):
    lines = chain_of([record for record, _ in VECTORS])
    lines[place] = replace(lines[place], record={**lines[place].record, "id": "EV-9"})
    found = first_break(lines)
    assert (found.position, "changed" in found.reason) == (place + 1, True)


@given(st.lists(st.dictionaries(st.text(max_size=4), st.text(max_size=4)), min_size=2, max_size=6), st.data())
def test_leaving_out_any_entry_but_the_last_shows_where_it_was(records, data):
    lines = chain_of([{**record, "seq": seq} for seq, record in enumerate(records)])
    gone = data.draw(st.integers(0, len(lines) - 2))
    found = first_break(lines[:gone] + lines[gone + 1 :])
    assert found.position == gone + 1


def test_the_house_and_its_operator_may_everything_and_a_user_what_is_granted():
    assert Actor.system("pipeline").may("anything.at_all")
    assert Actor.operator("ada").may("anything.at_all")
    assert not Actor("user", "user:a", "A").may("anything.at_all")
    assert Actor("user", "user:a", "A", frozenset({"controls.adopt"})).may("controls.adopt")
