"""A screen that uses a word of the glossary leads to what the word means here."""

from __future__ import annotations

import re

import pytest

from attestry.controls.models import Control
from attestry.frameworks.queries.glossary import glossary_term, glossary_terms, terms_in

SCREENS = (
    "/criteria/CC6.1/",
    "/criteria/CC3.2/",
    "/frameworks/",
    "/frameworks/tsc/",
    "/frameworks/iso27001/",
)


def seen(answer):
    """The words of a page's body, and the terms that it leads to."""
    page = answer.content.decode().split("<main", 1)[1]
    return re.sub(r"<[^>]+>", " ", page), set(re.findall(r"/glossary/#(\w+)", page))


def test_a_word_is_found_whole_in_one_or_more_and_by_its_short_form():
    found = terms_in("Two controls guard PII; uncontrolled copies do not.", "An Attestation says so.")
    assert {"control", "personally_identifiable_information", "attestation"} <= {term.id for term in found}
    assert "saas" not in {term.id for term in found}
    assert terms_in("uncontrolled, attestations-like", "") == terms_in("attestation")
    assert terms_in() == ()


@pytest.mark.parametrize("path", SCREENS)
def test_r158_a_screen_leads_to_each_essential_word_that_it_uses_of_itself(lead, path):
    words, linked = seen(lead.get(path))
    assert linked
    assert linked <= {term.id for term in terms_in(words)}


def test_r158_every_essential_word_that_screens_use_leads_to_its_meaning(lead):
    used, linked = set(), set()
    keys = Control.objects.values_list("key", flat=True)
    for path in (*SCREENS, "/readiness/", "/criteria/", "/controls/", *(f"/controls/{key}/" for key in keys)):
        words, leads = seen(lead.get(path))
        used |= {term.id for term in terms_in(words) if term.is_essential}
        linked |= leads
    assert used - linked == set()
    assert used >= {"aicpa", "attestation", "control", "cpa", "iso_27001", "remediation", "risk_assessment"}


def test_r158_a_control_about_a_word_leads_to_it(lead):
    control = Control.objects.filter(statement__icontains="risk assessment").first()
    _words, linked = seen(lead.get(f"/controls/{control.key}/"))
    assert "risk_assessment" in linked


def test_r158_each_essential_word_is_found_by_searching_for_it(lead):
    for term in glossary_terms():
        if term.is_essential:
            page = lead.get("/glossary/", {"q": term.title}).content.decode()
            assert f'id="{term.id}"' in page
            assert glossary_term(term.id).text
