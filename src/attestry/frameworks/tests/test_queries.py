"""What frameworks, category pages, criteria and the glossary show."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.frameworks.errors import UnknownCriterion, UnknownFramework, UnknownTerm
from attestry.frameworks.queries.cards import framework_detail, frameworks
from attestry.frameworks.queries.criteria import (
    category_pages,
    criteria_in_scope,
    criteria_map,
    criterion_detail,
)
from attestry.frameworks.queries.editions import (
    edition_delta,
    edition_in_force,
)
from attestry.frameworks.queries.glossary import _pattern, glossary_term, glossary_terms, terms_in
from attestry.frameworks.rules import Category

ESSENTIAL_TERMS = [
    "aicpa",
    "attestation",
    "control",
    "cpa",
    "gap_analysis",
    "information_security_policy",
    "iso_27001",
    "personally_identifiable_information",
    "remediation",
    "risk_assessment",
    "saas",
    "ssae_18",
    "system_description",
    "trust_services_criteria",
    "vendor_risk_management",
]


@pytest.mark.usefixtures("packaged")
def test_r13_category_pages_show_what_each_category_adds() -> None:
    pages = category_pages()
    assert [page.title for page in pages] == [
        "Security",
        "Availability",
        "Processing integrity",
        "Confidentiality",
        "Privacy",
    ]
    assert [page.own_count for page in pages] == [33, 3, 5, 2, 18]
    assert [page.count_with_common for page in pages] == [33, 36, 38, 35, 51]
    assert [len(page.criteria) for page in pages] == [33, 3, 5, 2, 18]
    assert all(page.explanation for page in pages)


@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize(
    "chosen, expected",
    [
        (["security"], 33),
        (["security", "availability"], 36),
        (["security", "confidentiality"], 35),
        (["security", "processing_integrity"], 38),
        (["security", "privacy"], 51),
        (["security", "availability", "confidentiality"], 38),
        (list(Category), 61),
    ],
)
def test_r35_the_criteria_listed_for_a_choice_are_as_many_as_the_arithmetic_says(
    chosen: list[str], expected: int
) -> None:
    assert len(criteria_in_scope(chosen)) == criteria_map(chosen=chosen).criteria_count == expected


@pytest.mark.usefixtures("packaged")
def test_r20_soc_2_is_shown_as_voluntary_and_hipaa_as_law() -> None:
    cards = {card.key: card for card in frameworks()}
    assert not cards["tsc"].is_law
    assert "voluntary" in cards["tsc"].standing
    assert cards["hipaa"].is_law
    assert {key for key, card in cards.items() if card.is_law} == {
        "hipaa",
        "gdpr",
        "ccpa",
        "lgpd",
        "dpdp",
        "eu-ai-act",
    }


@pytest.mark.usefixtures("packaged")
def test_one_criterion_shows_its_points_of_focus_and_its_neighbours() -> None:
    found = criterion_detail("CC6.5")
    assert found.section_title == "Logical and physical access"
    assert found.category_title == "Security"
    assert (found.previous, found.next) == ("CC6.4", "CC6.6")
    assert [point.is_ours for point in found.points_of_focus] == [False, True, True]
    assert (criterion_detail("CC1.1").previous, criterion_detail("P8.1").next) == ("", "")


@pytest.mark.usefixtures("packaged")
def test_an_article_of_a_law_carries_its_deadline() -> None:
    assert criterion_detail("Art. 33", framework="gdpr").line.deadline.startswith("72 hours")


@pytest.mark.usefixtures("packaged")
def test_a_framework_page_lists_every_item_under_its_heading() -> None:
    page = framework_detail("iso27001")
    assert sum(len(section.criteria) for section in page.sections) == page.card.criteria_count == 118


@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize(
    "ask, error",
    [
        (lambda: criterion_detail("CC99.9"), UnknownCriterion),
        (lambda: framework_detail("sox"), UnknownFramework),
        (lambda: edition_in_force("sox"), UnknownFramework),
        (lambda: edition_delta("tsc", "sox"), UnknownFramework),
        (lambda: glossary_term("sox"), UnknownTerm),
    ],
)
def test_what_is_not_there_is_said_not_to_be_there(ask: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask()


@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize(
    "ask, most",
    [(criteria_map, 4), (category_pages, 3), (frameworks, 1), (lambda: framework_detail("hipaa"), 3)],
)
def test_pages_of_criteria_make_a_constant_number_of_queries(ask: Callable[[], object], most: int) -> None:
    with CaptureQueriesContext(connection) as queries:
        ask()
    assert len(queries) <= most


def test_r158_the_glossary_explains_the_fifteen_essential_terms() -> None:
    essential = {term.id for term in glossary_terms() if term.is_essential}
    assert essential == set(ESSENTIAL_TERMS)
    for term in ESSENTIAL_TERMS:
        assert glossary_term(term).text


def test_the_glossary_is_searched_without_regard_to_case() -> None:
    assert "Bridge letter" in [term.title for term in glossary_terms(search="BRIDGE")]
    assert glossary_terms(search="no such word anywhere") == ()


def test_the_words_of_a_page_are_looked_for_without_making_the_patterns_anew() -> None:
    assert [term.id for term in terms_in("two SURVIVORS, of one")] == ["survivor"]
    made = _pattern.cache_info().misses
    terms_in("another page")
    assert _pattern.cache_info().misses == made
    assert made >= len(glossary_terms())
