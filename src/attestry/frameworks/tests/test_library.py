"""Every framework folder of the library, whatever is in it, keeps these promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from attestry.frameworks.content import FrameworkFolder, framework_folders
from attestry.frameworks.queries.glossary import glossary_terms
from attestry.frameworks.rules import Category
from attestry.kit.content import library

FOLDERS = list(framework_folders(library() / "frameworks"))
FORBIDDEN = re.compile(
    r"SOC 2 certif|SOC 2.certified|passed (the|an|its) audit|audit failure|seal of approval", re.I
)
COUNTS = {
    "tsc": 61,
    "iso27001": 118,
    "hipaa": 103,
    "gdpr": 47,
    "ccpa": 68,
    "lgpd": 32,
    "dpdp": 34,
    "iso42001": 38,
    "eu-ai-act": 21,
    "nist-ai-rmf": 19,
    "aiuc-1": 6,
    "owasp-llm": 10,
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.key)
def test_every_framework_folder_reads_whole(folder: FrameworkFolder) -> None:
    head, items = folder.read()
    assert head.id == folder.key
    assert len(items.items) == head.item_count
    used = {item.section for item in items.items}
    assert used == {section.id for section in items.sections}, "a section without items, or the reverse"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.key)
def test_a_framework_folder_holds_its_two_files_and_nothing_that_would_go_unread(
    folder: FrameworkFolder,
) -> None:
    assert sorted(path.name for path in folder.path.iterdir()) == ["framework.yaml", "items.yaml"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.key)
def test_every_framework_has_the_count_we_publish(folder: FrameworkFolder) -> None:
    assert len(folder.read()[1].items) == COUNTS[folder.key]


@pytest.mark.parametrize(
    "path", sorted((library() / "frameworks").rglob("*.yaml")), ids=lambda path: str(path.parent.name)
)
def test_no_framework_file_calls_an_examination_a_certification(path: Path) -> None:
    assert not FORBIDDEN.search(path.read_text())


def test_the_trust_services_criteria_have_their_published_structure() -> None:
    items = FrameworkFolder(library() / "frameworks" / "tsc").read()[1]
    assert [category.id for category in items.categories] == list(Category)
    category_of = {section.id: section.category for section in items.sections}
    own = [category_of[item.section] for item in items.items]
    assert [own.count(category) for category in Category] == [33, 3, 5, 2, 18]
    principles = sorted(item.coso_principle for item in items.items if item.coso_principle)
    assert principles == list(range(1, 18)), "each COSO principle underlies exactly one criterion"
    assert sum(item.official_points_of_focus or 0 for item in items.items) == 330
    for item in items.items:
        assert item.id.split(".")[0] == item.section
        assert item.statement
        assert 3 <= len(item.points_of_focus) <= 8, item.id


def test_privacy_criteria_say_which_role_they_concern_and_no_other_does() -> None:
    items = FrameworkFolder(library() / "frameworks" / "tsc").read()[1]
    for item in items.items:
        assert bool(item.privacy_roles) == item.id.startswith("P") - item.id.startswith("PI"), item.id


def test_hipaa_tells_required_from_addressable_specifications() -> None:
    items = FrameworkFolder(library() / "frameworks" / "hipaa").read()[1]
    addressable = [item for item in items.items if item.designation == "addressable"]
    assert len(addressable) == 22
    assert all(item.section == "security" for item in addressable)


def test_annex_a_has_its_four_themes() -> None:
    items = FrameworkFolder(library() / "frameworks" / "iso27001").read()[1]
    sections = [item.section for item in items.items]
    themes = ("clauses", "organizational", "people", "physical", "technological")
    assert [sections.count(theme) for theme in themes] == [25, 37, 8, 14, 34]


def test_glossary_terms_are_unique_and_explained() -> None:
    terms = glossary_terms()
    assert len({term.id for term in terms}) == len(terms)
    assert len({term.title for term in terms}) == len(terms)
    assert all(term.text.endswith(".") for term in terms)
