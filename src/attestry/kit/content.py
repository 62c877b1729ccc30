"""Content files: YAML read strictly, refused with ``file:line: key: reason``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from attestry.kit.errors import Invalid

Node = yaml.nodes.Node


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
    root = _parse(path)
    value = _Loader.value(root)
    try:
        return shape.model_validate(value)
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


def _parse(path: Path) -> Node:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as refusal:
        raise _refused(path, 1, "(the file)", f"is not UTF-8 at byte {refusal.start}") from refusal
    except OSError as refusal:
        raise _refused(path, 1, "(the file)", refusal.strerror or "cannot be read") from refusal
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as refusal:
        mark = refusal.problem_mark
        line = mark.line + 1 if mark else 1
        raise _refused(path, line, "(the file)", refusal.problem or "is not YAML") from refusal
    except yaml.YAMLError as refusal:
        raise _refused(path, 1, "(the file)", f"is not YAML: {refusal}") from refusal
    if root is None:
        raise _refused(path, 1, "(the file)", "is empty")
    _refuse_repeated_keys(path, root)
    return root


def _refuse_repeated_keys(path: Path, node: Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, item in node.value:
            if key.value in seen:
                raise _refused(path, key.start_mark.line + 1, str(key.value), "stands twice")
            seen.add(key.value)
            _refuse_repeated_keys(path, item)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_repeated_keys(path, item)


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
            return loader.construct_document(node)  # type: ignore[no-untyped-call]
        finally:
            loader.dispose()  # type: ignore[no-untyped-call]


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
