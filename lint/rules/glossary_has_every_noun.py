"""Every model's noun stands in the glossary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lint.source import Complaint, Source, product

GLOSSARY = Path("docs/reference/glossary.md")
_MESSAGE = (
    "“{noun}” is a noun of this house and has no entry in {glossary}. Say in a sentence what it is: "
    "add it to library/glossary and run “make docs”."
)


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about models that the glossary does not explain."""
    listed = list(sources)
    page = next((source.text for source in listed if source.path == GLOSSARY), "")
    known = {_plain(line[3:]) for line in page.splitlines() if line.startswith("## ")}
    for source in product(listed):
        if "models" not in {part.removesuffix(".py") for part in source.in_package}:
            continue
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and _is_model(node) and _noun(node.name) not in known:
                yield source.complain(node, _MESSAGE.format(noun=_noun(node.name), glossary=GLOSSARY))


def _is_model(node: ast.ClassDef) -> bool:
    if any(
        isinstance(part, ast.ClassDef) and part.name == "Meta" and _is_abstract(part) for part in node.body
    ):
        return False
    return any(ast.unparse(parent) in ("models.Model", "AbstractBaseUser") for parent in node.bases)


def _is_abstract(meta: ast.ClassDef) -> bool:
    return any("abstract = True" in ast.unparse(part) for part in meta.body)


def _noun(name: str) -> str:
    """``SignInLink`` as a person would say it: ``sign in link``."""
    return _plain(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
