"""Syncing control files: unchanged ones are left, edits are kept, broken files are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.controls.actions.adopting import adopt_control
from attestry.controls.actions.syncing import sync_control_library
from attestry.controls.actions.writing import edit_control
from attestry.controls.models import Control
from attestry.controls.queries.listing import control_list
from attestry.controls.tests.samples import SYSTEM, text, write_control
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit.errors import Invalid, NotAllowed

pytestmark = pytest.mark.usefixtures("packaged")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library of one control that replaces the packaged one."""
    Control.objects.all().delete()
    write_control(tmp_path)
    sync_control_library(SYSTEM, root=tmp_path)
    return tmp_path


def test_the_packaged_library_loads_every_control_as_proposed() -> None:
    assert dict(control_list().by_state) == {"proposed": 142}
    assert Control.objects.get(key="CRY-01").mappings.filter(family="tsc").count() == 3


def test_the_packaged_library_twice_writes_nothing() -> None:
    entries = JournalEntry.objects.count()
    with CaptureQueriesContext(connection) as queries:
        done = sync_control_library(SYSTEM)
    assert len(done.unchanged) == 142
    assert JournalEntry.objects.count() == entries
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_changed_file_updates_its_control_and_keeps_its_state(root: Path) -> None:
    adopt_control(SYSTEM, Control.objects.get())
    write_control(root, title="Another title", criteria=["CC1.2", "CC1.3"])
    assert sync_control_library(SYSTEM, root=root).updated == ("GOV-01",)
    control = Control.objects.get()
    assert (control.title, control.state) == ("Another title", "adopted")
    assert control.text().mappings["tsc"] == ("CC1.2", "CC1.3")


def test_an_edited_control_keeps_its_text_and_says_that_a_newer_one_exists(root: Path) -> None:
    edit_control(SYSTEM, Control.objects.get(), text(title="Our title"))
    write_control(root, title="The library's next title")
    assert sync_control_library(SYSTEM, root=root).kept == ("GOV-01",)
    control = Control.objects.get()
    assert (control.title, control.has_newer_text) == ("Our title", True)
    assert control.text().mappings["tsc"] == ("CC6.4",)
    assert sync_control_library(SYSTEM, root=root).unchanged == ("GOV-01",)


def test_a_removed_file_withdraws_its_control_and_one_in_use_stays_in_the_list(root: Path) -> None:
    write_control(root, "GOV-02")
    sync_control_library(SYSTEM, root=root)
    adopt_control(SYSTEM, Control.objects.get(key="GOV-02"))
    for path in root.glob("*/GOV-*.yaml"):
        path.unlink()
    assert sync_control_library(SYSTEM, root=root).withdrawn == ("GOV-01", "GOV-02")
    assert [line.key for line in control_list().controls] == ["GOV-02"]


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"criteria": ["CC1.1", "CC99.1"]}, "GOV-01.yaml:12: criteria: tsc has no CC99.1"),
        ({"criteria": ["CC1.1", "CC1.1"]}, "GOV-01.yaml:12: criteria: names the same item twice"),
        ({"mappings": {"gdpr": ["Art. 999"]}}, "GOV-01.yaml:22: gdpr: gdpr has no Art. 999"),
        ({"mappings": {"sox": ["404"]}}, "GOV-01.yaml:22: sox: there is no framework sox"),
        ({"id": "GOV-09"}, "GOV-01.yaml:1: id: differs from the file's name GOV-01"),
        ({"colour": "red"}, "GOV-01.yaml:24: colour: Extra inputs are not permitted"),
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_nothing_changes(
    root: Path, changes: dict[str, Any], told: str
) -> None:
    write_control(root, "GOV-02", title="A good one")
    write_control(root, **changes)
    entries = JournalEntry.objects.count()
    with pytest.raises(Invalid) as refusal:
        sync_control_library(SYSTEM, root=root)
    assert refusal.value.message == told
    assert [control.key for control in Control.objects.all()] == ["GOV-01"]
    assert Control.objects.get().title == "A title"
    assert JournalEntry.objects.count() == entries


@pytest.mark.parametrize("missing", ["nature", "risk"])
def test_r159_a_library_control_without_nature_or_risk_is_refused(root: Path, missing: str) -> None:
    path = write_control(root)
    kept = [line for line in path.read_text().splitlines() if not line.startswith(f"{missing}:")]
    path.write_text("\n".join(kept))
    with pytest.raises(Invalid, match=rf"GOV-01.yaml:1: {missing}: Field required"):
        sync_control_library(SYSTEM, root=root)


def test_a_control_outside_its_categorys_prefix_is_refused(root: Path) -> None:
    write_control(root, "NET-01")
    with pytest.raises(Invalid, match=r"NET-01.yaml:1: id: does not begin with GOV, as governance asks"):
        sync_control_library(SYSTEM, root=root)


def test_a_file_with_the_id_of_an_own_control_is_refused(root: Path) -> None:
    Control.objects.filter(key="GOV-01").update(origin="own")
    with pytest.raises(Invalid, match=r"GOV-01.yaml:1: id: is taken by a control of the company's own"):
        sync_control_library(SYSTEM, root=root)


def test_somebody_without_the_right_cannot_sync() -> None:
    with pytest.raises(NotAllowed):
        sync_control_library(Actor("user", "user:x", "X"))
