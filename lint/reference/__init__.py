"""The pages of ``docs/reference`` that are made from the code; ``python -m lint.reference`` writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from lint.reference.commands import command_line, exit_codes
from lint.reference.library import control_tests, glossary
from lint.reference.settings import settings
from lint.reference.sources import sources, tables
from lint.reference.structure import rooms

PAGES = Path(__file__).resolve().parent.parent.parent / "docs" / "reference"

MADE: Mapping[str, Callable[[], str]] = {
    "command-line.md": command_line,
    "control-tests.md": control_tests,
    "exit-codes.md": exit_codes,
    "glossary.md": glossary,
    "rooms.md": rooms,
    "settings.md": settings,
    "sources.md": sources,
    "tables.md": tables,
}
