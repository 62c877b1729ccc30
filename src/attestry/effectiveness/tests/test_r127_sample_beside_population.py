"""R127: the full population's result stands beside a sample's, and shows what the sample missed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from django.db import transaction

from attestry.accounts.models import User
from attestry.control_tests.rules.outcome import Counts
from attestry.effectiveness.queries.populations import items
from attestry.effectiveness.queries.sample_beside_population import sample_beside_population
from attestry.effectiveness.rules.selection import population_digest, seeded_selection, selection_key
from attestry.effectiveness.tests.merged_changes import (
    MERGED,
    REVIEWED,
    UNREVIEWED,
    a_program_of_merged_changes,
)
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import NOW, a_home
from attestry.kit import clock

pytestmark = pytest.mark.django_db
PAGE = f"/tests/{REVIEWED}/sample/"


@pytest.fixture(scope="module")
def lead(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[User]:
    """Whoever leads the program of five hundred merged changes."""
    folder = tmp_path_factory.mktemp("changes")
    with django_db_blocker.unblock(), a_home(folder / "home"), transaction.atomic():
        made = a_program_of_merged_changes(folder)
        with clock.simulated(NOW):
            yield made
        transaction.set_rollback(True)


@pytest.fixture
def changes(lead) -> list[str]:
    """Every merged change of the population."""
    return [one.item_id for one in items(REVIEWED, at=NOW, limit=1000).items]


@pytest.fixture
def unreviewed(lead) -> str:
    (item,) = items(REVIEWED, at=NOW, limit=1).items
    assert UNREVIEWED in item.reason
    return item.item_id


def seed_that(changes, unreviewed, *, holds):
    """The first of many seeds by which a sample of 25 does, or does not, hold the unreviewed change."""
    return next(
        seed
        for seed in map("year-{}".format, count())
        if (unreviewed in seeded_selection(changes, seed, 25)) is holds
    )


def test_r127_the_full_population_shows_the_unreviewed_change_that_a_sample_of_25_misses(
    lead, client_of, changes, unreviewed
):
    seed = seed_that(changes, unreviewed, holds=False)
    found = sample_beside_population(REVIEWED, at=NOW, size=25, seed=seed)
    assert found.population == Counts(passed=MERGED - 1, failed=1)
    assert found.sample == Counts(passed=25)
    assert [one.item_id for one in found.missed] == [unreviewed]
    assert found.missing_share == pytest.approx(0.95)

    answer = client_of(lead).get(PAGE, {"size": 25, "seed": seed})
    page = said(answer)
    for words in (
        "1 item fails in the population, none in the sample: the sample missed 1.",
        "500 items",
        "25 of 500",
        "1 failing item that the sample missed",
        "Of all samples of this size, 95% do not hold the failing item",
        "Somebody chose this seed",
    ):
        assert words in page
    assert any("/items/?item=" in href and unreviewed.rpartition("@")[2] in href for href in links(answer))


def test_r127_a_sample_that_holds_it_says_so_on_both_sides(lead, client_of, changes, unreviewed):
    seed = seed_that(changes, unreviewed, holds=True)
    found = sample_beside_population(REVIEWED, at=NOW, size=25, seed=seed)
    assert (found.sample, found.missed) == (Counts(passed=24, failed=1), ())
    assert "The one failing item is in the sample." in said(client_of(lead).get(PAGE, {"seed": seed}))


def test_r127_the_sample_is_the_selection_that_anybody_can_draw_again(changes):
    for seed in ("", "engagement-2026"):
        found = sample_beside_population(REVIEWED, at=NOW, size=40, seed=seed)
        assert tuple(one.item_id for one in found.items) == seeded_selection(changes, found.seed, 40)
        assert [one.place for one in found.items] == list(range(1, 41))


def test_r127_without_a_seed_it_follows_from_test_run_and_population(lead, client_of, changes):
    found = sample_beside_population(REVIEWED, at=NOW, size=25)
    assert found.digest == population_digest(changes)
    assert found.seed == f"{REVIEWED}|run-{found.run.ordinal}|pop-sha256:{found.digest}"
    assert found.is_bound
    assert "so nobody chose it" in said(client_of(lead).get(PAGE))


def test_r127_a_sample_of_one_and_of_everything_can_be_drawn_and_a_larger_one_is_everything(lead, client_of):
    one, every, more = (
        sample_beside_population(REVIEWED, at=NOW, size=size, limit=1000) for size in (1, MERGED, MERGED + 1)
    )
    assert (one.sample.total, len(one.items)) == (1, 1)
    assert every.sample == more.sample == every.population
    assert every.items == more.items
    assert more.missed == ()
    page = said(client_of(lead).get(PAGE, {"size": "999999999"}))
    assert "It holds every item, so it says what the population says" in page
    assert "Page 10 of 10" in said(client_of(lead).get(PAGE, {"size": "500", "page": "10"}))


@pytest.mark.parametrize("size", ["0", "-1", "a few", "2.5", "1e3", "٢٥", "9" * 5000])
def test_r127_a_size_that_is_none_is_refused_by_its_name(lead, client_of, size):
    answer = client_of(lead).get(PAGE, {"size": size})
    assert answer.status_code == 422
    assert "size: “" in said(answer)


@pytest.mark.parametrize("seed", ["a\0b", "two\nlines", "x" * 301])
def test_r127_a_seed_that_is_none_is_refused_by_its_name(lead, client_of, seed):
    answer = client_of(lead).get(PAGE, {"seed": seed})
    assert answer.status_code == 422
    assert "seed: " in said(answer)


def test_r127_a_seed_is_text_and_nothing_else(lead, client_of, changes):
    seed = "'; DROP TABLE x; -- {rows} $size <script>alert(1)</script>"
    found = sample_beside_population(REVIEWED, at=NOW, size=25, seed=seed)
    assert tuple(one.item_id for one in found.items) == seeded_selection(changes, seed, 25)
    assert b"<script>alert" not in client_of(lead).get(PAGE, {"seed": seed}).content


def test_r127_the_sample_is_taken_away_whole_with_what_each_item_is_ranked_by(lead, client_of):
    answer = client_of(lead).get(PAGE, {"size": 60, "seed": "s", "format": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 61
    item = sample_beside_population(REVIEWED, at=NOW, size=60, seed="s").items[0].item_id
    assert selection_key("s", item) in lines[1]


def test_r127_before_anything_was_asked_there_is_nobody_to_draw_from(lead, client_of):
    assert "There is nobody to draw from" in said(client_of(lead).get(PAGE, {"as_of": "2026-01-01"}))
    assert "There is nobody to draw from" in said(
        client_of(lead).get(PAGE, {"as_of": NOW.isoformat(), "known_on": "2026-01-01"})
    )


def test_r127_the_tests_page_leads_there_and_an_unknown_test_has_no_sample(lead, client_of):
    client = client_of(lead)
    assert PAGE in links(client.get(f"/tests/{REVIEWED}/"))
    assert client.get("/tests/none/sample/").status_code == 404


def test_r127_a_larger_population_costs_no_further_question(lead, client_of, django_assert_max_num_queries):
    client = client_of(lead)
    client.get(PAGE)
    with django_assert_max_num_queries(11):
        client.get(PAGE, {"size": 500})
