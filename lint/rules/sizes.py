"""Files stay under 400 lines and functions under 60."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
_FILE = "{count} lines; {most} is the most. A file of three nouns becomes a folder of three files."
_FUNCTION = "“{name}” has {count} lines; {most} is the most. Name its steps, and make them functions."


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about what is too long to read in one go."""
    for source in product(sources):
        count = len(source.lines())
        if count > MOST_LINES_OF_A_FILE:
            yield source.complain(1, _FILE.format(count=count, most=MOST_LINES_OF_A_FILE))
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > MOST_LINES_OF_A_FUNCTION:
                    yield source.complain(
                        node, _FUNCTION.format(name=node.name, count=length, most=MOST_LINES_OF_A_FUNCTION)
                    )
