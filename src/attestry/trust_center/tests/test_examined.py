"""The public page says of an examined control what the report says, and nothing better."""

from __future__ import annotations

import pytest

from attestry.trust_center.rules.examined import NO_TEST, examined_words
from attestry.trust_center.tests.scene import a_test

DESIGN = a_test("Design", "effective", "Suitably designed and implemented")
OPERATED = a_test("Operation", "effective", "Operated effectively")


def found(item: str, mark: str = "Deviation", attribute: str = "A") -> dict[str, str]:
    return {"item": item, "attribute": attribute, "mark": mark, "words": "Secret words of section IV."}


def test_no_deviation_is_said_only_where_every_test_was_carried_out_and_none_is_listed():
    assert examined_words([DESIGN, OPERATED]) == (
        "Design: suitably designed and implemented. Operation: operated effectively. No deviation noted."
    )


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (a_test("Design", "not_effective", "Not suitably designed"), "Design: not suitably designed."),
        (a_test("Operation", "not_tested", "Not tested"), "Operation: not tested."),
        (a_test("Operation", "", ""), "Operation: no conclusion."),
        ({**OPERATED, "deviations": [found("1", "Could not be tested")]}, "1 item could not be tested."),
        (
            {**OPERATED, "deviations": [found("DEV-1", attribute="")]},
            "1 deviation noted; the report says which.",
        ),
    ],
    ids=["not effective", "not tested", "no conclusion", "unable", "by a fact and no sample"],
)
def test_whatever_is_less_is_said_and_never_called_no_deviation(test, said):
    words = examined_words([DESIGN, test])
    assert said in words
    assert "No deviation noted" not in words
    assert "Secret words" not in words


def test_an_item_that_deviates_in_two_ways_counts_once():
    twice = {**OPERATED, "deviations": [found("1"), found("1", attribute="B"), found("2")]}
    assert "2 deviations noted" in examined_words([twice])


def test_a_control_that_was_only_described_is_said_to_be_no_more():
    assert examined_words([]) == NO_TEST
