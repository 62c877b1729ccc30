"""No import inside a function, except late ones in the command line that say why."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

_MESSAGE = (
    "An import inside a function hides what the module needs, and often a cycle. Put it at the top; "
    "where a cycle appears, one of the two rooms asks the wrong one."
)
_UNEXPLAINED = "A late import in the command line says why: put “# Imported late: …” on the line above."


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about imports in function bodies."""
    for source in product(sources):
        in_cli = source.in_package[0] == "cli"
        for function in _functions(source.tree):
            previous_end = 0
            for node in _imports(function):
                follows = _is_gap(source, previous_end, node.lineno)
                if not in_cli:
                    yield source.complain(node, _MESSAGE)
                elif not follows and not _is_explained(source, node.lineno):
                    yield source.complain(node, _UNEXPLAINED)
                previous_end = node.end_lineno or node.lineno


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def _imports(function: ast.AST) -> list[ast.Import | ast.ImportFrom]:
    found = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
    return sorted(found, key=lambda node: node.lineno)


def _is_explained(source: Source, line: int) -> bool:
    return "# Imported late: " in source.lines()[line - 2]


def _is_gap(source: Source, end: int, start: int) -> bool:
    """Whether nothing but empty lines stands between an import and the one before it."""
    return end > 0 and not any(line.strip() for line in source.lines()[end : start - 1])
