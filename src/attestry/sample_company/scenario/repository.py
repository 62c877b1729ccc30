"""The code repository: reviewed merges on every working day, one of them not; tags, branches, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry.sample_company.company import Company
from attestry.sample_company.content.people import Person
from attestry.sample_company.rules.calendar import WEEK, Calendar, Moment, is_workday
from attestry.sample_company.rules.chance import between, digest, pick

Row = dict[str, Any]

FIRST_DAY = -14
_RELEASE_EVERY = 2 * WEEK


@dataclass(frozen=True, slots=True)
class Change:
    """One merge into the protected branch."""

    day: int
    number: int
    sha: str
    head: str
    landed_at: datetime
    subject: str
    author: Person
    reviewer: Person | None
    commits: int

    @property
    def request(self) -> str:
        """The pull request that it came through."""
        return f"#{4000 + self.day * 8 + self.number}"

    @property
    def ticket(self) -> str:
        """The work item that it names."""
        return f"PAY-{2000 + self.day * 8 + self.number}"


def changes_of(company: Company, calendar: Calendar, day: int) -> list[Change]:
    """The merges of one day, in order."""
    if not is_workday(day):
        return []
    repository = company.estate.repository
    authors = [company.person[name] for name in repository.authors]
    at_work = [person for person in authors if person.works_on(day)]
    missed = company.story.unreviewed_change.day
    answer = []
    for number in range(between(2, 4, "changes", day)):
        seed = ("change", day, number)
        author = pick(at_work, "author", *seed)
        reviewer = pick([person for person in at_work if person is not author], "reviewer", *seed)
        verb, area = pick(repository.verbs, "verb", *seed), pick(repository.areas, "area", *seed)
        is_missed = day == missed and number == 0
        answer.append(
            Change(
                day,
                number,
                digest("merge", *seed)[:40],
                digest("head", *seed)[:40],
                calendar.at(day, 9 + 2 * number, between(0, 59, "minute", *seed)),
                f"{verb} {area}",
                author,
                None if is_missed else reviewer,
                between(1, 2, "commits", *seed),
            )
        )
    return answer


def _new_changes(company: Company, moment: Moment) -> Iterator[Change]:
    for day in moment.days_since(FIRST_DAY):
        for change in changes_of(company, moment.calendar, day):
            if moment.is_new(change.landed_at):
                yield change


def commits(company: Company, moment: Moment) -> Iterator[Row]:
    """Each merge, and the commits that it brought."""
    name = company.estate.repository.name
    for change in _new_changes(company, moment):
        author = company.address(change.author.id)
        merger = company.address((change.reviewer or change.author).id)
        for position in range(change.commits):
            is_head = position == change.commits - 1
            sha = change.head if is_head else digest("commit", change.sha, position)[:40]
            yield _commit(name, sha, change, author, change.author.name, change.subject, parents=1)
        subject = f"Merge pull request {change.request} from {change.author.login}/{change.ticket.lower()}"
        merger_name = (change.reviewer or change.author).name
        yield _commit(name, change.sha, change, merger, merger_name, subject, parents=2)


def _commit(
    repository: str, sha: str, change: Change, address: str, name: str, subject: str, *, parents: int
) -> Row:
    return {
        "commit_id": f"{repository}@{sha}",
        "repository": repository,
        "sha": sha,
        "author_name": name,
        "author_email": address,
        "authored_at": change.landed_at,
        "committer_name": name,
        "committer_email": address,
        "committed_at": change.landed_at,
        "parents_count": parents,
        "is_merge": parents > 1,
        "tree_sha": digest("tree", sha)[:40],
        "subject": subject,
        "signature_kind": "ssh",
        "signature_state": "good",
    }


def trailers(company: Company, moment: Moment) -> Iterator[Row]:
    """What each merge says of itself."""
    name = company.estate.repository.name
    for change in _new_changes(company, moment):
        lines = [("ticket", change.ticket)]
        if change.reviewer is not None:
            who = f"{change.reviewer.name} <{company.address(change.reviewer.id)}>"
            lines += [("reviewed-by", who), ("approved-commit", change.head), ("merged-by", who)]
        for position, (trailer, value) in enumerate(lines, start=1):
            yield {
                "commit_id": f"{name}@{change.sha}",
                "position": position,
                "trailer_name": trailer,
                "trailer_value": value,
            }


def changes(company: Company, moment: Moment) -> Iterator[Row]:
    """Each step of the protected branch."""
    repository = company.estate.repository
    for change in _new_changes(company, moment):
        reviewer = company.address(change.reviewer.id) if change.reviewer else None
        yield {
            "change_id": _change_id(company, change),
            "repository": repository.name,
            "branch_name": repository.branch,
            "sha": change.sha,
            "landed_at": change.landed_at,
            "parents_count": 2,
            "commits_count": change.commits + 1,
            "subject": change.subject,
            "committer_email": reviewer or company.address(change.author.id),
            "pull_request": change.request,
            "pull_request_from": "message",
            "is_direct_push": False,
            "head_sha": change.head,
            "approved_sha": change.head if reviewer else None,
            "is_approved_head": True if reviewer else None,
            "reviewers_count": 1 if reviewer else 0,
            "merged_by": reviewer,
            "is_bypass": False,
            "ticket": change.ticket,
            "signature_state": "good",
        }


def change_authors(company: Company, moment: Moment) -> Iterator[Row]:
    """Who wrote each change."""
    for change in _new_changes(company, moment):
        yield {
            "change_id": _change_id(company, change),
            "author": company.address(change.author.id),
            "author_name": change.author.name,
            "is_address": True,
        }


def change_reviewers(company: Company, moment: Moment) -> Iterator[Row]:
    """Who looked at each change."""
    for change in _new_changes(company, moment):
        if change.reviewer is not None:
            yield {
                "change_id": _change_id(company, change),
                "reviewer": company.address(change.reviewer.id),
                "reviewer_name": change.reviewer.name,
                "is_address": True,
                "is_approval": True,
            }


def _change_id(company: Company, change: Change) -> str:
    repository = company.estate.repository
    return f"{repository.name}@{repository.branch}@{change.sha}"


def _last_change(company: Company, moment: Moment) -> Change:
    day = moment.day
    while True:
        landed = [one for one in changes_of(company, moment.calendar, day) if one.landed_at <= moment.now]
        if landed:
            return landed[-1]
        day -= 1


def repository(company: Company, moment: Moment) -> Iterator[Row]:
    """The repository as a whole."""
    yield {
        "repository": company.estate.repository.name,
        "object_format": "sha1",
        "default_branch": company.estate.repository.branch,
        "is_bare": True,
        "is_shallow": False,
        "is_partial": False,
        "replaced_object_count": 0,
        "branch_count": 1,
        "tag_count": len(_releases(moment)),
    }


def branches(company: Company, moment: Moment) -> Iterator[Row]:
    """Where the protected branch stands."""
    head, held = _last_change(company, moment), company.estate.repository
    yield {
        "branch_id": f"{held.name}@{held.branch}",
        "repository": held.name,
        "branch_name": held.branch,
        "is_protected": True,
        "head_sha": head.sha,
        "head_committed_at": head.landed_at,
    }


def files(company: Company, moment: Moment) -> Iterator[Row]:
    """The files that the protected branch tracks; their content changes with each release."""
    held, release = company.estate.repository, len(_releases(moment))
    for path in held.files:
        yield {
            "file_id": f"{held.name}@{held.branch}:{path}",
            "repository": held.name,
            "branch_name": held.branch,
            "path": path,
            "file_name": path.rpartition("/")[2].lower(),
            "kind": "file",
            "object_sha": digest("file", path, release)[:40],
            "size_bytes": between(300, 24_000, "file", path, release),
        }


def _releases(moment: Moment) -> range:
    return range(FIRST_DAY + 3, moment.day + 1, _RELEASE_EVERY)


def tags(company: Company, moment: Moment) -> Iterator[Row]:
    """A signed tag for each release, every other Thursday."""
    held, releaser = company.estate.repository, company.person["W105"]
    for number, day in enumerate(_releases(moment)):
        at, name = moment.calendar.at(day, 16), f"v5.{number}.0"
        if not moment.is_new(at):
            continue
        tag = digest("tag", name)[:40]
        yield {
            "tag_id": f"{held.name}@{name}@{tag}",
            "repository": held.name,
            "tag_name": name,
            "object_sha": tag,
            "target_sha": changes_of(company, moment.calendar, day)[-1].sha,
            "target_kind": "commit",
            "is_annotated": True,
            "tagger_name": releaser.name,
            "tagger_email": company.address(releaser.id),
            "tagged_at": at,
            "subject": f"Release {name}",
            "signature_kind": "ssh",
            "signature_state": "good",
        }
