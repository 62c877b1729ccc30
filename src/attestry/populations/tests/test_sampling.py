"""A sample is drawn once, from a frozen list, by a seed fixed before, and anybody can draw it again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from attestry.effectiveness.rules.selection import seeded_selection
from attestry.journal.models import JournalEntry
from attestry.kit.digest import sha256_hex
from attestry.kit.salted import commitment
from attestry.populations.actions.adding import add_item, extend_sample, replace_item
from attestry.populations.actions.asking import ask_for_items
from attestry.populations.actions.drawing import commit_seed, draw_sample, reveal_seed
from attestry.populations.errors import (
    AlreadyDrawn,
    ItemAlreadyDrawn,
    NeverAGround,
    NotYet,
    PopulationRefused,
    SeedFixed,
    SeedKnown,
)
from attestry.populations.models import Population
from attestry.populations.queries.sizes import Asked, sized
from attestry.populations.queries.taking import kept_list
from attestry.populations.rules.method import Basis, Ground, How, Method, Risk
from attestry.populations.rules.sizing import Parameters
from attestry.populations.tests.changes import (
    a_frozen_population,
    a_population,
    a_sample,
    change_rows,
    sealed_changes,
)


def items_of(sample):
    return list(sample.items.values_list("item_id", flat=True))


def test_a_stranger_with_the_list_and_the_seed_draws_the_same_items(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    listed = [one.item for one in kept_list(sample.population.freeze.extraction.digest)]
    assert tuple(items_of(sample)) == seeded_selection(listed, sample.commitment.seed, 5)
    assert sha256_hex(sample.commitment.seed.encode()) == sample.commitment.digest
    assert sample.commitment.seed.endswith(f"pop-sha256:{sample.population.freeze.extraction.items_digest}")


def test_a_sample_is_not_drawn_twice(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    with pytest.raises(AlreadyDrawn):
        draw_sample(examination.auditor.actor(), sample.population, method=Method.ALL, basis=Basis.JUDGEMENT)
    assert len(items_of(sample)) == 5


def test_a_seed_is_changed_neither_before_the_draw_nor_after_it(examination, tmp_path):
    population = a_frozen_population(examination, tmp_path)
    with pytest.raises(NotYet, match="seed"):
        draw_sample(examination.auditor.actor(), population, method=Method.ALL, basis=Basis.JUDGEMENT)
    commit_seed(examination.auditor.actor(), population, words="spring")
    with pytest.raises(SeedFixed):
        commit_seed(examination.auditor.actor(), population, words="summer")
    draw_sample(examination.auditor.actor(), population, method=Method.ALL, basis=Basis.JUDGEMENT)
    with pytest.raises(SeedFixed):
        commit_seed(examination.senior.actor(), population, words="autumn")


def test_nothing_is_drawn_from_a_list_that_is_not_frozen(examination, tmp_path):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(4)))
    for act in (commit_seed, draw_sample):
        more = {} if act is commit_seed else {"method": Method.ALL, "basis": Basis.JUDGEMENT}
        with pytest.raises(NotYet):
            act(examination.auditor.actor(), population, **more)


def test_an_item_is_never_replaced_because_its_evidence_is_missing(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    with pytest.raises(NeverAGround, match="deviation, or a limit"):
        replace_item(
            examination.auditor.actor(),
            sample.items.first(),
            ground=Ground.EVIDENCE_MISSING,
            reason="Nobody finds it.",
        )
    assert len(items_of(sample)) == 5


def test_what_does_not_belong_gives_its_place_to_the_next_by_rank_and_stays_visible(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    first = sample.items.first()
    with pytest.raises(PopulationRefused, match="how it is known"):
        replace_item(examination.auditor.actor(), first, ground=Ground.OUTSIDE, reason=" ")
    made = replace_item(
        examination.auditor.actor(),
        first,
        ground=Ground.OUTSIDE,
        reason="It was a rehearsal in a test system.",
    )
    listed = [one.item for one in kept_list(sample.population.freeze.extraction.digest)]
    assert tuple(items_of(sample)) == seeded_selection(listed, sample.commitment.seed, 6)
    assert made.by.how == How.REPLACEMENT
    with pytest.raises(NotYet, match="was replaced"):
        replace_item(examination.auditor.actor(), first, ground=Ground.OUTSIDE, reason="Again.")


def test_an_item_drawn_twice_is_refused(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    with pytest.raises(ItemAlreadyDrawn):
        add_item(examination.auditor.actor(), sample, item_id=items_of(sample)[0], reason="Risky.")
    left = next(f"CHG-{number:04d}" for number in range(1, 41) if f"CHG-{number:04d}" not in items_of(sample))
    add_item(examination.auditor.actor(), sample, item_id=left, reason="An emergency on a Sunday.")
    assert sample.items.get(item_id=left).how == How.JUDGEMENT
    with pytest.raises(PopulationRefused, match="not in the frozen list"):
        add_item(examination.auditor.actor(), sample, item_id="CHG-9999", reason="Risky.")


def test_an_extension_takes_the_next_by_rank_and_needs_a_reason(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    for wrong in (
        {"count": 3, "reason": ""},
        {"count": 36, "reason": "More."},
        {"count": 0, "reason": "More."},
    ):
        with pytest.raises(PopulationRefused):
            extend_sample(examination.auditor.actor(), sample, **wrong)
    extend_sample(examination.auditor.actor(), sample, count=3, reason="The deviation looked isolated.")
    listed = [one.item for one in kept_list(sample.population.freeze.extraction.digest)]
    assert tuple(items_of(sample)) == seeded_selection(listed, sample.commitment.seed, 8)


def test_after_the_seed_was_told_nothing_is_added(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    reveal_seed(examination.auditor.actor(), sample)
    with pytest.raises(SeedKnown):
        extend_sample(examination.auditor.actor(), sample, count=3, reason="More.")
    with pytest.raises(SeedKnown):
        replace_item(examination.auditor.actor(), sample.items.first(), ground=Ground.OUTSIDE, reason="No.")
    told = JournalEntry.objects.filter(act="populations.reveal_seed").get().after
    assert sha256_hex(told["seed"].encode()) == told["seed_digest"] == sample.commitment.digest


SIZES = [
    ({"basis": Basis.POPULATION}, 8),
    ({"basis": Basis.POPULATION, "risk": Risk.HIGHER}, 12),
    ({"basis": Basis.FREQUENCY, "frequency": "weekly"}, 5),
    ({"basis": Basis.STATISTICS}, 17),
    ({"basis": Basis.STATISTICS, "parameters": Parameters(Decimal(95))}, 21),
    ({"basis": Basis.STATISTICS, "parameters": Parameters(expected=Decimal("0.5"))}, 38),
    ({"basis": Basis.JUDGEMENT, "method": Method.ALL}, 40),
    ({"basis": Basis.JUDGEMENT, "size": 7, "reason": "Seven systems."}, 7),
]
WRONG_SIZES = [
    ({"basis": Basis.FREQUENCY, "frequency": "hourly"}, "frequency"),
    ({"basis": Basis.FREQUENCY}, "frequency"),
    ({"basis": Basis.STATISTICS, "parameters": Parameters(Decimal(100))}, "confidence"),
    ({"basis": Basis.STATISTICS, "parameters": Parameters(expected=Decimal(10))}, "expected"),
    ({"basis": Basis.STATISTICS, "parameters": Parameters(expected=Decimal("9.9"))}, "expected"),
    ({"basis": Basis.JUDGEMENT, "size": 41, "reason": "More."}, "size"),
    ({"basis": Basis.JUDGEMENT, "size": 7}, "reason"),
]
PLAIN = {
    "method": Method.RANDOM, "risk": Risk.NORMAL, "frequency": "", "parameters": Parameters(),
    "size": None, "reason": "",
}  # fmt: skip


def test_a_size_follows_from_its_basis_and_says_so(examination, tmp_path):
    population = a_population(examination, sealed_changes(tmp_path, change_rows(4)))
    for asked, size in SIZES:
        found, _ = sized(population, 40, Asked(**{**PLAIN, **asked}))
        assert (found.size, found.words != "") == (size, True), asked
    for asked, field in WRONG_SIZES:
        with pytest.raises(PopulationRefused) as refusal:
            sized(population, 40, Asked(**{**PLAIN, **asked}))
        assert refusal.value.field == field


@pytest.mark.parametrize("method", [Method.STRATIFIED, Method.SYSTEMATIC])
def test_strata_and_steps_are_drawn_by_the_seed_as_well(examination, tmp_path, method):
    population = a_frozen_population(examination, tmp_path)
    commit_seed(examination.auditor.actor(), population)
    sample = draw_sample(
        examination.auditor.actor(), population, method=method, basis=Basis.JUDGEMENT, size=8, reason="Eight."
    )
    found = list(sample.items.values_list("stratum", flat=True))
    assert len(found) == 8
    if method is Method.STRATIFIED:
        assert (found.count("pay"), found.count("web")) == (3, 5)


def test_the_journal_says_of_a_draw_nothing_that_management_may_not_know(examination, tmp_path):
    sample = a_sample(examination, tmp_path)
    said = JournalEntry.objects.get(act="populations.draw").after
    assert set(said) == {"sample", "digest", "seed_digest"}
    held = {"method": "random", "items": items_of(sample), "words": sample.words}
    assert said["digest"] == commitment({**held, "seed_digest": said["seed_digest"]}, sample.salt)
    whole = str(list(JournalEntry.objects.values_list("before", "after")))
    assert sample.commitment.seed not in whole
    assert not any(item in whole for item in items_of(sample))
    ask_for_items(examination.auditor.actor(), sample)
    assert JournalEntry.objects.get(act="populations.ask").after["asked"] == items_of(sample)


def test_a_population_of_none_is_not_sampled(examination, tmp_path):
    population = a_frozen_population(examination, tmp_path, filters="kind = unheard of")
    commit_seed(examination.auditor.actor(), population)
    with pytest.raises(NotYet, match="did not operate"):
        draw_sample(examination.auditor.actor(), population, method=Method.ALL, basis=Basis.JUDGEMENT)
    assert Population.objects.get().state == "frozen"
