"""Trackers that answer over HTTP as GitHub and Jira document it, and that can fail in every way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

from attestry.notices.tests.servers import Asked

Told = tuple[int, dict[str, str], bytes]


def told(what: Any, status: int = 200, **headers: str) -> Told:
    """An answer in JSON."""
    return status, {name.replace("_", "-"): one for name, one in headers.items()}, orjson.dumps(what)


@dataclass
class FakeTracker:
    """Issues by number. ``fails`` answers instead while it is set; ``writes`` are the calls that wrote."""

    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    fails: Callable[[Asked], Told | None] | None = None
    writes: list[str] = field(default_factory=list)
    address: str = ""
    page_size: int = 100
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self, asked: Asked) -> Told:
        failed = self.fails(asked) if self.fails else None
        if failed:
            return failed
        if asked.method != "GET":
            self.writes.append(f"{asked.method} {asked.path}")
        parts = urlsplit(asked.path)
        query = {name: one[0] for name, one in parse_qs(parts.query).items()}
        body = orjson.loads(asked.body) if asked.body else {}
        return self.answered(asked, parts.path, query, body)

    def answered(self, asked: Asked, path: str, query: dict[str, str], body: Any) -> Told:
        """As the product answers."""
        raise NotImplementedError

    def make(self, **said: Any) -> dict[str, Any]:
        """A new issue."""
        number = len(self.issues) + 1
        self.issues[number] = {"number": number, "is_open": True, "at": self.now, **said}
        return self.issues[number]

    def change(self, number: int, **said: Any) -> None:
        """Somebody there changes an issue, or we do."""
        self.issues[number] |= {**said, "at": self.now}

    def newest(self) -> list[dict[str, Any]]:
        """All of them, the one that changed last first."""
        return sorted(self.issues.values(), key=lambda one: (one["at"], one["number"]), reverse=True)


class FakeGitHub(FakeTracker):
    """GET, POST and PATCH of a repository's issues."""

    def answered(self, asked: Asked, path: str, query: dict[str, str], body: Any) -> Told:
        assert asked.headers["authorization"] == "Bearer secret-token"
        number = re.fullmatch(r"/repos/acme/gate/issues(?:/(\d+))?", path)
        if number is None:
            return told({"message": "Not Found"}, 404)
        if asked.method == "POST":
            return told(self.said(self.make(title=body["title"], text=body["body"])), 201)
        if not number.group(1):
            return self.listed(asked, query)
        key = int(number.group(1))
        if key not in self.issues:
            return told({"message": "Not Found"}, 404)
        if asked.method == "PATCH":
            self.change(key, title=body["title"], text=body["body"], is_open=body["state"] == "open")
        return told(self.said(self.issues[key]))

    def listed(self, asked: Asked, query: dict[str, str]) -> Told:
        since = datetime.fromisoformat(query.get("since", "2000-01-01T00:00:00+00:00"))
        found = [one for one in self.newest() if one["at"] >= since]
        page = int(query.get("page", "1"))
        shown = found[(page - 1) * self.page_size : page * self.page_size]
        etag = f'"{sha256(repr(found).encode()).hexdigest()}"'
        if asked.headers.get("if-none-match") == etag:
            return 304, {}, b""
        headers = {"etag": etag}
        if page * self.page_size < len(found):
            where = re.sub(r"&page=\d+", "", asked.path)
            headers["link"] = f'<{self.address}{where}&page={page + 1}>; rel="next"'
        return told([self.said(one) for one in shown], **headers)

    def said(self, one: dict[str, Any]) -> dict[str, Any]:
        at = one["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "number": one["number"], "title": one["title"], "body": one["text"], "updated_at": at,
            "state": "open" if one["is_open"] else "closed", "html_url": f"https://gh/{one['number']}",
        }  # fmt: skip


class FakeJira(FakeTracker):
    """Search, issue and transitions; as Cloud pages its search, or as Server does."""

    is_cloud = True

    def answered(self, asked: Asked, path: str, query: dict[str, str], body: Any) -> Told:
        path = path.removeprefix("/rest/api/2/")
        if path == ("search/jql" if self.is_cloud else "search"):
            return self.searched(query)
        if path == "issue":
            fields = body["fields"]
            made = self.make(title=fields["summary"], text=fields["description"])
            return told({"id": str(made["number"]), "key": f"SEC-{made['number']}", "self": ""}, 201)
        number = re.fullmatch(r"issue/(\d+)(/transitions)?", path)
        if number is None or int(number.group(1)) not in self.issues:
            return told({"errorMessages": ["Issue does not exist"], "errors": {}}, 404)
        return self.one(asked, int(number.group(1)), body, is_move=bool(number.group(2)))

    def one(self, asked: Asked, key: int, body: Any, *, is_move: bool) -> Told:
        if is_move and asked.method == "GET":
            ways = [("11", "new"), ("31", "done")]
            return told(
                {"transitions": [{"id": way, "to": {"statusCategory": {"key": to}}} for way, to in ways]}
            )
        if is_move:
            self.change(key, is_open=body["transition"]["id"] == "11")
            return 204, {}, b""
        if asked.method == "PUT":
            self.change(key, title=body["fields"]["summary"], text=body["fields"]["description"])
            return 204, {}, b""
        return told(self.said(self.issues[key]))

    def searched(self, query: dict[str, str]) -> Told:
        assert query["jql"].startswith('project = "SEC"')
        minutes = re.search(r"updated >= -(\d+)m", query["jql"])
        since = self.now - timedelta(minutes=int(minutes.group(1)) if minutes else 10**8)
        found = [one for one in self.newest() if one["at"] >= since]
        start = int(query.get("nextPageToken", query.get("startAt", "0")))
        shown, end = found[start : start + self.page_size], start + self.page_size
        answer: dict[str, Any] = {"issues": [self.said(one) for one in shown]}
        if not self.is_cloud:
            answer |= {"startAt": start, "maxResults": self.page_size, "total": len(found)}
        elif end < len(found):
            answer |= {"nextPageToken": str(end), "isLast": False}
        return told(answer)

    def said(self, one: dict[str, Any]) -> dict[str, Any]:
        at = one["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
        category = {"key": "new" if one["is_open"] else "done"}
        return {
            "id": str(one["number"]), "key": f"SEC-{one['number']}",
            "fields": {"summary": one["title"], "description": one["text"], "updated": at,
                       "status": {"name": "any", "statusCategory": category}},
        }  # fmt: skip
