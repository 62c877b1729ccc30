"""A room is entered only through its faces: queries, rules, errors and actions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from lint.source import Complaint, Source, product

# The ground and the top have no inside to protect; a file found by its name is a face of whoever looks.
_OPEN_ROOMS = {"kit", "ui", "project", "cli", "library"}
_FACES = {"queries", "rules", "errors", "actions"}
# What single rooms offer beyond the usual faces.
_OWN_FACES = {
    "accounts": {"access", "importing", "middleware", "origin", "together"},
    "audit_packages": {"html_report", "verifying"},
    "connectors": {"collecting"},
    "control_tests": {"evaluation", "grounds", "manual", "outcome_log", "outcomes", "verification"},
    "engagements": {"carried", "header", "tabs", "wall"},
    "evidence": {"chain", "inclusion", "sealing", "stamp_state", "stamps", "verification", "withholding"},
    "journal": {"acts", "arguments", "bulk", "offered", "withholding"},
    "nondisclosure": {"tickets"},
    "opinions": {"seals"},
    "policies": {"rendering"},
    "readers": {"access"},
    "reports": {"contents", "typesetting"},
}
# Here another room's tables are never touched: a page asks, a rule is told.
_NEVER_JOIN = {"views", "forms", "api", "urls", "navigation", "rules"}
_MESSAGE = (
    "“{module}” is inside the room {room}. Ask through its {faces}; where none of them says what is "
    "needed, it is missing there."
)
_MODELS = "Tables of the room {room} are joined in queries and acts. A page asks queries; a rule is told."


def check(sources: Iterable[Source]) -> Iterator[Complaint]:
    """Complain about imports that reach past a room's faces."""
    for source in product(sources):
        here = source.in_package[0]
        for node in _imports_at_run_time(source.tree):
            for module in _modules(node):
                yield from _judge(source, node, here, module)


def _judge(source: Source, node: ast.AST, here: str, module: str) -> Iterator[Complaint]:
    parts = module.split(".")
    if len(parts) < 3 or parts[0] != "attestry" or parts[1] == here or parts[1] in _OPEN_ROOMS:
        return
    room, face = parts[1], parts[2]
    own = _OWN_FACES.get(room, set())
    stems = {part.removesuffix(".py") for part in source.in_package}
    if face == "models":
        # The user is the one model that every room's acts and pages are about.
        if room != "accounts" and stems & _NEVER_JOIN:
            yield source.complain(node, _MODELS.format(room=room))
    elif face not in _FACES | own:
        faces = ", ".join(sorted(_FACES | own))
        yield source.complain(node, _MESSAGE.format(module=module, room=room, faces=faces))


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.module is None or node.level:
        return []
    if node.module.count(".") == 1:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module]


def _imports_at_run_time(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports outside ``if TYPE_CHECKING``: naming a type enters nothing."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
        else:
            waiting.extend(ast.iter_child_nodes(node))
