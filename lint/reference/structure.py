"""The rooms, as their own docstrings say them."""

from __future__ import annotations

import ast
from pathlib import Path

from attestry.project.rooms import ROOMS
from lint.reference.page import page

_PACKAGE = Path(__file__).resolve().parent.parent.parent / "src" / "attestry"


def rooms() -> str:
    """Every room in layer order, as its own docstring says it."""
    said = (f"## {room.name}\n\n{_said_of(room.name)}" for room in ROOMS)
    return page("Rooms", "Highest first. A room imports only rooms below it.", *said)


def _said_of(name: str) -> str:
    package = _PACKAGE / name
    source = package / "__init__.py" if package.is_dir() else package.with_suffix(".py")
    if not source.exists():
        return "Content that people can read and review, and no Python."
    return ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
