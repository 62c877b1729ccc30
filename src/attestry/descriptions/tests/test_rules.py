"""What could be misunderstood, what is shared word for word, and what an assertion claims."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.descriptions.rules.ambiguity import ambiguities, controls_named
from attestry.descriptions.rules.assertion import assertion_text
from attestry.descriptions.rules.boilerplate import likest, shared
from attestry.engagements.rules.kind import EngagementKind
from attestry.ui.words import day_words


def test_r113_a_sample_with_four_unclear_places_has_four_flags_with_reasons():
    text = (
        "Our best-in-class platform uses industry-standard security and runs in the cloud, "
        "where the WXYZ keeps the keys of customers and turns them every 90 days."
    )
    found = ambiguities(text)
    assert [one.words for one in found] == [
        "best-in-class",
        "industry-standard security",
        "the cloud",
        "WXYZ",
    ]
    assert len({one.why for one in found}) == 4
    assert all(text[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Keys are turned every 90 days in Amazon Web Services (AWS), Frankfurt. AWS holds them.",
        "Access is removed within 24 hours by CHG-02 and IAM-04.",
        "In May we moved the ledger.",
    ],
)
def test_what_is_said_plainly_is_not_flagged(text):
    assert ambiguities(text) == ()


def test_an_abbreviation_that_another_passage_explains_is_known():
    assert ambiguities("The SRE team answers.", explained={"SRE"}) == ()


def test_a_text_that_is_another_with_the_name_changed_is_marked():
    one = "Acme keeps the keys of its customers in a vault and turns them every ninety days without fail."
    other = one.replace("Acme", "Bolt")
    assert likest(
        one, [("last year", other), ("a stranger", "Nothing like it at all, not a word.")]
    ).is_marked
    assert likest(one, [("last year", other)]).source == "last year"
    assert shared(one, "Quite another text about the same keys of customers.") == 0.0
    assert shared("Too short.", "Too short.") == 0.0


def test_controls_are_named_once_in_order():
    assert controls_named("CHG-02 after IAM-01, then CHG-02 again; not a CVE-2024 or X-1.") == (
        "CHG-02",
        "IAM-01",
    )


_ASSERTED = {
    "organization": "Acme",
    "system": "Payroll",
    "categories": ["security"],
    "until_on": date(2026, 6, 30),
    "edition": "tsc-2017",
    "digest": "ab" * 32,
}


def test_an_assertion_of_a_type_1_claims_nothing_of_operation():
    one = assertion_text(EngagementKind.SOC_2_TYPE_1, from_on=None, **_ASSERTED)
    two = assertion_text(EngagementKind.SOC_2_TYPE_2, from_on=date(2026, 1, 1), **_ASSERTED)
    assert "operated effectively" not in one
    assert f"as of {day_words(date(2026, 6, 30))}" in one
    assert f"operated effectively throughout the period from {day_words(date(2026, 1, 1))}" in two
    assert "ab" * 32 in one


def test_an_assertion_of_a_soc_3_claims_effectiveness_and_speaks_of_no_description():
    text = assertion_text(EngagementKind.SOC_3, from_on=date(2026, 1, 1), **_ASSERTED)
    assert "description" not in text
    assert "ab" * 32 not in text
    assert "Where the system ends" in text
    assert f"effective throughout the period from {day_words(date(2026, 1, 1))} to" in text
    assert "trust services criteria in the edition “tsc-2017”" in text
