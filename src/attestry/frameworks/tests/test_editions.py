"""Editions of one framework side by side: which is in force, and what the next one changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attestry.frameworks.actions import sync_frameworks
from attestry.frameworks.queries.editions import (
    edition_delta,
    edition_in_force,
    references_by_family,
    titles_by_family,
)
from attestry.frameworks.tests.samples import SYSTEM, item, write_framework

pytestmark = pytest.mark.django_db


def test_r19_a_second_edition_stands_beside_the_first_and_shows_its_delta(tmp_path: Path) -> None:
    write_framework(tmp_path, "tsc", [item("CC1.1"), item("CC1.2"), item("CC1.3", "Old")])
    write_framework(
        tmp_path,
        "tsc-2030",
        [item("CC1.1"), item("CC1.3", "New"), item("CC1.4")],
        family="tsc",
        effective_on="2030-07-01",
    )
    sync_frameworks(SYSTEM, root=tmp_path)
    found = edition_delta("tsc", "tsc-2030")
    assert [each.reference for each in found.added] == ["CC1.4"]
    assert [each.reference for each in found.removed] == ["CC1.2"]
    assert [each.later.title for each in found.reworded] == ["New"]
    assert edition_in_force("tsc", on=date(2030, 6, 30)).key == "tsc"
    assert edition_in_force("tsc", on=date(2030, 7, 1)).key == "tsc-2030"


def test_r19_references_are_titled_by_the_edition_in_force_and_kept_from_the_others(tmp_path: Path) -> None:
    write_framework(tmp_path, "tsc", [item("1", "First"), item("2", "Old")])
    write_framework(
        tmp_path, "tsc-2030", [item("2", "New"), item("3", "Third")], family="tsc", effective_on="2030-07-01"
    )
    sync_frameworks(SYSTEM, root=tmp_path)
    assert titles_by_family(on=date(2029, 1, 1))["tsc"].items == {"1": "First", "2": "Old", "3": "Third"}
    assert titles_by_family(on=date(2031, 1, 1))["tsc"].items == {"1": "First", "2": "New", "3": "Third"}
    assert references_by_family() == {"tsc": {"1", "2", "3"}}


def test_an_edition_whose_day_has_not_come_is_shown_where_there_is_no_other(tmp_path: Path) -> None:
    write_framework(tmp_path, "new", [item("1")], effective_on="2040-01-01")
    sync_frameworks(SYSTEM, root=tmp_path)
    assert edition_in_force("new", on=date(2030, 1, 1)).key == "new"
