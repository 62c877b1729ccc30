"""A history that was rewritten, cut off, or is not there is said to be."""

import shutil
from pathlib import Path

import pytest

from attestry.connectors.rules.observation import Coverage, Reason, SourceUnavailable
from attestry.connectors.sources.git.tests.made import make_repository
from attestry.connectors.sources.git.tests.reading import read

EVENTS = pytest.mark.parametrize("stream,table", [("commits", "git_commit"), ("merges", "git_change")])


@EVENTS
def test_a_rewritten_history_is_said_and_read_anew(tmp_path: Path, stream: str, table: str) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    made.commit("To be forgotten")
    earlier = read(stream, made.path)
    made.git("reset", "-q", "--hard", "HEAD~1")
    made.commit("Instead")
    later = read(stream, made.path, cursor=earlier.cursor)
    assert [row["subject"] for row in later.table(table)] == ["Start", "Instead"]
    assert {gap.reason for gap in later.gaps if gap.table == table} == {Reason.REMOVED}
    assert read(stream, made.path, cursor=later.cursor).gaps == []


@EVENTS
def test_a_cursor_whose_commit_is_gone_or_garbled_leads_to_reading_all(
    tmp_path: Path, stream: str, table: str
) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    gone = read(stream, made.path, cursor='{"main": "' + "ab" * 20 + '"}')
    garbled = read(stream, made.path, cursor="no such thing")
    assert len(gone.table(table)) == len(garbled.table(table)) == 1
    assert any("rewritten" in gap.detail for gap in gone.gaps)


@EVENTS
def test_a_shallow_clone_is_incomplete(tmp_path: Path, stream: str, table: str) -> None:
    made = make_repository(tmp_path / "app")
    for number in range(3):
        made.commit(f"Commit {number}")
    made.git("clone", "-q", "--depth", "1", f"file://{made.path}", str(tmp_path / "shallow"))
    seen = read(stream, tmp_path / "shallow")
    assert len(seen.table(table)) == 1
    assert [(gap.item_id, gap.reason) for gap in seen.gaps if gap.table == table] == [
        (None, Reason.INCOMPLETE)
    ]


@EVENTS
def test_a_protected_branch_that_is_not_there_is_a_gap(tmp_path: Path, stream: str, table: str) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    seen = read(stream, made.path, branches=["main", "release"])
    assert Coverage("protected branches", expected=2, seen=1) in seen.coverage
    assert [gap.detail for gap in seen.gaps if gap.table == table] == [
        "The repository has no branch release."
    ]


@EVENTS
def test_a_repository_without_commits_has_none_and_no_gap(tmp_path: Path, stream: str, table: str) -> None:
    made = make_repository(tmp_path / "app")
    seen = read(stream, made.path)
    assert (seen.rows, seen.gaps) == ({}, [])


def test_a_branch_known_only_from_a_remote_is_read(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.branch("release")
    made.commit("On release")
    made.branch("main")
    made.git("clone", "-q", "--branch", "main", str(made.path), str(tmp_path / "copy"))
    seen = read("commits", tmp_path / "copy", branches=["release"])
    assert seen.only("git_commit")["subject"] == "On release"


def test_a_name_that_looks_like_an_option_is_only_a_name(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    seen = read("commits", made.path, branches=["--all", "--output=/nowhere"])
    assert seen.rows == {}
    assert len(seen.gaps) == 4


@EVENTS
def test_a_damaged_repository_keeps_what_was_read_and_says_where_it_broke_off(
    tmp_path: Path, stream: str, table: str
) -> None:
    made = make_repository(tmp_path / "app")
    first = made.commit("Start")
    made.commit("Next")
    (made.path / ".git" / "objects" / first[:2] / first[2:]).unlink()
    seen = read(stream, made.path)
    assert seen.cursor is None
    assert {gap.reason for gap in seen.gaps if gap.table == table} == {Reason.INCOMPLETE}


@pytest.mark.parametrize("stream", ["repository", "commits", "merges", "tags"])
def test_a_folder_that_is_no_repository_is_unavailable(tmp_path: Path, stream: str) -> None:
    made = make_repository(tmp_path / "app")
    (made.path / "inside").mkdir()
    for path in (tmp_path, tmp_path / "missing", made.path / "inside"):
        with pytest.raises(SourceUnavailable) as refused:
            read(stream, path)
        assert refused.value.reason == Reason.UNREACHABLE


def test_without_the_git_program_the_source_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_repository(tmp_path / "app")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceUnavailable) as refused:
        read("commits", made.path)
    assert refused.value.reason == Reason.UNSUPPORTED


def test_who_asked_what_where_is_told(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    (provenance,) = read("commits", made.path).provenance
    assert provenance.endpoint == str(made.path)
    assert provenance.query.startswith("git rev-list")


def test_a_bare_mirror_is_read_like_a_working_copy(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    made.git("clone", "-q", "--mirror", str(made.path), str(tmp_path / "mirror.git"))
    shutil.rmtree(made.path)
    assert read("commits", tmp_path / "mirror.git").only("git_commit")["subject"] == "Start"
