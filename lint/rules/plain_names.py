"""Files, folders and classes are named for what they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

_PLACES = {
    "base",
    "common",
    "core",
    "data",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "info",
    "manager",
    "managers",
    "misc",
    "processor",
    "shared",
    "tools",
    "util",
    "utils",
}
_CLASS_ENDING = re.compile(r"(Manager|Helper|Handler|Processor|Util|Utils|Data|Info)$")
_REAL_NOUNS = {"PackageManager"}
_PLACE = "“{name}” says nothing about what is inside. Find the noun of the field, or put it in kit/ by name."
_CLASS = "“{name}” ends in a word that fits anything. Name the thing it is or the thing it makes."


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about names that could mean anything."""
    for source in product(sources):
        for part in source.in_package:
            if part.removesuffix(".py") in _PLACES:
                yield source.complain(1, _PLACE.format(name=part))
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef) and _says_nothing(node.name):
                yield source.complain(node, _CLASS.format(name=node.name))


def _says_nothing(name: str) -> bool:
    return bool(_CLASS_ENDING.search(name)) and name not in _REAL_NOUNS
