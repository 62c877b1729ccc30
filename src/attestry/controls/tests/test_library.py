"""Every control file of the library, whatever is in it, keeps these promises."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from attestry.controls.content import ControlFile, ControlSource, category_files, control_sources
from attestry.controls.rules.control import CORE, Character, Execution, shortcomings
from attestry.controls.rules.coverage import balance, thin_criteria
from attestry.frameworks.content import FrameworkFolder, framework_folders
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.kit.content import library

ROOT = library() / "controls"
SOURCES = list(control_sources(ROOT))
CONTROLS = [source.read() for source in SOURCES]
CATEGORIES = {category.id: category for category in category_files(ROOT)}
FRAMEWORKS = {
    folder.key: {item.id for item in folder.read()[1].items}
    for folder in framework_folders(library() / "frameworks")
}
CRITERIA = [item.id for item in FrameworkFolder(library() / "frameworks" / "tsc").read()[1].items]
FORBIDDEN = re.compile(
    r"SOC 2 certif|SOC 2.certified|passed (the|an|its) audit|audit failure|seal of approval", re.I
)


def counts(controls: list[ControlFile]) -> dict[str, int]:
    """How many of some controls speak to each criterion, in reading order."""
    spoken = Counter(reference for control in controls for reference in control.criteria)
    return {reference: spoken[reference] for reference in CRITERIA}


def test_the_library_has_the_controls_we_publish() -> None:
    assert len(SOURCES) == 142
    assert len(CATEGORIES) == 23


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_control_is_complete_and_maps_to_items_that_exist(source: ControlSource) -> None:
    control = source.read()
    assert shortcomings(control.text()) == ()
    assert control.id.startswith(CATEGORIES[source.category].prefix)
    for family, mapped in control.text().mappings.items():
        assert set(mapped) <= FRAMEWORKS[family], family
        assert len(set(mapped)) == len(mapped), f"{family} names an item twice"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
def test_every_control_says_what_it_is_for_in_whole_sentences(source: ControlSource) -> None:
    control = source.read()
    for sentence in (control.statement, control.risk, control.automation):
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
    assert not FORBIDDEN.search(source.path.read_text())


def test_risks_and_reasons_are_written_for_each_control_and_not_copied() -> None:
    assert len({control.risk for control in CONTROLS}) == len(CONTROLS)
    assert len({control.automation for control in CONTROLS}) == len(CONTROLS)


def test_every_criterion_has_two_controls() -> None:
    assert thin_criteria(counts(CONTROLS)) == ()


def test_every_common_criterion_has_two_core_controls() -> None:
    core = counts([control for control in CONTROLS if control.applies_when == CORE])
    assert [reference for reference in thin_criteria(core) if reference.startswith("CC")] == []


def test_every_criterion_of_a_category_has_two_controls_that_choosing_it_brings() -> None:
    for folder, category in (
        ("A1", "availability"),
        ("C1", "confidentiality"),
        ("PI1", "processing_integrity"),
        ("P", "privacy"),
    ):
        brought = counts([control for control in CONTROLS if control.applies_when in (CORE, category)])
        own = {
            reference: count
            for reference, count in brought.items()
            if reference.startswith(folder) and not (folder == "P" and reference.startswith("PI"))
        }
        assert own
        assert thin_criteria(own) == (), category


def test_r6_two_fifths_of_the_library_go_beyond_technology() -> None:
    characters = [CATEGORIES[source.category].character for source in SOURCES]
    share = balance(characters).share_beyond_technology
    assert share is not None
    assert share >= 0.4
    assert Character.TECHNICAL in characters


def test_r6_every_criterion_of_the_first_five_series_has_two_controls() -> None:
    early = {
        reference: count
        for reference, count in counts(CONTROLS).items()
        if reference[:3] in ("CC1", "CC2", "CC3", "CC4", "CC5")
    }
    assert len(early) == 17
    assert thin_criteria(early) == ()


def test_r131_each_control_says_who_performs_it_and_why() -> None:
    performed = Counter(control.execution for control in CONTROLS)
    assert performed == {Execution.AUTOMATED: 59, Execution.HYBRID: 44, Execution.MANUAL: 39}
    assert all(control.automation for control in CONTROLS)


def test_no_framework_is_mapped_under_the_name_of_the_criteria() -> None:
    assert all(TRUST_SERVICES not in control.mappings for control in CONTROLS)


def test_categories_stand_in_an_order_of_their_own() -> None:
    assert len({category.position for category in CATEGORIES.values()}) == len(CATEGORIES)
    assert len({category.prefix for category in CATEGORIES.values()}) == len(CATEGORIES)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*")), ids=lambda path: path.name)
def test_nothing_but_controls_and_categories_lies_in_the_library(path: Path) -> None:
    assert path.is_dir() or path.suffix == ".yaml"
