"""The streams of a git repository: its standing, commits, changes of protected branches, tags."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from attestry.connectors.rules.observation import (
    Collect,
    Coverage,
    Cursor,
    Gap,
    Observation,
    Provenance,
    Reason,
    Rows,
    Session,
)
from attestry.connectors.sources.git.batches import in_batches, rows_of
from attestry.connectors.sources.git.branches import History, protected_heads, read_history
from attestry.connectors.sources.git.changes import Change, read_changes
from attestry.connectors.sources.git.commits import Commit, read_commits
from attestry.connectors.sources.git.inventory import branch_rows, file_rows, is_shallow, repository_row
from attestry.connectors.sources.git.program import GitFailed, Repository, open_repository
from attestry.connectors.sources.git.rows import change_gaps, change_rows, commit_gaps, commit_rows
from attestry.connectors.sources.git.signatures import Signatures, open_signatures
from attestry.connectors.sources.git.tags import read_tags, tags_digest

_COMMIT_TABLES = ("git_commit", "git_commit_trailer")
_CHANGE_TABLES = ("git_change", "git_change_author", "git_change_reviewer")


@dataclass(frozen=True)
class _Reading:
    """What every stream needs: the session, the repository and how signatures are checked."""

    session: Session
    repository: Repository
    signatures: Signatures


def collect_repository(session: Session) -> Iterator[Observation]:
    """The repository, its branches and tracked files."""
    return _collect(session, "for-each-ref, ls-tree", ("git_repository", "git_branch", "git_file"), _standing)


def collect_commits(session: Session) -> Iterator[Observation]:
    """Commits of the protected branches since the last collection."""
    return _collect(session, "rev-list --header", _COMMIT_TABLES, _commits)


def collect_merges(session: Session) -> Iterator[Observation]:
    """Steps of the protected branches since the last collection."""
    return _collect(session, "rev-list --header, log --first-parent", _CHANGE_TABLES, _changes)


def collect_tags(session: Session) -> Iterator[Observation]:
    """All tags, where any changed since the last collection."""
    return _collect(session, "for-each-ref refs/tags", ("git_tag",), _tags)


STREAMS: dict[str, Collect] = {
    "repository": collect_repository,
    "commits": collect_commits,
    "merges": collect_merges,
    "tags": collect_tags,
}


def _collect(
    session: Session, query: str, tables: Iterable[str], read: Callable[[_Reading], Iterator[Observation]]
) -> Iterator[Observation]:
    """Provenance, then what ``read`` says; where git breaks off, what was said stands with a gap."""
    repository = open_repository(session)
    yield Provenance(principal=_user(), endpoint=str(repository.path), query=f"git {query}")
    try:
        yield from read(_Reading(session, repository, open_signatures(session, repository)))
    except GitFailed as error:
        for table in tables:
            yield Gap(table, Reason.INCOMPLETE, f"git broke off: {error}")


def _standing(reading: _Reading) -> Iterator[Observation]:
    repository = reading.repository
    heads, missing = protected_heads(repository, reading.session)
    yield _branches_seen(heads, missing)
    yield Rows("git_repository", [repository_row(repository)])
    for rows in in_batches(branch_rows(repository, heads)):
        yield Rows("git_branch", rows)
    for name, head in heads.items():
        for rows in in_batches(file_rows(repository, name, head)):
            yield Rows("git_file", rows)
    yield from _missing_gaps(("git_branch", "git_file"), missing)


def _commits(reading: _Reading) -> Iterator[Observation]:
    history = read_history(reading.repository, reading.session)
    yield from _history_observations(reading, _COMMIT_TABLES, history)
    revisions = list(dict.fromkeys(part for branch in history.branches for part in branch.revisions))
    if revisions:
        for batch in in_batches(read_commits(reading.repository, revisions)):
            yield from _commit_batch(reading, batch)
    yield history.cursor


def _changes(reading: _Reading) -> Iterator[Observation]:
    history = read_history(reading.repository, reading.session)
    yield from _history_observations(reading, _CHANGE_TABLES, history)
    for branch in history.branches:
        for batch in in_batches(read_changes(reading.repository, branch)):
            yield from _change_batch(reading, batch)
    yield history.cursor


def _tags(reading: _Reading) -> Iterator[Observation]:
    digest = tags_digest(reading.repository)
    if digest != reading.session.cursor:
        for rows in in_batches(read_tags(reading.repository, reading.signatures)):
            yield Rows("git_tag", rows)
    yield Cursor(digest)


def _commit_batch(reading: _Reading, batch: list[Commit]) -> Iterator[Observation]:
    name, states = reading.repository.name, reading.signatures.of_commits(batch)
    yield from rows_of(pair for commit in batch for pair in commit_rows(name, commit, states[commit.sha]))
    for commit in batch:
        yield from commit_gaps(name, commit)
    reading.session.progress(f"{len(batch)} commits read")


def _change_batch(reading: _Reading, batch: list[Change]) -> Iterator[Observation]:
    name = reading.repository.name
    states = reading.signatures.of_commits(change.commit for change in batch)
    yield from rows_of(
        pair for change in batch for pair in change_rows(name, change, states[change.commit.sha])
    )
    for change in batch:
        yield from change_gaps(name, change)
    reading.session.progress(f"{len(batch)} changes read")


def _history_observations(
    reading: _Reading, tables: tuple[str, ...], history: History
) -> Iterator[Observation]:
    """How many branches were seen, and what of their past is missing or was rewritten."""
    yield _branches_seen({branch.name: branch.head for branch in history.branches}, history.missing)
    yield from _missing_gaps(tables, history.missing)
    for table in tables:
        for name in history.rewritten:
            yield Gap(table, Reason.REMOVED, _rewritten(name))
        if is_shallow(reading.repository):
            yield Gap(
                table, Reason.INCOMPLETE, "The repository is a shallow clone: older commits are not in it."
            )


def _rewritten(branch: str) -> str:
    return (
        f"The history of branch {branch} was rewritten: the commit reached last time is no longer part "
        "of it. Everything was read anew."
    )


def _branches_seen(heads: dict[str, str], missing: list[str]) -> Coverage:
    return Coverage("protected branches", expected=len(heads) + len(missing), seen=len(heads))


def _missing_gaps(tables: Iterable[str], missing: list[str]) -> Iterator[Gap]:
    for table in tables:
        for name in missing:
            yield Gap(table, Reason.REMOVED, f"The repository has no branch {name}.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
