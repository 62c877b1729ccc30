"""The repository as it stands: what it is, its branches and the files its protected branches track."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.sources.git.batches import Row
from attestry.connectors.sources.git.branches import default_branch
from attestry.connectors.sources.git.people import instant_of
from attestry.connectors.sources.git.program import Repository
from attestry.connectors.sources.git.references import read_references

_KINDS = {"100755": "executable", "120000": "link", "160000": "submodule"}


def repository_row(repository: Repository) -> Row:
    """The one row of the repository."""
    return {
        "repository": repository.name,
        "object_format": repository.answer("rev-parse", "--show-object-format").strip(),
        "default_branch": default_branch(repository),
        "is_bare": repository.answer("rev-parse", "--is-bare-repository").strip() == "true",
        "is_shallow": is_shallow(repository),
        "is_partial": repository.ask("config", "--get", "extensions.partialClone")[0] == 0,
        "replaced_object_count": _count(repository, "refs/replace/"),
        "branch_count": _count(repository, "refs/heads/"),
        "tag_count": _count(repository, "refs/tags/"),
    }


def is_shallow(repository: Repository) -> bool:
    """Whether older history was left out when the repository was cloned."""
    return repository.answer("rev-parse", "--is-shallow-repository").strip() == "true"


def branch_rows(repository: Repository, protected: dict[str, str]) -> Iterator[Row]:
    """Every local branch, and protected branches that only a remote has."""
    seen: set[str] = set()
    for head in read_references(repository, "refs/heads/", ("refname", "objectname", "committerdate:unix")):
        name = head["refname"].removeprefix("refs/heads/")
        seen.add(name)
        instant = head["committerdate:unix"]
        yield _branch(repository, name, head["objectname"], instant, is_protected=name in protected)
    for name, sha in protected.items():
        if name not in seen:
            instant = repository.answer("log", "-1", "--format=%ct", sha, "--").strip()
            yield _branch(repository, name, sha, instant, is_protected=True)


def file_rows(repository: Repository, branch: str, head: str) -> Iterator[Row]:
    """The files tracked at the head of a branch."""
    for record in repository.records("ls-tree", "-r", "-z", "-l", "--full-tree", head):
        described, _, path = record.data.decode(errors="backslashreplace").partition("\t")
        mode, _, sha, size = described.split()
        yield {
            "file_id": f"{repository.name}@{branch}:{path}",
            "repository": repository.name,
            "branch_name": branch,
            "path": path,
            "file_name": path.rpartition("/")[2].lower(),
            "kind": _KINDS.get(mode, "file"),
            "object_sha": sha,
            "size_bytes": int(size) if size.isdigit() else None,
        }


def _branch(repository: Repository, name: str, sha: str, instant: str, *, is_protected: bool) -> Row:
    return {
        "branch_id": f"{repository.name}@{name}",
        "repository": repository.name,
        "branch_name": name,
        "is_protected": is_protected,
        "head_sha": sha,
        "head_committed_at": instant_of(instant),
    }


def _count(repository: Repository, prefix: str) -> int:
    return sum(1 for _ in read_references(repository, prefix, ("refname",)))
