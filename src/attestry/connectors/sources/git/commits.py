"""Commits as ``git rev-list --header`` prints them: the stored object, its message indented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from attestry.connectors.sources.git.people import Person, parse_identity
from attestry.connectors.sources.git.program import Repository
from attestry.connectors.sources.git.records import Record
from attestry.connectors.sources.git.trailers import Trailer, parse_trailers

SUBJECT_LENGTH = 300
_SIGNATURE_KINDS = {
    "-----BEGIN PGP SIGNATURE": "openpgp",
    "-----BEGIN PGP MESSAGE": "openpgp",
    "-----BEGIN SSH SIGNATURE": "ssh",
    "-----BEGIN SIGNED MESSAGE": "x509",
}


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; ``is_cut`` where its message was too long to be kept whole."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author: Person
    authored_at: datetime | None
    committer: Person
    committed_at: datetime | None
    signature_kind: str | None
    message: str
    trailers: tuple[Trailer, ...]
    is_cut: bool

    @property
    def subject(self) -> str | None:
        """The first line of the message, cut to ``SUBJECT_LENGTH``."""
        return self.message.lstrip("\n").partition("\n")[0].strip()[:SUBJECT_LENGTH] or None


def read_commits(repository: Repository, revisions: list[str]) -> Iterator[Commit]:
    """Commits reachable from ``revisions`` (``^sha`` takes away), each after its parents."""
    arguments = ("rev-list", "--header", "--topo-order", "--reverse", "--encoding=UTF-8", "--no-expand-tabs")
    for record in repository.records(*arguments, *revisions, "--"):
        yield parse_commit(record)


def parse_commit(record: Record) -> Commit:
    """The commit of one record."""
    head, _, body = record.data.decode(errors="replace").partition("\n\n")
    first, *lines = head.split("\n")
    headers = _headers(lines)
    author, authored_at = parse_identity(headers.get("author", [""])[0])
    committer, committed_at = parse_identity(headers.get("committer", [""])[0])
    message = "\n".join(line.removeprefix("    ") for line in body.split("\n"))
    signatures = headers.get("gpgsig", []) + headers.get("gpgsig-sha256", [])
    return Commit(
        sha=first.split()[0], tree=headers.get("tree", [""])[0], parents=tuple(headers.get("parent", [])),
        author=author, authored_at=authored_at, committer=committer, committed_at=committed_at,
        signature_kind=signature_kind(signatures[0]) if signatures else None,
        message=message, trailers=tuple(parse_trailers(message)), is_cut=record.is_cut,
    )  # fmt: skip


def signature_kind(first_line: str) -> str:
    """openpgp, ssh or x509 by the armour's first line, else other."""
    matches = (kind for begin, kind in _SIGNATURE_KINDS.items() if first_line.startswith(begin))
    return next(matches, "other")


def _headers(lines: list[str]) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith(" "):
            name, _, value = line.partition(" ")
            headers.setdefault(name, []).append(value)
    return headers
