"""Changes: the steps by which a protected branch moved, each with the commits it brought.

A step is a commit along the branch's first parents. The commits it brought are those reachable
from it and from no earlier step. Reading from the oldest commit on, only commits that no step
has brought yet are held, so memory follows the number of open branches, not of commits.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

from attestry.connectors.sources.git.branches import Branch
from attestry.connectors.sources.git.commits import Commit, read_commits
from attestry.connectors.sources.git.people import Person, parse_person
from attestry.connectors.sources.git.program import Repository


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a branch: the commit it moved to, and who wrote what came with it."""

    branch: str
    commit: Commit
    commits_count: int
    authors: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A commit that no step has brought yet."""

    parents: tuple[str, ...]
    authors: tuple[Person, ...]


def read_changes(repository: Repository, branch: Branch) -> Iterator[Change]:
    """The steps of ``branch`` since it was last read, oldest first. Raises GitFailed."""
    waiting: dict[str, _Waiting] = {}
    with closing(_first_parents(repository, branch)) as steps:
        step = next(steps, None)
        for commit in read_commits(repository, branch.revisions):
            if commit.sha == step:
                yield _change(branch, commit, waiting)
                step = next(steps, None)
            else:
                waiting[commit.sha] = _Waiting(commit.parents, authors_of(commit))


def authors_of(commit: Commit) -> tuple[Person, ...]:
    """The author and everyone a ``Co-authored-by`` trailer names."""
    others = (parse_person(line.value) for line in commit.trailers if line.name == "co-authored-by")
    return (commit.author, *others)


def _first_parents(repository: Repository, branch: Branch) -> Generator[str, None, None]:
    arguments = ("log", "-z", "--format=%H", "--first-parent", "--topo-order", "--reverse")
    for record in repository.records(*arguments, *branch.revisions, "--"):
        yield record.data.decode()


def _change(branch: Branch, commit: Commit, waiting: dict[str, _Waiting]) -> Change:
    """The step and the commits it brought; whoever only merged is not among the authors."""
    brought: list[_Waiting] = []
    open_ends = list(commit.parents[1:])
    while open_ends:
        found = waiting.pop(open_ends.pop(), None)
        if found is not None:
            brought.append(found)
            open_ends.extend(found.parents)
    people = [person for one in brought for person in one.authors] or list(authors_of(commit))
    by_label = {person.label: person for person in sorted(people, key=_order)}
    return Change(branch.name, commit, len(brought) + 1, tuple(by_label.values()))


def _order(person: Person) -> tuple[str, str]:
    return (person.label or "", person.name or "")
