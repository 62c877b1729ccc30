"""Every form that a page holds, filled in as somebody would who means no good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f'"\'>{SCRIPT}<b onclick="x">'
BY_TYPE = {
    "email": "somebody@example.org",
    "url": "https://example.org/",
    "date": "2026-06-01",
    "datetime-local": "2026-03-10T08:00",
    "month": "2026-06",
    "time": "08:00",
}
# What a text field may want that takes no free text: a number, a day, a length of time, a control.
SECOND_TRIES = ("4", "2026-06-01", "4 h", "IAM-01", "2026-03-10T08:00", "")


def place_of(path: str) -> tuple[str, str]:
    """The room that answers at an address, and the name of the address; nothing where nobody does."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return "", ""
    return found.func.__module__.split(".")[1], found.url_name or ""


@dataclass
class Walk:
    """Somebody who opens every page of some rooms and sends each kind of form on it, hostile."""

    browser: Client
    rooms: frozenset[str]
    pages: dict[str, str] = field(default_factory=dict)
    tried: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)
    sent: set[tuple[str, str]] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)

    def read_all(self, *, most_of_a_kind: int = 2) -> None:
        """Open every page that is linked from those that are known, a few of each kind."""
        waiting, known = ["/"], {"/"}
        counts: dict[str, int] = {}
        while waiting:
            path = waiting.pop()
            body = self._open(path)
            for link in _links(path, body):
                room, name = place_of(link)
                if room in self.rooms and link not in known and counts.get(name, 0) < most_of_a_kind:
                    known.add(link)
                    counts[name] = counts.get(name, 0) + 1
                    waiting.append(link)

    def send_all(self, *, most: int = 2) -> None:
        """Send each kind of form that stands on a page that was read, at most so often."""
        for path, body in list(self.pages.items()):
            for form in html.fromstring(body).forms if body else ():
                target = urljoin(path, form.get("action") or path)
                room, name = place_of(target)
                kind = (name, tuple(sorted(_names(form))))
                if room in self.rooms and form.method == "POST" and self.tried.get(kind, 0) < most:
                    self.tried[kind] = self.tried.get(kind, 0) + 1
                    self._send(target, name, form)

    def _open(self, path: str) -> str:
        answer = self.browser.get(path)
        is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
        body = answer.content.decode() if is_page else ""
        if is_page:
            self.pages[path] = body
        self._look(path, body)
        return body

    def _send(self, target: str, name: str, form: html.FormElement) -> None:
        values, free = filled(form)
        for second in (HOSTILE, *SECOND_TRIES):
            answer = self.browser.post(target, {**values, **_files(form)})
            body = answer.content.decode() if not answer.streaming else ""
            self._look(f"POST {target}", body)
            self.sent |= {(name, one) for one in free if HOSTILE in str(values.get(one, ""))}
            wrong = _refused(body) & free if answer.status_code == 422 else set()
            if not wrong:
                return
            values |= dict.fromkeys(wrong, second)

    def _look(self, where: str, body: str) -> None:
        if SCRIPT in body:
            self.leaks.append(where)


def filled(form: html.FormElement) -> tuple[dict[str, object], set[str]]:
    """A value for every field of a form, and the names of those that take free text."""
    values: dict[str, object] = {}
    free: set[str] = set()
    for one in form.inputs:
        if one.name and one.get("type") not in ("file", "submit", "button"):
            value = _value_of(one)
            if value is not None:
                values.setdefault(one.name, value)
            if value == HOSTILE:
                free.add(one.name)
    button = next((one for one in form.iter("button") if one.get("name")), None)
    return values | ({button.get("name"): button.get("value", "")} if button is not None else {}), free


def _value_of(one: html.InputElement) -> object:
    if one.tag == "select":
        options = [option for option in one.value_options if option]
        return (options[-1:] if one.multiple else options[-1]) if options else None
    kind = one.get("type", "text")
    if one.tag == "textarea" or kind in ("text", "search"):
        return HOSTILE
    if kind == "number":
        return one.get("min") or "1"
    return BY_TYPE.get(kind, one.get("value") or ("on" if kind == "checkbox" else None))


def _files(form: html.FormElement) -> dict[str, SimpleUploadedFile]:
    wanted = [one.name for one in form.inputs if one.get("type") == "file"]
    return {name: SimpleUploadedFile(f"{HOSTILE}.csv", HOSTILE.encode()) for name in wanted}


def _names(form: html.FormElement) -> Iterator[str]:
    return (re.sub(r"\d+", "0", one.name) for one in form.inputs if one.name)


def _links(path: str, body: str) -> Iterator[str]:
    found = html.fromstring(body).xpath("//main//a/@href | //nav//a/@href") if body else ()
    for href in found:
        link = urljoin(path, href).partition("#")[0]
        if link.startswith("/") and "format=" not in link and "sort=" not in link:
            yield link


def _refused(body: str) -> set[str]:
    tree = html.fromstring(body) if body.strip() else html.fromstring("<p>")
    return set(tree.xpath("//*[@aria-invalid='true']/@name"))
