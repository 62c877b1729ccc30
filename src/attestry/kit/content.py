"""Content files: YAML read strictly, refused with ``file:line: key: reason``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import orjson
import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from attestry.kit.errors import Invalid

Node = yaml.nodes.Node
MOST_NODES, MOST_LETTERS, DEEPEST = 200_000, 4_000_000, 500
_OPENINGS = ("[", "{", "- ", "? ", "-\t", "?\t")


class Content(BaseModel):
    """The parent of every content file's shape: no unknown keys, no guessed types."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Shape = TypeVar("Shape", bound=BaseModel)


@lru_cache
def library() -> Path:
    """The folder of the library that the package carries."""
    return Path(str(files("attestry"))) / "library"


def load_yaml(path: Path, shape: type[Shape]) -> Shape:
    """The file at ``path`` as ``shape``.

    Raises Invalid, with ``file:line: key: reason``, where the file cannot be read, is not
    YAML, repeats a key, or does not have the shape.
    """
    return _shaped(path, _read(path), shape)


def load_headed(path: Path, shape: type[Shape]) -> tuple[Shape, str]:
    """A Markdown file that begins with YAML between two lines of ``---``: that head, and what follows.

    Raises Invalid, with ``file:line: key: reason``, as :func:`load_yaml` does.
    """
    head, mark, rest = _read(path).partition("\n---\n")
    if not head.startswith("---\n") or not mark:
        raise _refused(path, 1, "(the file)", "does not begin with a YAML head between two lines of ---")
    return _shaped(path, head + "\n", shape), rest.lstrip("\n")


def _shaped(path: Path, text: str, shape: type[Shape]) -> Shape:
    root = _parse(path, text)
    value = _value(path, root)
    try:
        # As JSON, so that a list may fill a tuple and a text a date, and nothing else is guessed.
        return shape.model_validate_json(orjson.dumps(value), strict=True)
    except ValidationError as refusal:
        first = refusal.errors(include_url=False)[0]
        keys = [key for key in first["loc"] if not isinstance(key, str) or not key.startswith("function-")]
        line = _line_of(root, keys)
        name = ".".join(str(key) for key in keys) or "(the file)"
        raise _refused(path, line, name, first["msg"]) from refusal


def _refused(path: Path, line: int, key: str, reason: str) -> Invalid:
    return Invalid(
        f"{path.name}:{line}: {key}: {reason}",
        next_step=f"Correct line {line} of {path} and run the command again; nothing was changed.",
        code="BrokenContentFile",
    )


def _value(path: Path, root: Node) -> Any:
    try:
        return _Loader.value(root)
    except (yaml.MarkedYAMLError, ValueError) as refusal:
        mark = getattr(refusal, "problem_mark", None) or root.start_mark
        reason = getattr(refusal, "problem", None) or str(refusal)
        raise _refused(path, mark.line + 1, "(the file)", reason) from refusal


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as refusal:
        raise _refused(path, 1, "(the file)", f"is not UTF-8 at byte {refusal.start}") from refusal
    except OSError as refusal:
        raise _refused(path, 1, "(the file)", refusal.strerror or "cannot be read") from refusal


def _parse(path: Path, text: str) -> Node:
    try:
        _refuse_depth(path, text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as refusal:
        mark = refusal.problem_mark
        line = mark.line + 1 if mark else 1
        raise _refused(path, line, "(the file)", refusal.problem or "is not YAML") from refusal
    except yaml.YAMLError as refusal:
        raise _refused(path, 1, "(the file)", f"is not YAML: {refusal}") from refusal
    if root is None:
        raise _refused(path, 1, "(the file)", "is empty")
    _refuse_surprises(path, root)
    return root


def _refuse_depth(path: Path, text: str) -> None:
    """A file nested some ten thousand deep would end the process inside the YAML library."""
    if len(text) > MOST_LETTERS:
        raise _refused(path, 1, "(the file)", f"is longer than {MOST_LETTERS:,} letters")
    if sum(map(text.count, _OPENINGS)) < DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            mark = event.start_mark
            raise _refused(
                path, mark.line + 1 if mark else 1, "(the file)", f"is nested more than {DEEPEST} deep"
            )


def _refuse_surprises(path: Path, root: Node) -> None:
    """Repeated keys, keys that are not plain, and aliases that make a small file endless."""
    waiting, met = [root], 0
    while waiting:
        node = waiting.pop()
        met += 1
        if met > MOST_NODES:
            line = node.start_mark.line + 1
            raise _refused(path, line, "(the file)", f"says more than {MOST_NODES:,} things, by its aliases")
        if isinstance(node, yaml.MappingNode):
            _refuse_repeated_keys(path, node)
            waiting.extend(item for _, item in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def _refuse_repeated_keys(path: Path, node: Node) -> None:
    seen: set[str] = set()
    for key, _item in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _refused(path, line, "(the file)", "a key must be a plain text")
        if key.value in seen:
            raise _refused(path, line, key.value, "stands twice")
        seen.add(key.value)


def _line_of(node: Node, keys: list[Any]) -> int:
    line = node.start_mark.line + 1
    for key in keys:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == str(key)), None)
            if pair is None:
                return int(line)
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
            line = node.start_mark.line + 1
    return int(line)


class _Loader(yaml.CSafeLoader):
    """The safe loader without YAML 1.1's surprises for dates: they stay text."""

    @classmethod
    def value(cls, node: Node) -> Any:
        loader = cls("")
        try:
            return loader.construct_document(node)
        finally:
            loader.dispose()


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
