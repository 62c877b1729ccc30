"""Syncing framework files: unchanged ones are left, changed ones updated, broken ones refused whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attestry.frameworks.actions import sync_frameworks
from attestry.frameworks.models import Criterion, Framework, PointOfFocus
from attestry.frameworks.tests.samples import SYSTEM, item, write_framework
from attestry.journal.models import JournalEntry
from attestry.journal.rules import Actor
from attestry.kit.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db


def test_the_packaged_library_loads_all_criteria_with_their_points_of_focus() -> None:
    done = sync_frameworks(SYSTEM)
    assert len(done.added) == 12
    assert Criterion.objects.filter(framework__key="tsc").count() == 61
    assert PointOfFocus.objects.filter(criterion__framework__key="tsc").count() == 295


def test_the_same_files_twice_write_nothing(tmp_path: Path) -> None:
    write_framework(tmp_path, "one", [item("1")])
    sync_frameworks(SYSTEM, root=tmp_path)
    entries = JournalEntry.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        done = sync_frameworks(SYSTEM, root=tmp_path)
    assert done.unchanged == ("one",)
    assert JournalEntry.objects.count() == entries
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_changed_file_updates_in_place_and_withdraws_what_it_dropped(tmp_path: Path) -> None:
    write_framework(tmp_path, "one", [item("1", points_of_focus=[{"text": "old"}]), item("2")])
    sync_frameworks(SYSTEM, root=tmp_path)
    key = Criterion.objects.get(reference="1").pk
    write_framework(tmp_path, "one", [item("1", "New title", points_of_focus=[{"text": "new"}]), item("3")])
    assert sync_frameworks(SYSTEM, root=tmp_path).updated == ("one",)
    first = Criterion.objects.get(pk=key)
    assert first.title == "New title"
    assert [point.text for point in first.points_of_focus.all()] == ["new"]
    assert Criterion.objects.get(reference="2").withdrawn_at is not None
    assert Criterion.objects.get(reference="3").withdrawn_at is None


def test_a_dropped_criterion_that_comes_back_stands_again(tmp_path: Path) -> None:
    for items in ([item("1"), item("2")], [item("1")], [item("1"), item("2")]):
        write_framework(tmp_path, "one", items)
        sync_frameworks(SYSTEM, root=tmp_path)
    assert Criterion.objects.get(reference="2").withdrawn_at is None


def test_a_removed_folder_is_marked_withdrawn_and_kept(tmp_path: Path) -> None:
    folder = write_framework(tmp_path, "one", [item("1")])
    write_framework(tmp_path, "two", [item("1")])
    sync_frameworks(SYSTEM, root=tmp_path)
    for path in (*folder.iterdir(), folder):
        path.rmdir() if path.is_dir() else path.unlink()
    assert sync_frameworks(SYSTEM, root=tmp_path).withdrawn == ("one",)
    assert Framework.objects.get(key="one").withdrawn_at is not None
    assert sync_frameworks(SYSTEM, root=tmp_path).withdrawn == ()


@pytest.mark.parametrize(
    "items, told",
    [
        ([item("1"), item("1")], "items.yaml:8: items.1: stands twice"),
        ([item("1"), item("2", section="X")], "items.yaml:8: items.2.section: there is no section X"),
        (
            [item("1"), item("2", colour="red")],
            "items.yaml:11: items.1.colour: Extra inputs are not permitted",
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_nothing_changes(
    tmp_path: Path, items: list[dict[str, object]], told: str
) -> None:
    write_framework(tmp_path, "a-good-one", [item("1")])
    write_framework(tmp_path, "broken", items)
    with pytest.raises(Invalid) as refusal:
        sync_frameworks(SYSTEM, root=tmp_path)
    assert refusal.value.message == told
    assert not Framework.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_folder_without_its_items_is_refused(tmp_path: Path) -> None:
    (write_framework(tmp_path, "one", [item("1")]) / "items.yaml").unlink()
    with pytest.raises(Invalid, match=r"items.yaml:1: .*No such file"):
        sync_frameworks(SYSTEM, root=tmp_path)


def test_a_lost_item_is_noticed_by_the_count(tmp_path: Path) -> None:
    folder = write_framework(tmp_path, "one", [item("1"), item("2")])
    head = folder / "framework.yaml"
    head.write_text(head.read_text().replace("item_count: 2", "item_count: 3"))
    with pytest.raises(Invalid, match=r"framework.yaml:9: item_count: is 3, but items.yaml has 2 items"):
        sync_frameworks(SYSTEM, root=tmp_path)


def test_a_sync_is_journaled_with_the_digest_before_and_after(tmp_path: Path) -> None:
    write_framework(tmp_path, "one", [item("1")])
    sync_frameworks(SYSTEM, root=tmp_path)
    write_framework(tmp_path, "one", [item("1", "Changed")])
    sync_frameworks(SYSTEM, root=tmp_path)
    first, second = JournalEntry.objects.filter(act="frameworks.sync")
    assert first.before is None
    assert second.before == first.after
    assert second.after != first.after


def test_somebody_without_the_right_cannot_sync(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        sync_frameworks(Actor("user", "user:x", "X"), root=tmp_path)
