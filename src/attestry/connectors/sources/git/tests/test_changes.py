"""Changes of a protected branch: what brought them, who wrote them, who looked."""

from pathlib import Path

import pytest

from attestry.connectors.sources.git.tests.made import ANN, BOB, MadeRepository, make_repository
from attestry.connectors.sources.git.tests.reading import Seen, read


@pytest.fixture
def made(tmp_path: Path) -> MadeRepository:
    made = make_repository(tmp_path / "app")
    made.commit("Start")
    return made


def change_of(seen: Seen, sha: str) -> dict[str, object]:
    return next(row for row in seen.table("git_change") if row["sha"] == sha)


def authors_of(seen: Seen, sha: str) -> set[str]:
    return {row["author"] for row in seen.table("git_change_author") if row["change_id"].endswith(sha)}


def test_only_steps_of_the_branch_are_changes(made: MadeRepository) -> None:
    made.branch("idea")
    made.commit("One")
    made.commit("Two")
    merged = made.merge("idea", "Merge pull request #7 from ann/idea")
    seen = read("merges", made.path)
    assert [row["subject"] for row in seen.table("git_change")] == [
        "Start", "Merge pull request #7 from ann/idea"
    ]  # fmt: skip
    assert change_of(seen, merged)["commits_count"] == 3


def test_a_merged_change_belongs_to_those_who_wrote_its_commits_not_to_the_merger(
    made: MadeRepository,
) -> None:
    made.branch("idea")
    made.commit("One", "Co-authored-by: Cleo <cleo@example.org>")
    made.commit("Two", author="Dan <dan@example.org>")
    merged = made.merge("idea", "Merge", "Pull-Request: #7", author=BOB)
    assert authors_of(read("merges", made.path), merged) == {
        "ann@example.org", "cleo@example.org", "dan@example.org"
    }  # fmt: skip


def test_commits_of_a_branch_that_waits_longer_stay_with_their_own_merge(made: MadeRepository) -> None:
    made.branch("slow")
    made.commit("Slow", author="Sue <sue@example.org>")
    made.git("checkout", "-q", "main")
    made.branch("quick")
    made.commit("Quick", author="Quin <quin@example.org>")
    quick = made.merge("quick", "Merge quick")
    slow = made.merge("slow", "Merge slow")
    seen = read("merges", made.path)
    assert authors_of(seen, quick) == {"quin@example.org"}
    assert authors_of(seen, slow) == {"sue@example.org"}


def test_a_branch_begun_before_the_last_collection_is_credited_when_it_is_merged(
    made: MadeRepository,
) -> None:
    made.branch("slow")
    made.commit("Slow", author="Sue <sue@example.org>")
    made.git("checkout", "-q", "main")
    made.commit("Meanwhile")
    earlier = read("merges", made.path)
    slow = made.merge("slow", "Merge slow", "Pull-Request: #9")
    later = read("merges", made.path, cursor=earlier.cursor)
    assert [row["sha"] for row in later.table("git_change")] == [slow]
    assert authors_of(later, slow) == {"sue@example.org"}


def test_a_change_that_names_no_pull_request_is_a_direct_push(made: MadeRepository) -> None:
    pushed = made.commit("Quick fix")
    seen = read("merges", made.path)
    assert change_of(seen, pushed)["is_direct_push"] is True
    assert [row["is_direct_push"] for row in seen.table("git_change") if row["parents_count"] == 0] == [False]


@pytest.mark.parametrize(
    ("subject", "trailers", "named", "where"),
    [
        ("Fix", ["Pull-Request: #12"], "#12", "trailer"),
        ("Fix", ["PR-URL: https://git.example.org/app/12"], "https://git.example.org/app/12", "trailer"),
        ("Merge pull request #12 from ann/idea", [], "#12", "message"),
        ("Fix the thing (#12)", [], "#12", "message"),
        ("Merged in idea (pull request #12)", [], "#12", "message"),
        ("Merge branch 'idea' into 'main'", ["See merge request team/app!12"], "team/app!12", "message"),
        ('Revert "Fix the thing (#12)"', [], None, None),
        ("See (#12) for more", [], None, None),
    ],
)
def test_the_pull_request_is_found(
    made: MadeRepository, subject: str, trailers: list[str], named: str | None, where: str | None
) -> None:
    sha = made.commit(subject, *trailers)
    change = change_of(read("merges", made.path), sha)
    assert (change["pull_request"], change["pull_request_from"]) == (named, where)


def test_the_approved_commit_is_compared_with_the_merged_one(made: MadeRepository) -> None:
    made.branch("idea")
    approved = made.commit("One")
    whole = made.merge("idea", "Merge", f"Approved-Commit: {approved}")
    made.branch("more")
    approved = made.commit("Two")
    head = made.commit("Pushed later")
    late = made.merge("more", "Merge", f"Approved-Commit: {approved[:12].upper()}")
    squashed = made.commit("Squash (#3)", f"Approved-Commit: {head[:10]}", f"Head-Commit: {head}")
    unsaid = made.commit("Squash (#4)", f"Approved-Commit: {head}")
    seen = read("merges", made.path)
    assert change_of(seen, whole)["is_approved_head"] is True
    assert change_of(seen, late)["is_approved_head"] is False
    assert change_of(seen, late)["head_sha"] == head
    assert change_of(seen, squashed)["is_approved_head"] is True
    assert change_of(seen, unsaid)["is_approved_head"] is None


def test_reviewers_are_counted_once_and_known_by_address_where_they_have_one(made: MadeRepository) -> None:
    sha = made.commit(
        "Fix", f"Reviewed-by: {BOB}", "Approved-by: BOB@example.org", "Reviewed-by: @cleo", "Reviewed-by:"
    )
    seen = read("merges", made.path)
    rows = {row["reviewer"]: row for row in seen.table("git_change_reviewer")}
    assert set(rows) == {"bob@example.org", "@cleo"}
    assert rows["bob@example.org"]["is_approval"] is True
    assert rows["@cleo"]["is_address"] is False
    assert change_of(seen, sha)["reviewers_count"] == 2


def test_merger_override_and_work_item_are_told(made: MadeRepository) -> None:
    sha = made.commit("Fix", "Merged-by: Bot", f"Admin-Override: {ANN}", "Closes: PAY-7")
    change = change_of(read("merges", made.path), sha)
    assert change["merged_by"] == "Bot"
    assert (change["is_bypass"], change["bypass_by"]) == (True, "ann@example.org")
    assert change["ticket"] == "PAY-7"


def test_an_override_that_names_nobody_is_still_an_override(made: MadeRepository) -> None:
    sha = made.commit("Fix", "Ticket: PAY-1", "Bypass-by:")
    change = change_of(read("merges", made.path), sha)
    assert (change["is_bypass"], change["bypass_by"]) == (True, None)


def test_each_protected_branch_has_its_own_changes(made: MadeRepository) -> None:
    made.branch("release")
    made.commit("Only on release")
    seen = read("merges", made.path, branches=["main", "release"])
    assert sorted((row["branch_name"], row["subject"]) for row in seen.table("git_change")) == [
        ("main", "Start"), ("release", "Only on release"), ("release", "Start")
    ]  # fmt: skip
