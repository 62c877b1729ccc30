"""Every module opens with the sentence that would stand for it in a table of contents."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

_MISSING = "Begin the module with one sentence that would stand for it in a table of contents."
_NO_SENTENCE = "The module's first line of docstring is a whole sentence: end it with a full stop."


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about modules without an opening sentence."""
    for source in product(sources):
        if source.path.name == "__init__.py" and not source.text.strip():
            if len(source.in_package) > 2:
                continue
            yield source.complain(1, _MISSING)
            continue
        opening = (ast.get_docstring(source.tree) or "").strip()
        if not opening:
            yield source.complain(1, _MISSING)
        elif not opening.split("\n\n")[0].rstrip().endswith((".", "?", "!", ":")):
            yield source.complain(1, _NO_SENTENCE)
