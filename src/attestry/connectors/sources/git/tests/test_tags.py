"""Tags: what they point to, and that a moved one is seen twice."""

from pathlib import Path

from attestry.connectors.sources.git.tests.made import make_repository
from attestry.connectors.sources.git.tests.reading import read


def test_annotated_and_lightweight_tags_are_told_apart(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    sha = made.commit("Start")
    made.git("tag", "light")
    made.git("tag", "-a", "v1", "-m", "First release")
    tags = {row["tag_name"]: row for row in read("tags", made.path).table("git_tag")}
    assert tags["light"]["is_annotated"] is False
    assert tags["light"]["tagged_at"] is None
    assert tags["light"]["subject"] is None
    assert tags["v1"]["target_sha"] == tags["light"]["object_sha"] == sha
    assert tags["v1"]["tagger_email"] == "ann@example.org"
    assert tags["v1"]["subject"] == "First release"
    assert tags["v1"]["signature_state"] == "none"


def test_tags_are_read_again_only_when_one_changed(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    made.git("tag", "v1")
    first = read("tags", made.path)
    assert read("tags", made.path, cursor=first.cursor).rows == {}
    made.commit("Next")
    made.git("tag", "-f", "v1")
    moved = read("tags", made.path, cursor=first.cursor)
    assert moved.only("git_tag")["tag_name"] == "v1"
    assert moved.only("git_tag")["tag_id"] != first.only("git_tag")["tag_id"]


def test_many_tags_come_in_batches(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    sha = made.commit("Start")
    lines = "".join(f"create refs/tags/v{number} {sha}\n" for number in range(1200))
    made.git("update-ref", "--stdin", given=lines.encode())
    seen = read("tags", made.path)
    assert len(seen.table("git_tag")) == 1200
    assert seen.largest_batch <= 500
