"""Issues of a Jira project, over its REST interface version 2, as Cloud and as Data Center speak it."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from pydantic import BaseModel, BeforeValidator, Field

from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.remediation.rules.tracker import Issue, Wanted
from attestry.remediation.trackers.talking import IssueRefused, Page, TrackerUnavailable, read_as, talk

_FIELDS = "summary,description,status,updated"
_AT_ONCE = 100


def _instant(said: object) -> object:
    return datetime.strptime(said, "%Y-%m-%dT%H:%M:%S.%f%z") if isinstance(said, str) else said


class _Category(BaseModel):
    key: str


class _Status(BaseModel):
    category: _Category = Field(alias="statusCategory")


class _Said(BaseModel):
    summary: str
    description: str | None = None
    status: _Status
    updated: Annotated[datetime, BeforeValidator(_instant)]


class _Told(BaseModel):
    id: str
    key: str
    fields: _Said


class _Found(BaseModel):
    issues: list[_Told]
    total: int = 0
    # No token on the last page: left out, or null.
    next_page: str | None = Field(None, alias="nextPageToken")


class _Made(BaseModel):
    id: str


class _Transition(BaseModel):
    id: str
    to: _Status


class _Transitions(BaseModel):
    transitions: list[_Transition]


class Jira:
    """A project, named by its key. With a login the token is a Cloud token, else a personal access token."""

    def __init__(
        self, address: str, project: str, token: str, *, login: str, issue_type: str, is_cloud: bool
    ) -> None:
        self._base = address.rstrip("/")
        self._project, self._type, self._is_cloud = project, issue_type, is_cloud
        basic = base64.b64encode(f"{login}:{token}".encode()).decode()
        self._headers = {
            "Authorization": f"Basic {basic}" if login else f"Bearer {token}",
            "Accept": "application/json",
        }

    def changed(self, since: datetime | None, etag: str) -> Iterator[Page]:
        """Newest first. The time is said as minutes ago: an instant would be in the login's time zone."""
        del etag  # Jira has none
        jql = f'project = "{self._project}"'
        if since is not None:
            minutes = math.ceil(max(clock.now() - since, timedelta()).total_seconds() / 60) + 2
            jql += f" AND updated >= -{minutes}m"
        asked = {
            "jql": f"{jql} ORDER BY updated DESC",
            "fields": _FIELDS,
            "maxResults": str(_AT_ONCE),
        }
        path, read = ("search/jql" if self._is_cloud else "search"), 0
        while True:
            found = read_as(_Found, self._ask("GET", f"{path}?{urlencode(asked)}"))
            yield Page([self._issue(one) for one in found.issues])
            read += len(found.issues)
            if self._is_cloud and found.next_page:
                asked["nextPageToken"] = found.next_page
            elif not self._is_cloud and found.issues and read < found.total:
                asked["startAt"] = str(read)
            else:
                return

    def create(self, wanted: Wanted) -> Issue:
        """Make an issue with the label ``attestry``."""
        fields = {
            "project": {"key": self._project},
            "issuetype": {"name": self._type},
            "summary": wanted.title,
            "description": wanted.text,
            "labels": ["attestry"],
        }
        made = read_as(_Made, self._ask("POST", "issue", {"fields": fields}, is_one_issue=True))
        return self._one(made.id) if wanted.is_open else self.update(made.id, wanted)

    def update(self, number: str, wanted: Wanted) -> Issue:
        """Title and the one line, then a transition where it is open and should be closed, or the reverse."""
        now = self._one(number)
        fields = {"summary": wanted.title, "description": wanted.text_after(now.text)}
        if (now.title, now.text) != (fields["summary"], fields["description"]):
            self._ask("PUT", f"issue/{quote(number)}", {"fields": fields}, is_one_issue=True)
        if now.is_open != wanted.is_open:
            self._move(number, is_open=wanted.is_open)
        return self._one(number)

    def _move(self, number: str, *, is_open: bool) -> None:
        path = f"issue/{quote(number)}/transitions"
        offered = read_as(_Transitions, self._ask("GET", path, is_one_issue=True)).transitions
        fitting = [one.id for one in offered if (one.to.category.key != "done") == is_open]
        if not fitting:
            raise IssueRefused(f"its workflow offers no way to {'open' if is_open else 'close'} it")
        self._ask("POST", path, {"transition": {"id": fitting[0]}}, is_one_issue=True)

    def _one(self, number: str) -> Issue:
        path = f"issue/{quote(number)}?fields={_FIELDS}"
        return self._issue(read_as(_Told, self._ask("GET", path, is_one_issue=True)))

    def _ask(self, method: str, path: str, said: Any = None, *, is_one_issue: bool = False) -> Any:
        url = f"{self._base}/rest/api/2/{path}"
        found = talk(method, url, headers=self._headers, said=said, is_one_issue=is_one_issue)
        if found.status == 204 or not found.body:
            return None
        try:
            return found.json()
        except Unavailable as refusal:
            raise TrackerUnavailable(refusal.message) from refusal

    def _issue(self, told: _Told) -> Issue:
        return Issue(
            id=told.id,
            key=told.key,
            url=f"{self._base}/browse/{told.key}",
            title=told.fields.summary,
            text=(told.fields.description or "").replace("\r\n", "\n"),
            is_open=told.fields.status.category.key != "done",
            updated_at=told.fields.updated,
        )
