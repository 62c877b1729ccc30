"""What a rule says of a file that a test makes up."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from lint.source import Source


def lines_complained_of(rule: str, path: str, text: str, *others: Source) -> list[int]:
    """The lines of the made-up file that the rule complains about."""
    check = import_module(f"lint.rules.{rule}").check
    made_up = Source(Path(path), text)
    return [complaint.line for complaint in check([made_up, *others]) if complaint.path == made_up.path]
