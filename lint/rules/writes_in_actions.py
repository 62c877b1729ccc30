"""Writes stand only in actions, models, migrations and tests."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

_ALWAYS = {
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "aget_or_create",
    "acreate",
    "aupdate",
    "adelete",
    "asave",
}
_ON_MANAGERS = {"create", "update", "delete"}
_QUERYSET_STEPS = {"filter", "exclude", "all", "order_by", "select_related", "select_for_update", "using"}
_MESSAGE = (
    ".{name}() writes outside an act. Move it into this room's actions.py as a function under @act, "
    "so that the permission is checked and the journal says who did it."
)


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about model writes outside the files that may write."""
    for source in product(sources):
        if source.in_package[0] in ("kit", "project") or _may_write(source):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_write(node):
                yield source.complain(node, _MESSAGE.format(name=node.func.attr))


def _may_write(source: Source) -> bool:
    parts = source.in_package
    stems = {part.removesuffix(".py") for part in parts[1:]}
    return (
        bool(stems & {"actions", "models"})
        or parts in (("journal", "acts.py"), ("journal", "bulk.py"))
        or _is_called_by_actions(source)
    )


def _is_called_by_actions(source: Source) -> bool:
    """Part of an act that says so in its module's docstring: “Called by this room's actions”."""
    return "Called by this room's actions" in (ast.get_docstring(source.tree) or "")


def _is_write(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)  # noqa: S101
    name, owner = call.func.attr, call.func.value
    if name in _ALWAYS:
        return True
    if name == "save":
        return not _is_form(owner) and not _is_into_a_file(call)
    return name in _ON_MANAGERS and _is_queryset(owner)


def _is_form(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id == "form"


def _is_into_a_file(call: ast.Call) -> bool:
    """Whether a picture or a document is written: a row's ``save`` is given no place."""
    return bool(call.args)


def _is_queryset(owner: ast.expr) -> bool:
    """Whether an expression is a manager, or a queryset made from one on the spot."""
    if isinstance(owner, ast.Attribute):
        return owner.attr == "objects"
    if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Attribute):
        return owner.func.attr in _QUERYSET_STEPS
    return False
