"""JSON (RFC 8259) as rows: an array of objects, or one object a line (NDJSON); strictly and streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from attestry.connectors.sources.files.letters import LONGEST_LINE_BYTES, lines, pieces
from attestry.connectors.sources.files.reading import Record
from attestry.connectors.sources.files.refusals import THE_FILE, refused
from attestry.kit.errors import Invalid

_SPACE = " \t\r\n"
_MOST_DIGITS = 20


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number that JSON knows")


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a whole number of {len(digits):,} digits is more than 64 bits hold")
    return int(digits)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_int=_integer)


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A JSON file; ``by_line`` where each line is an object of its own."""

    path: Path
    name: str
    encoding: str
    by_line: bool

    def columns(self) -> Sequence[str]:
        """Every key of any object, in order of first appearance. Reads the file once through."""
        found: dict[str, None] = {}
        for record in self.records():
            found.update(dict.fromkeys(record.cells))
        return list(found)

    def records(self) -> Iterator[Record]:
        """The objects, each bound to a megabyte."""
        return self._lines() if self.by_line else _Array(self).records()

    def _lines(self) -> Iterator[Record]:
        for number, line in enumerate(lines(self.path, self.name, self.encoding), 1):
            if text := line.strip(_SPACE):
                value, end = self.decoded(text, 0, number)
                if end != len(text):
                    raise refused(self.name, number, THE_FILE, "goes on after the object")
                yield self.record(value, number)

    def decoded(self, text: str, start: int, line: int) -> tuple[Any, int]:
        """The value at ``start`` and where it ends. JSONDecodeError where it is broken or cut off."""
        try:
            return _DECODER.raw_decode(text, start)
        except RecursionError as refusal:
            raise refused(self.name, line, THE_FILE, "is nested too deeply") from refusal
        except json.JSONDecodeError as refusal:
            if not self.by_line:
                raise
            raise self.broken(line, refusal) from refusal
        except ValueError as refusal:
            raise refused(self.name, line, THE_FILE, str(refusal)) from refusal

    def record(self, value: Any, line: int) -> Record:
        """The value as a row. Raises Invalid where it is not an object."""
        if not isinstance(value, dict):
            raise refused(self.name, line, THE_FILE, "is not an object in braces")
        return Record(line, value)

    def broken(self, line: int, refusal: json.JSONDecodeError) -> Invalid:
        """The parser's words as a refusal."""
        return refused(self.name, line + refusal.lineno - 1, THE_FILE, f"is not JSON: {refusal.msg}")


@dataclass(slots=True)
class _Array:
    """A window that moves over the text of one array; only the record being read is in memory."""

    file: JsonFile
    text: str = ""
    position: int = 0
    line: int = 1
    source: Iterator[str] = field(init=False)

    def records(self) -> Iterator[Record]:
        self.source = pieces(self.file.path, self.file.name, self.file.encoding)
        self._take("[", "an array of objects begins with [")
        if self._next() != "]":
            yield self._record()
            while self._next() == ",":
                self._step(self.position + 1)
                yield self._record()
        self._take("]", "expected , or ] after an object")
        if self._next():
            raise self._refused("goes on after the array")

    def _record(self) -> Record:
        if self._next() != "{":
            raise self._refused("expected an object in braces")
        line = self.line
        value, end = self._decoded()
        self._step(end)
        return self.file.record(value, line)

    def _decoded(self) -> tuple[Any, int]:
        while True:
            try:
                return self.file.decoded(self.text, self.position, self.line)
            except json.JSONDecodeError as refusal:
                if len(self.text) - self.position > LONGEST_LINE_BYTES:
                    raise self._refused("an object is broken, or longer than a megabyte") from refusal
                if not self._grow():
                    raise self._broken(refusal) from refusal

    def _broken(self, refusal: json.JSONDecodeError) -> Invalid:
        line = self.line + self.text.count("\n", self.position, refusal.pos)
        return refused(self.file.name, line, THE_FILE, f"is not JSON: {refusal.msg}")

    def _next(self) -> str:
        """The next sign that is not space, where the window then stands; empty at the end."""
        while True:
            position = self.position
            while position < len(self.text) and self.text[position] in _SPACE:
                position += 1
            self._step(position)
            if position < len(self.text):
                return self.text[position]
            if not self._grow():
                return ""

    def _take(self, sign: str, otherwise: str) -> None:
        if self._next() != sign:
            raise self._refused(otherwise)
        self._step(self.position + 1)

    def _step(self, position: int) -> None:
        self.line += self.text.count("\n", self.position, position)
        self.position = position

    def _grow(self) -> bool:
        piece = next(self.source, None)
        if piece is None:
            return False
        self.text, self.position = self.text[self.position :] + piece, 0
        return True

    def _refused(self, reason: str) -> Invalid:
        return refused(self.file.name, self.line, THE_FILE, reason)
