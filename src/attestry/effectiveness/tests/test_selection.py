"""Selections drawn again: the published vector, systematic selection, and what a sample may miss."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.effectiveness.rules.selection import (
    chance_of_missing,
    largest_unseen,
    population_digest,
    population_digest_sql,
    seeded_selection,
    selection_key,
    selection_key_sql,
    systematic_selection,
)
from attestry.kit import duck

SEED = "engagement-2026|CTL-CHG-002|pop-sha256:demo"
CHANGES = [f"CHG-{number:04d}" for number in range(1, 41)]
ITEMS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), unique=True, max_size=30)


def test_the_committed_seed_draws_the_five_published_items():
    drawn = seeded_selection(CHANGES, SEED, 5)
    assert [(one, selection_key(SEED, one)[:16]) for one in drawn] == [
        ("CHG-0026", "0037c17d65e21047"),
        ("CHG-0002", "091bf6df82a0d579"),
        ("CHG-0031", "1e5a92e91149ddc8"),
        ("CHG-0028", "25f92c84f98fa769"),
        ("CHG-0003", "2ac07e32b8bf0c0c"),
    ]


def test_every_eighth_item_is_taken_from_the_third_on():
    found = systematic_selection(200, 25, 3)
    assert (found[:6], found[-2:], len(found)) == ((3, 11, 19, 27, 35, 43), (187, 195), 25)


@pytest.mark.parametrize(("size", "start"), [(0, 1), (201, 1), (25, 0), (25, 9)])
def test_a_systematic_selection_outside_the_population_is_refused(size, start):
    with pytest.raises(ValueError, match=r"cannot be taken|first step"):
        systematic_selection(200, size, start)


@given(ITEMS, st.text(max_size=20), st.integers(1, 40))
def test_a_selection_depends_on_the_items_and_not_on_their_order_and_grows_from_its_start(items, seed, size):
    drawn = seeded_selection(items, seed, size)
    assert len(set(drawn)) == min(size, len(items))
    assert set(drawn) <= set(items)
    assert drawn == seeded_selection(reversed(items), seed, size)
    assert seeded_selection(items, seed, size + 1)[: len(drawn)] == drawn


def test_a_sample_of_none_is_refused():
    with pytest.raises(ValueError, match="is none"):
        seeded_selection(CHANGES, SEED, 0)


def test_the_engine_ranks_and_digests_as_the_rules_do():
    items = [*CHANGES, "é", "a:b", "", "名"]
    with duck.opened() as db:
        db.execute("CREATE TABLE one (item_id VARCHAR)")
        db.executemany("INSERT INTO one VALUES (?)", [[one] for one in items])
        key = selection_key_sql("item_id", "$seed")
        ranked = db.execute(f"SELECT item_id FROM one ORDER BY {key}", {"seed": SEED}).fetchall()
        digest = db.execute(f"SELECT {population_digest_sql('item_id')} FROM one").fetchone()
        none = db.execute(f"SELECT {population_digest_sql('item_id')} FROM one WHERE false").fetchone()
    assert tuple(one for (one,) in ranked) == seeded_selection(items, SEED, len(items))
    assert digest == (population_digest(items),)
    assert none == (population_digest([]),)


@pytest.mark.parametrize(
    ("population", "failing", "size", "share"),
    [
        (500, 1, 25, 0.95),
        (500, 0, 25, 1.0),
        (10, 5, 6, 0.0),
        (10, 5, 5, 1 / 252),
        (1, 1, 1, 0.0),
        (4, 2, 1, 0.5),
    ],
)
def test_the_share_of_samples_that_hold_no_failing_item_is_hypergeometric(population, failing, size, share):
    assert chance_of_missing(population, failing, size) == pytest.approx(share)


@pytest.mark.parametrize(
    ("confidence", "population", "size", "most"),
    [
        (0.90, 50, 25, 3), (0.90, 100, 25, 7), (0.90, 200, 25, 16), (0.90, 250, 40, 12), (0.90, 500, 60, 17),
        (0.90, 52, 9, 10), (0.90, 12, 4, 4), (0.95, 50, 25, 4), (0.95, 100, 25, 9), (0.95, 200, 25, 21),
        (0.95, 250, 40, 16), (0.95, 500, 60, 22), (0.95, 52, 9, 13), (0.95, 12, 4, 5),
        (0.90, 10, 9, 0), (0.90, 10, 10, 0), (0.90, 0, 0, 0), (0.90, 1_000_000_000, 1, 899_999_999),
    ],
)  # fmt: skip
def test_what_a_clean_sample_leaves_possible_is_as_published(confidence, population, size, most):
    assert largest_unseen(population, size, confidence) == most
