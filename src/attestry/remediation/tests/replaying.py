"""A tracker that plays recorded exchanges back: each request has to be the recorded one, in its turn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

from attestry.notices.tests.servers import Asked
from attestry.remediation.rules.tracker import TrackerKind

_RECORDED = Path(__file__).parent / "recorded"
_MINUTES = re.compile(r"updated >= -\d+m")


class Replayed:
    """Exchanges of one product, in their order; ``wrong`` says where what was asked is not what was recorded.

    In an answer ``<<text>>`` stands for the text that the issue was last given, ``<<entry>>`` for the entry
    that somebody names there, and ``<<address>>`` for where the tracker answers.
    """

    def __init__(self, kind: TrackerKind) -> None:
        self._left = orjson.loads((_RECORDED / f"{kind.value}.json").read_bytes())
        self.address = self.text = self.entry = ""
        self.wrong: list[str] = []

    def __call__(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if not self._left:
            self.wrong.append(f"{asked.method} {asked.path} was not recorded")
            return 500, {}, b""
        exchange = self._left.pop(0)
        said = orjson.loads(asked.body) if asked.body else {}
        fields = said.get("fields", said)
        self.text = fields.get("body", fields.get("description", self.text))
        found, want = _asked(asked), exchange["asked"]
        if found != (want["method"], want["path"], want.get("query", {})):
            self.wrong.append(f"asked {found}, recorded {want}")
        if not _holds(want.get("sends", {}), said):
            self.wrong.append(f"sent {said}, recorded {want['sends']}")
        told = exchange["told"]
        headers = {name: self._filled(one) for name, one in told["headers"].items()}
        body = b"" if told["body"] is None else orjson.dumps(self._filled(told["body"]))
        return told["status"], headers, body

    @property
    def left(self) -> int:
        """How many exchanges nobody asked for yet."""
        return len(self._left)

    def _filled(self, told: Any) -> Any:
        if isinstance(told, dict):
            return {name: self._filled(one) for name, one in told.items()}
        if isinstance(told, list):
            return [self._filled(one) for one in told]
        if not isinstance(told, str):
            return told
        told = told.replace("<<address>>", self.address).replace("<<entry>>", self.entry)
        return told.replace("<<text>>", self.text)


def _asked(asked: Asked) -> tuple[str, str, dict[str, str]]:
    parts = urlsplit(asked.path)
    query = {name: one[0] for name, one in parse_qs(parts.query).items()}
    if "jql" in query:
        query["jql"] = _MINUTES.sub("updated >= -<<minutes>>m", query["jql"])
    return asked.method, parts.path, query


def _holds(want: Any, said: Any) -> bool:
    """Whether what was sent says at least what was recorded."""
    if isinstance(want, dict):
        return isinstance(said, dict) and all(_holds(one, said.get(name)) for name, one in want.items())
    return bool(want == said)
