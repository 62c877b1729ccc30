"""Kinds of report: one folder each, with its manifest, what it gathers and how it looks.

A folder holds ``kind.yaml``, ``build.py`` with ``build(asked) -> Contents``, and ``report.typ``
with a function ``body`` that takes the facts. A kind that is also offered as DOCX has a ``word.py``
with ``draw(facts) -> Iterable[Block]``. Adding a kind touches no other file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from pydantic import Field

from attestry.kit.content import Content, load_yaml
from attestry.reports.blocks import Block
from attestry.reports.contents import Asked, Contents
from attestry.reports.errors import UnknownKind
from attestry.reports.rules.file_format import FileFormat

Draw = Callable[[Mapping[str, Any]], Iterable[Block]]
_FOLDER = Path(__file__).parent


class Manifest(Content):
    """``kind.yaml``."""

    id: str = Field(pattern=r"^[a-z-]+$")
    title: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    position: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report."""

    id: str
    title: str
    summary: str
    position: int
    template: Path
    build: Callable[[Asked], Contents]
    draw: Draw | None

    @property
    def formats(self) -> tuple[FileFormat, ...]:
        """The forms that it is offered in."""
        return (FileFormat.PDF, FileFormat.DOCX) if self.draw else (FileFormat.PDF,)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by id, in the order of their manifests. Raises Invalid where one is broken."""
    found = [_kind(path.parent) for path in sorted(_FOLDER.glob("*/kind.yaml"))]
    return {kind.id: kind for kind in sorted(found, key=lambda kind: kind.position)}


def kind_named(kind_id: str) -> Kind:
    """One kind. Raises UnknownKind."""
    found = kinds().get(kind_id)
    if found is None:
        raise UnknownKind(kind_id)
    return found


def _kind(folder: Path) -> Kind:
    manifest = load_yaml(folder / "kind.yaml", Manifest)
    module = import_module(f"{__name__}.{folder.name}.build")
    build = cast("Callable[[Asked], Contents]", module.build)
    draw: Draw | None = None
    if (folder / "word.py").exists():
        draw = cast("Draw", import_module(f"{__name__}.{folder.name}.word").draw)
    return Kind(
        manifest.id, manifest.title, manifest.summary, manifest.position, folder / "report.typ", build, draw
    )
