"""Issues of a GitHub repository, over its REST interface (version 2022-11-28)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlencode

from pydantic import BaseModel

from attestry.kit.errors import Unavailable
from attestry.kit.outgoing import Answer
from attestry.remediation.rules.tracker import Issue, Wanted
from attestry.remediation.trackers.talking import Page, TrackerUnavailable, read_as, talk

_NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')


class _Told(BaseModel):
    number: int
    title: str
    state: str
    html_url: str
    updated_at: datetime
    body: str | None = None
    pull_request: dict[str, object] | None = None

    def issue(self) -> Issue:
        return Issue(
            id=str(self.number),
            key=f"#{self.number}",
            url=self.html_url[:500],
            title=self.title,
            text=self.body or "",
            is_open=self.state == "open",
            updated_at=self.updated_at,
        )


class GitHub:
    """A repository, named ``owner/name``."""

    def __init__(self, address: str, project: str, token: str) -> None:
        self._base = address.rstrip("/")
        self._issues = f"{self._base}/repos/{project}/issues"
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }

    def changed(self, since: datetime | None, etag: str) -> Iterator[Page]:
        """Newest first, so that an issue that changes while they are read is never missed."""
        asked = {"state": "all", "sort": "updated", "direction": "desc", "per_page": "100"}
        if since is not None:
            asked["since"] = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        headers = {**self._headers, **({"If-None-Match": etag} if etag and since else {})}
        url: str | None = f"{self._issues}?{urlencode(asked)}"
        while url:
            found = talk("GET", url, headers=headers)
            if found.status == 304:
                return
            told = _json(found)
            if not isinstance(told, list):
                raise TrackerUnavailable("its list of issues is none")
            read = [read_as(_Told, one) for one in told]
            yield Page(
                [one.issue() for one in read if one.pull_request is None], found.headers.get("etag", "")
            )
            url, headers = self._next(found.headers.get("link", "")), self._headers

    def create(self, wanted: Wanted) -> Issue:
        """Make an issue with the label ``attestry``."""
        said = {"title": wanted.title, "body": wanted.text, "labels": ["attestry"]}
        made = self._write("POST", self._issues, said)
        return made if wanted.is_open else self.update(made.id, wanted)

    def update(self, number: str, wanted: Wanted) -> Issue:
        """Title, the one line, and whether it is open; the rest of the text stays."""
        url = f"{self._issues}/{number}"
        now = read_as(_Told, _json(talk("GET", url, headers=self._headers, is_one_issue=True))).issue()
        said = {
            "title": wanted.title,
            "body": wanted.text_after(now.text),
            "state": "open" if wanted.is_open else "closed",
        }
        return self._write("PATCH", url, said)

    def _write(self, method: str, url: str, said: object) -> Issue:
        found = talk(method, url, headers=self._headers, said=said, is_one_issue=True)
        return read_as(_Told, _json(found)).issue()

    def _next(self, link: str) -> str | None:
        found = _NEXT.search(link)
        if found is None:
            return None
        if not found.group(1).startswith(f"{self._base}/"):
            raise TrackerUnavailable("its next page is at another address, which gets no token")
        return found.group(1)


def _json(answer: Answer) -> object:
    try:
        return answer.json()
    except Unavailable as refusal:
        raise TrackerUnavailable(refusal.message) from refusal
