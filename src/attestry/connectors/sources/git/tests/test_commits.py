"""Commits as they are told, also where a message is hostile."""

from datetime import UTC, datetime
from pathlib import Path

from attestry.connectors.sources.git.tests.made import BOB, make_repository
from attestry.connectors.sources.git.tests.reading import read


def test_a_commit_is_told_with_people_instants_and_parents(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    first = made.commit("Start")
    second = made.commit("Go on", author="Zoë <ZOE@Example.org>")
    seen = read("commits", made.path)
    rows = {row["sha"]: row for row in seen.table("git_commit")}
    assert [row["sha"] for row in seen.table("git_commit")] == [first, second]
    assert rows[first]["parents_count"] == 0
    assert rows[second]["commit_id"] == f"app@{second}"
    assert rows[second]["author_name"] == "Zoë"
    assert rows[second]["author_email"] == "zoe@example.org"
    assert rows[second]["authored_at"] == datetime(2026, 1, 1, 2, tzinfo=UTC)
    assert rows[second]["tree_sha"] == made.tree()
    assert rows[second]["subject"] == "Go on"
    assert rows[second]["signature_state"] == "none"
    assert seen.gaps == []


def test_a_merge_is_a_commit_with_two_parents(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    made.branch("idea")
    made.commit("Idea")
    merged = made.merge("idea", "Merge idea")
    rows = {row["sha"]: row for row in read("commits", made.path).table("git_commit")}
    assert rows[merged]["is_merge"] is True
    assert len(rows) == 3


def test_trailers_are_told_in_order_with_names_in_lower_case(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start", f"Reviewed-by: {BOB}", "Ticket: PAY-1", "Empty:")
    trailers = read("commits", made.path).table("git_commit_trailer")
    assert [(row["position"], row["trailer_name"], row["trailer_value"]) for row in trailers] == [
        (1, "reviewed-by", BOB), (2, "ticket", "PAY-1"), (3, "empty", None)
    ]  # fmt: skip


def test_the_same_history_gives_the_same_rows(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start", f"Reviewed-by: {BOB}")
    assert read("commits", made.path) == read("commits", made.path)


def test_a_commit_without_names_or_a_proper_date_is_told_with_a_gap(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    sha = made.write_commit(
        f"tree {made.tree()}\nauthor  <> never\ncommitter  <> 99999999999999 +0000\n\n\xff\xfe bytes".encode(
            "latin-1"
        )
    )
    seen = read("commits", made.path)
    row = seen.only("git_commit")
    assert (row["author_name"], row["author_email"], row["authored_at"]) == (None, None, None)
    (gap,) = seen.gaps
    assert (gap.item_id, set(gap.columns)) == (f"app@{sha}", {"authored_at", "committed_at"})


def test_a_gigantic_message_is_cut_and_said_to_be(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    people = "author A <a@b.c> 1767225600 +0000\ncommitter A <a@b.c> 1767225600 +0000"
    body = "Huge\n\n" + "word " * 600_000
    sha = made.write_commit(f"tree {made.tree()}\n{people}\n\n{body}".encode())
    made.commit("Next")
    seen = read("commits", made.path)
    assert {gap.item_id for gap in seen.gaps} == {f"app@{sha}"}
    assert [row["subject"] for row in seen.table("git_commit")] == ["Huge", "Next"]


def test_a_later_collection_reads_only_what_is_new(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    first = read("commits", made.path)
    added = made.commit("Next")
    later = read("commits", made.path, cursor=first.cursor)
    assert [row["sha"] for row in later.table("git_commit")] == [added]
    assert read("commits", made.path, cursor=later.cursor).rows == {}


def test_ten_thousand_commits_come_in_batches(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "app")
    lines = [
        "commit refs/heads/main\n"
        f"committer Ann <ann@example.org> {1_767_225_600 + number} +0000\n"
        "data 24\nOne\n\nTicket: PAY-1234567\n"
        for number in range(10_000)
    ]
    made.git("fast-import", "--quiet", given="".join(lines).encode())
    seen = read("commits", made.path)
    assert len(seen.table("git_commit")) == 10_000
    assert seen.largest_batch <= 500
