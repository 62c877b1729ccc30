"""One request to a tracker, and what its refusals mean: all of it, or this issue alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

import orjson
from django.conf import settings
from pydantic import BaseModel, ValidationError

from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.kit.outgoing import Answer, ask
from attestry.remediation.rules.tracker import Issue, Wanted

_OF_ONE_ISSUE, _GONE = {400, 409, 422}, {404, 410}
Shape = TypeVar("Shape", bound=BaseModel)
_LONGEST_WAIT = timedelta(days=1)


class TrackerUnavailable(Unavailable):
    """The tracker does not answer as it should; it is asked again later."""

    def __init__(self, words: str, asked_to_wait: timedelta | None = None) -> None:
        super().__init__(words)
        self.asked_to_wait = asked_to_wait


class IssueRefused(Unavailable):
    """The tracker does not take this issue; others go on."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the issues that changed, newest first, and the validator of what was read."""

    issues: list[Issue]
    etag: str = ""


class Client(Protocol):
    """What a tracker can be asked."""

    def changed(self, since: datetime | None, etag: str) -> Iterator[Page]:
        """Every issue that changed since, page by page, newest first; nothing where none did."""

    def create(self, wanted: Wanted) -> Issue:
        """Make an issue."""

    def update(self, number: str, wanted: Wanted) -> Issue:
        """Bring an issue's title, line and state up to date."""


def talk(
    method: str, url: str, *, headers: Mapping[str, str], said: Any = None, is_one_issue: bool = False
) -> Answer:
    """Ask and return a good answer or 304. Raises TrackerUnavailable, IssueRefused, AddressRefused."""
    body = None if said is None else orjson.dumps(said)
    kind = {"Content-Type": "application/json"} if body is not None else {}
    try:
        found = ask(method, url, headers={**headers, **kind}, body=body, allowed=settings.PRIVATE_HOSTS)
    except Unavailable as refusal:
        raise TrackerUnavailable(refusal.message) from refusal
    if found.is_good or found.status == 304:
        return found
    words = f"it answered {found.status} to {method}{_why(found)}"
    is_gone = method != "POST" and found.status in _GONE
    if is_one_issue and (is_gone or found.status in _OF_ONE_ISSUE):
        raise IssueRefused(words)
    raise TrackerUnavailable(words, _asked_to_wait(found.headers))


def read_as(shape: type[Shape], told: Any) -> Shape:
    """An answer in its shape. Raises TrackerUnavailable where it has another."""
    try:
        return shape.model_validate(told)
    except ValidationError as refusal:
        raise TrackerUnavailable("its answer has not the documented form") from refusal


def _why(answer: Answer) -> str:
    try:
        told = answer.json()
    except Unavailable:
        return ""
    if not isinstance(told, dict):
        return ""
    said = told.get("message") or told.get("errorMessages") or told.get("errors")
    return f": {str(said)[:200]}" if said else ""


def _asked_to_wait(headers: Mapping[str, str]) -> timedelta | None:
    after, reset = headers.get("retry-after", ""), headers.get("x-ratelimit-reset", "")
    if _is_number(after):
        return min(timedelta(seconds=int(after)), _LONGEST_WAIT)
    if headers.get("x-ratelimit-remaining") == "0" and _is_number(reset):
        left = timedelta(seconds=int(reset) - clock.now().timestamp())
        return max(timedelta(), min(left, _LONGEST_WAIT))
    return None


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 11
