"""What a change's message says of pull request, review, approval and override: facts, no verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attestry.connectors.sources.git.commits import Commit
from attestry.connectors.sources.git.people import Person, parse_person

_PULL_REQUEST = ("pull-request", "pull-request-url", "pr-url", "pr", "merge-request", "merge-request-url")
_OVERRIDE = ("bypass-by", "admin-override")
_TICKET = ("ticket", "issue", "refs", "ref", "closes", "fixes", "resolves", "jira", "change-request")
_IN_SUBJECT = (
    re.compile(r"Merge pull request (#\d+) from .+"),
    re.compile(r"Merged in .+ \(pull request (#\d+)\)"),
    re.compile(r"Merged PR (\d+): .+"),
    re.compile(r".+ \((#\d+)\)"),
)
_IN_BODY = re.compile(r"^See merge request (\S*!\d+)$", re.MULTILINE)
_DIGEST = re.compile(r"[0-9a-f]{7,64}")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody the trailers name as reviewer; ``is_approval`` where they say approved."""

    person: Person
    is_approval: bool


def pull_request(commit: Commit) -> tuple[str | None, str | None]:
    """The pull request named and where: by a trailer, or by the message of a hosting site."""
    if named := last_value(commit, *_PULL_REQUEST):
        return named, "trailer"
    subject = commit.subject or ""
    matches = [match for pattern in _IN_SUBJECT if (match := pattern.fullmatch(subject))]
    if not matches and (in_body := _IN_BODY.search(commit.message)):
        matches.append(in_body)
    return (matches[0][1], "message") if matches else (None, None)


def merged_head(commit: Commit) -> str | None:
    """The last commit of the branch that was merged: second parent, else ``Head-Commit``."""
    if len(commit.parents) > 1:
        return commit.parents[1]
    return _digest(last_value(commit, "head-commit"))


def approved_commit(commit: Commit) -> str | None:
    """The commit that was approved, by the last ``Approved-Commit``."""
    return _digest(last_value(commit, "approved-commit"))


def is_same_commit(approved: str | None, head: str | None) -> bool | None:
    """Whether both name one commit, either abbreviated; None where one is not stated."""
    if approved is None or head is None:
        return None
    return head.startswith(approved) or approved.startswith(head)


def reviewers(commit: Commit) -> list[Reviewer]:
    """Everyone named by ``Reviewed-by`` or ``Approved-by``, once each, in a stable order."""
    found: dict[str, Reviewer] = {}
    for line in commit.trailers:
        if line.name in ("reviewed-by", "approved-by"):
            person = parse_person(line.value)
            label = person.label or ""
            is_approval = line.name == "approved-by" or (label in found and found[label].is_approval)
            found[label] = Reviewer(person, is_approval)
    return [found[label] for label in sorted(found) if label]


def merged_by(commit: Commit) -> str | None:
    """Who merged, by ``Merged-by``."""
    return parse_person(last_value(commit, "merged-by") or "").label


def override(commit: Commit) -> tuple[bool, str | None]:
    """Whether a trailer says the rules were overridden, and who did."""
    is_there = any(line.name in _OVERRIDE for line in commit.trailers)
    return is_there, parse_person(last_value(commit, *_OVERRIDE) or "").label


def ticket(commit: Commit) -> str | None:
    """The work item named last."""
    return last_value(commit, *_TICKET)


def last_value(commit: Commit, *names: str) -> str | None:
    """The value of the last trailer of one of these names; None where there is none or it is empty."""
    values = [line.value for line in commit.trailers if line.name in names and line.value]
    return values[-1] if values else None


def _digest(text: str | None) -> str | None:
    digest = (text or "").lower()
    return digest if _DIGEST.fullmatch(digest) else None
