"""What rules look at: tracked files, parsed once, and what they say about a place in one."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PACKAGE = Path("src/attestry")


@dataclass(frozen=True, slots=True)
class Complaint:
    """A place where a rule is broken."""

    path: Path
    line: int
    message: str


@dataclass(frozen=True)
class Source:
    """One tracked file; ``path`` is relative to the top of the checkout."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text, str(self.path))

    @property
    def is_python(self) -> bool:
        """Whether it is Python."""
        return self.path.suffix == ".py"

    @property
    def is_test(self) -> bool:
        """Whether it belongs to tests."""
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @property
    def is_migration(self) -> bool:
        """Whether it is a database migration."""
        return "migrations" in self.path.parts

    @property
    def in_package(self) -> tuple[str, ...]:
        """The parts below the package, ``("controls", "actions.py")``; empty for other files."""
        return self.path.relative_to(PACKAGE).parts if self.path.is_relative_to(PACKAGE) else ()

    def lines(self) -> list[str]:
        """The file's lines."""
        return self.text.splitlines()

    def complain(self, node: ast.AST | int, message: str) -> Complaint:
        """A complaint at a node or a line."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return Complaint(self.path, line, message)


Rule = Callable[[Source], Iterable[Complaint]]


def product(sources: Iterable[Source]) -> Iterator[Source]:
    """The package's own Python, without tests and migrations."""
    return (s for s in sources if s.is_python and s.in_package and not s.is_test and not s.is_migration)


def tracked(top: Path) -> Iterator[Source]:
    """Every tracked text file that still exists."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=top, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        path = top / name
        if not name or not path.is_file():
            continue
        try:
            yield Source(Path(name), path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
