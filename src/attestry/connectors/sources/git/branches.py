"""Protected branches: where each stands, and how far an earlier collection got."""

from __future__ import annotations

import json
from dataclasses import dataclass

from attestry.connectors.rules.observation import Cursor, Session
from attestry.connectors.sources.git.program import GitFailed, Repository
from attestry.kit.digest import canonical_json

_PLACES = ("refs/heads/", "refs/remotes/", "refs/remotes/origin/")


@dataclass(frozen=True, slots=True)
class Branch:
    """A protected branch and its head; ``since`` is the commit already read, where there is one."""

    name: str
    head: str
    since: str | None = None

    @property
    def revisions(self) -> list[str]:
        """What git is asked for: the head, without what was already read."""
        return [self.head] if self.since is None else [self.head, f"^{self.since}"]


@dataclass(frozen=True, slots=True)
class History:
    """The protected branches found, those not found, and those whose past was rewritten."""

    branches: list[Branch]
    missing: list[str]
    rewritten: list[str]

    @property
    def cursor(self) -> Cursor:
        """Where a collection that reads all of this gets to."""
        return Cursor(canonical_json({branch.name: branch.head for branch in self.branches}).decode())


def read_history(repository: Repository, session: Session) -> History:
    """Where the protected branches stand; all are read anew where one was rewritten."""
    heads, missing = protected_heads(repository, session)
    reached = _reached(session.cursor)
    rewritten = [
        name for name, head in heads.items()
        if name in reached and not _is_ancestor(repository, reached[name], head)
    ]  # fmt: skip
    since = {} if rewritten else reached
    branches = [Branch(name, head, since.get(name)) for name, head in heads.items()]
    return History(branches, missing, rewritten)


def protected_heads(repository: Repository, session: Session) -> tuple[dict[str, str], list[str]]:
    """The head of each protected branch by name, and the names of branches that are not there."""
    names = [str(name) for name in session.settings.get("branches") or []]
    heads: dict[str, str] = {}
    missing: list[str] = []
    for name in dict.fromkeys(names):
        head = _head(repository, name)
        if head is None:
            missing.append(name)
        else:
            heads[name] = head
    if not names:
        heads = _default_head(repository)
    return heads, missing


def default_branch(repository: Repository) -> str | None:
    """The branch HEAD points to, though it may have no commit; None where HEAD is detached."""
    code, printed, _ = repository.ask("symbolic-ref", "--quiet", "HEAD")
    return printed.strip().removeprefix("refs/heads/") if code == 0 else None


def _default_head(repository: Repository) -> dict[str, str]:
    name = default_branch(repository)
    head = _commit(repository, "HEAD")
    return {} if head is None else {name or "HEAD": head}


def _head(repository: Repository, name: str) -> str | None:
    heads = (_commit(repository, place + name) for place in _PLACES)
    return next((head for head in heads if head is not None), None)


def _commit(repository: Repository, revision: str) -> str | None:
    code, printed, _ = repository.ask(
        "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"
    )
    return printed.strip().splitlines()[-1] if code == 0 and printed.strip() else None


def _is_ancestor(repository: Repository, earlier: str, later: str) -> bool:
    code, _, complaint = repository.ask("merge-base", "--is-ancestor", earlier, later)
    if code not in (0, 1, 128):
        raise GitFailed(complaint)
    return code == 0


def _reached(cursor: str | None) -> dict[str, str]:
    try:
        value = json.loads(cursor or "{}")
    except ValueError:
        return {}
    if not isinstance(value, dict):
        return {}
    return {str(name): sha for name, sha in value.items() if isinstance(sha, str) and sha.isalnum()}
