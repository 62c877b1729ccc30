"""Scope arithmetic and deltas between editions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.frameworks.rules import Category, CriterionText, criteria_count, delta, is_in_scope

OWN = {
    Category.SECURITY: 33,
    Category.AVAILABILITY: 3,
    Category.PROCESSING_INTEGRITY: 5,
    Category.CONFIDENTIALITY: 2,
    Category.PRIVACY: 18,
}
S, A, PI, C, P = Category


@pytest.mark.parametrize(
    "chosen, expected",
    [
        ([], 0),
        ([S], 33),
        ([S, A], 36),
        ([S, C], 35),
        ([S, PI], 38),
        ([S, P], 51),
        ([S, A, C], 38),
        (list(Category), 61),
    ],
)
def test_r35_a_choice_of_categories_brings_the_published_number_of_criteria(
    chosen: list[Category], expected: int
) -> None:
    assert criteria_count(chosen, OWN) == expected


def test_leaving_security_out_of_the_choice_does_not_remove_the_common_criteria() -> None:
    assert criteria_count([A], OWN) == 36
    assert is_in_scope(S, [A])
    assert not is_in_scope(P, [A])


@given(st.sets(st.sampled_from(list(Category)), min_size=1), st.sampled_from(list(Category)))
def test_adding_a_category_never_removes_a_criterion(chosen: set[Category], more: Category) -> None:
    assert criteria_count(chosen | {more}, OWN) >= criteria_count(chosen, OWN)


def text(reference: str, title: str = "A title", *points: str) -> CriterionText:
    return CriterionText(reference, title, "", points)


def test_a_delta_names_what_was_added_removed_and_reworded() -> None:
    found = delta([text("1"), text("2"), text("3")], [text("1"), text("3", "Another"), text("4")])
    assert [each.reference for each in found.added] == ["4"]
    assert [each.reference for each in found.removed] == ["2"]
    assert [(each.earlier.title, each.later.title) for each in found.reworded] == [("A title", "Another")]


def test_a_changed_point_of_focus_is_a_rewording() -> None:
    assert len(delta([text("1", "T", "old")], [text("1", "T", "new")]).reworded) == 1


@given(st.lists(st.text(min_size=1), unique=True))
def test_an_edition_differs_in_nothing_from_itself(references: list[str]) -> None:
    same = [text(reference) for reference in references]
    assert delta(same, list(reversed(same))).is_empty
