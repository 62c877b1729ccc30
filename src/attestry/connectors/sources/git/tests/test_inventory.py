"""The repository, its branches and its tracked files."""

import os
from pathlib import Path

from attestry.connectors.sources.git.tests.made import make_repository
from attestry.connectors.sources.git.tests.reading import read


def test_the_repository_is_described(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    made.git("branch", "idea")
    made.git("tag", "v1")
    assert read("repository", made.path).only("git_repository") == {
        "repository": "app", "object_format": "sha1", "default_branch": "main", "is_bare": False,
        "is_shallow": False, "is_partial": False, "replaced_object_count": 0, "branch_count": 2,
        "tag_count": 1,
    }  # fmt: skip


def test_its_name_is_that_of_the_folder_unless_it_is_given(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "payroll.git")
    assert read("repository", made.path, name="").only("git_repository")["repository"] == "payroll"


def test_branches_are_told_and_protected_ones_marked(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    sha = made.commit("Start")
    made.git("branch", "team/idea")
    rows = {row["branch_name"]: row for row in read("repository", made.path).table("git_branch")}
    assert {name: row["is_protected"] for name, row in rows.items()} == {"main": True, "team/idea": False}
    assert rows["main"]["head_sha"] == sha


def test_tracked_files_are_told_whatever_their_names(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.track("deploy/ID_RSA", "secret")
    made.track('odd "name"\n.txt')
    files = {row["path"]: row for row in read("repository", made.path).table("git_file")}
    assert set(files) == {"deploy/ID_RSA", 'odd "name"\n.txt'}
    assert files["deploy/ID_RSA"]["file_name"] == "id_rsa"
    assert files["deploy/ID_RSA"]["size_bytes"] == 6


def test_replacements_are_counted_and_not_followed(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    honest = made.commit("Honest")
    made.branch("other")
    false = made.commit("False")
    made.git("checkout", "-q", "main")
    made.git("replace", honest, false)
    assert read("repository", made.path).only("git_repository")["replaced_object_count"] == 1
    assert read("commits", made.path).only("git_commit")["subject"] == "Honest"


def test_names_that_are_no_text_stay_apart(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.track(os.fsdecode(b"\xff"))
    made.track(os.fsdecode(b"\xfe"))
    assert {row["path"] for row in read("repository", made.path).table("git_file")} == {"\\xff", "\\xfe"}
