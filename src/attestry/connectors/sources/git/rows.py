"""Rows of commits and changes, as ``tables.sql`` declares them."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Gap, Reason
from attestry.connectors.sources.git import facts
from attestry.connectors.sources.git.batches import Row
from attestry.connectors.sources.git.changes import Change
from attestry.connectors.sources.git.commits import Commit
from attestry.connectors.sources.git.people import Person


def commit_rows(repository: str, commit: Commit, signature_state: str) -> Iterator[tuple[str, Row]]:
    """The row of a commit and those of its trailers, each with its table."""
    commit_id = f"{repository}@{commit.sha}"
    yield (
        "git_commit",
        {
            "commit_id": commit_id,
            "repository": repository,
            "sha": commit.sha,
            "author_name": commit.author.name,
            "author_email": commit.author.email,
            "authored_at": commit.authored_at,
            "committer_name": commit.committer.name,
            "committer_email": commit.committer.email,
            "committed_at": commit.committed_at,
            "parents_count": len(commit.parents),
            "is_merge": len(commit.parents) > 1,
            "tree_sha": commit.tree,
            "subject": commit.subject,
            "signature_kind": commit.signature_kind,
            "signature_state": signature_state,
        },
    )
    for position, trailer in enumerate(commit.trailers, start=1):
        yield (
            "git_commit_trailer",
            {
                "commit_id": commit_id,
                "position": position,
                "trailer_name": trailer.name,
                "trailer_value": trailer.value or None,
            },
        )


def commit_gaps(repository: str, commit: Commit) -> Iterator[Gap]:
    """What could not be read of a commit."""
    commit_id = f"{repository}@{commit.sha}"
    instants = {"authored_at": commit.authored_at, "committed_at": commit.committed_at}
    unread = tuple(column for column, instant in instants.items() if instant is None)
    if unread:
        detail = f"Commit {commit.sha} states an instant that is no date."
        yield Gap("git_commit", Reason.MALFORMED, detail, commit_id, unread)
    if commit.is_cut:
        detail = f"Commit {commit.sha} is too long to be read whole."
        for table in ("git_commit", "git_commit_trailer"):
            yield Gap(table, Reason.MALFORMED, detail, commit_id)


def change_rows(repository: str, change: Change, signature_state: str) -> Iterator[tuple[str, Row]]:
    """The row of a change and those of its authors and reviewers, each with its table."""
    change_id = f"{repository}@{change.branch}@{change.commit.sha}"
    reviewers = facts.reviewers(change.commit)
    yield (
        "git_change",
        {
            "change_id": change_id,
            "repository": repository,
            "branch_name": change.branch,
            "commits_count": change.commits_count,
            "reviewers_count": len(reviewers),
            "signature_state": signature_state,
            **_step(change.commit),
            **_passage(change.commit),
        },
    )
    yield from (("git_change_author", _author_row(change_id, author)) for author in change.authors)
    yield from (("git_change_reviewer", _reviewer_row(change_id, reviewer)) for reviewer in reviewers)


def change_gaps(repository: str, change: Change) -> Iterator[Gap]:
    """What could not be read of a change."""
    commit = change.commit
    change_id = f"{repository}@{change.branch}@{commit.sha}"
    if commit.committed_at is None:
        detail = f"Commit {commit.sha} states an instant that is no date."
        yield Gap("git_change", Reason.MALFORMED, detail, change_id, ("landed_at",))
    if commit.is_cut:
        detail = f"Commit {commit.sha} is too long to be read whole."
        for table in ("git_change", "git_change_author", "git_change_reviewer"):
            yield Gap(table, Reason.MALFORMED, detail, change_id)


def _passage(commit: Commit) -> Row:
    """How the change came to the branch: request, head, approval, merger, override."""
    request, request_from = facts.pull_request(commit)
    head, approved = facts.merged_head(commit), facts.approved_commit(commit)
    is_bypass, bypass_by = facts.override(commit)
    return {
        "pull_request": request,
        "pull_request_from": request_from,
        "is_direct_push": request is None and bool(commit.parents),
        "head_sha": head,
        "approved_sha": approved,
        "is_approved_head": facts.is_same_commit(approved, head),
        "merged_by": facts.merged_by(commit),
        "bypass_by": bypass_by,
        "is_bypass": is_bypass,
    }


def _step(commit: Commit) -> Row:
    """What the commit itself says of the step."""
    return {
        "sha": commit.sha,
        "landed_at": commit.committed_at,
        "parents_count": len(commit.parents),
        "subject": commit.subject,
        "committer_email": commit.committer.email,
        "ticket": facts.ticket(commit),
    }


def _author_row(change_id: str, author: Person) -> Row:
    return {
        "change_id": change_id,
        "author": author.label or "(nobody)",
        "author_name": author.name,
        "is_address": author.email is not None,
    }


def _reviewer_row(change_id: str, reviewer: facts.Reviewer) -> Row:
    return {
        "change_id": change_id,
        "reviewer": reviewer.person.label,
        "reviewer_name": reviewer.person.name,
        "is_address": reviewer.person.email is not None,
        "is_approval": reviewer.is_approval,
    }
