"""Rendered public pages, kept while the world is what it was: what makes a flood of readers cheap.

A page is good for as long as nothing that it shows was written, and a minute at most. Whether anything was
written is asked at most once a second, by one thread while the others hand out what there is; so a page is
never more than a second behind what was withheld. Inside a transaction nothing is kept.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.trust_center.queries.world import World, the_world

MOST_PAGES = 200
ASK_AFTER = timedelta(seconds=1)
CACHE = "public, max-age=30"


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was rendered from a world, and when that world was last seen to be the same."""

    body: bytes
    etag: str
    world: World
    seen_at: datetime


class Shelf:
    """Pages by their path; the one that nobody asked for longest goes first."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Kept] = OrderedDict()
        self._asking = Lock()

    def __len__(self) -> int:
        """How many pages lie here."""
        return len(self._pages)

    def keep(self, path: str, body: bytes, world: World) -> Kept:
        """Put a page there."""
        kept = Kept(body, f'"{sha256_hex(body)[:32]}"', world, clock.now())
        if not connection.in_atomic_block:
            self._pages[path] = kept
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        return kept

    def find(self, path: str) -> Kept | None:
        """The page where it is still good; None where it has to be rendered."""
        kept, now = self._pages.get(path), clock.now()
        if kept is None or connection.in_atomic_block:
            return None
        if timedelta() <= now - kept.seen_at < ASK_AFTER:
            return kept
        if not self._asking.acquire(blocking=False):
            return kept if now - kept.seen_at < 5 * ASK_AFTER else None
        try:
            if the_world(now) is not kept.world:
                return None
            kept = self._pages[path] = replace(kept, seen_at=now)
            return kept
        finally:
            self._asking.release()

    def forget(self) -> None:
        """Throw all pages away."""
        self._pages.clear()


shelf = Shelf()


def answered(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The page, or that the one that the browser has is the same (RFC 9110 §13.1.2)."""
    is_same = kept.etag in str(request.META.get("HTTP_IF_NONE_MATCH", ""))[:2000].replace("W/", "").split(
        ", "
    )
    answer: HttpResponse = (
        HttpResponseNotModified()
        if is_same
        else HttpResponse(kept.body, content_type="text/html; charset=utf-8")
    )
    answer["ETag"], answer["Cache-Control"] = kept.etag, CACHE
    if not is_same:
        answer["Content-Length"] = str(len(kept.body))
    return answer
