"""Two verbs: ``taken`` is what a handed-in file brings, ``refusal`` the words that refuse it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from attestry.connectors.rules.observation import (
    Coverage,
    Gap,
    Observation,
    Provenance,
    Rows,
    Session,
    SourceUnavailable,
)
from attestry.connectors.sources.files.streams import STREAMS
from attestry.kit import clock
from attestry.kit.errors import Invalid


@dataclass(frozen=True)
class Taken:
    """Everything one reading said."""

    observations: list[Observation]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [dict(row) for one in self._all(Rows) for row in one.rows]

    @property
    def gaps(self) -> list[Gap]:
        return list(self._all(Gap))

    @property
    def coverage(self) -> dict[str, tuple[int, int]]:
        return {one.what: (one.expected, one.seen) for one in self._all(Coverage)}

    @property
    def provenance(self) -> Provenance:
        (one,) = self._all(Provenance)
        return one

    def _all(self, kind: type[Any]) -> Iterable[Any]:
        return (one for one in self.observations if isinstance(one, kind))


def read(path: Path, table: str = "account", **settings: Any) -> Taken:
    """Read the file at ``path`` as the engine would."""
    progress = settings.pop("progress", lambda _text: None)
    given = {"table": table, "path": str(path), **settings}
    with TemporaryDirectory() as scratch:
        session = Session(given, {}, clock.now(), Path(scratch), progress=progress)
        try:
            return Taken(list(STREAMS[table](session)))
        finally:
            assert not list(Path(scratch).iterdir()), "a private copy was left behind"


def taken(folder: Path, content: str | bytes, name: str = "handed.csv", **settings: Any) -> Taken:
    """What a file of this content brings."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, **settings)


def refusal(folder: Path, content: str | bytes, name: str = "handed.csv", **settings: Any) -> str:
    """The message with which a file of this content is refused."""
    with pytest.raises(Invalid) as refused:
        taken(folder, content, name, **settings)
    assert refused.value.next_step
    return refused.value.message


def unavailable(path: Path, **settings: Any) -> SourceUnavailable:
    """Why nothing at all can be said of the file at ``path``."""
    with pytest.raises(SourceUnavailable) as refused:
        read(path, **settings)
    return refused.value
