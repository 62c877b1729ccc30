"""An except names what it expects."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

_BROAD = {"Exception", "BaseException"}
_MESSAGE = (
    "This except catches mistakes of ours along with what it means to catch. Name the errors that "
    "are expected here, and let the rest come to light."
)


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about bare excepts and those of Exception or BaseException that do not raise again."""
    for source in product(sources):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ExceptHandler) and _is_broad(node.type) and not _raises_again(node):
                yield source.complain(node, _MESSAGE)


def _is_broad(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    kinds = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(kind, ast.Name) and kind.id in _BROAD for kind in kinds)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Whether it only clears up and lets the error go on."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None
