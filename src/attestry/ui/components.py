"""The components, discovered from their folders: a macro, its style and its examples.

A component ``<name>`` is ``components/<name>/`` with ``<name>.html`` (a macro of that name),
``<name>.css`` and ``examples.yaml``. A page writes
``{% from "components/<name>.html" import <name> %}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from attestry.kit.content import load_yaml

FOLDER = Path(__file__).parent / "components"


class Example(BaseModel):
    """One way of using a component, as a template text that the gallery renders and shows."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str
    template: str
    given: dict[str, Any] = Field(default_factory=dict)
    wide: bool = False


class Examples(BaseModel):
    """What ``examples.yaml`` holds: what the component is for, and how it is used."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: str
    summary: str
    group: str
    examples: tuple[Example, ...] = Field(strict=False, min_length=1)


@dataclass(frozen=True, slots=True)
class Component:
    """One component's folder."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's and the macro's name."""
        return self.folder.name

    @property
    def template(self) -> Path:
        """The macro."""
        return self.folder / f"{self.name}.html"

    @property
    def style(self) -> Path:
        """The style sheet."""
        return self.folder / f"{self.name}.css"

    def examples(self) -> Examples:
        """What the gallery shows. Raises Invalid where the file is not well-formed."""
        return load_yaml(self.folder / "examples.yaml", Examples)


def components() -> tuple[Component, ...]:
    """Every component, by name."""
    folders = (folder for folder in FOLDER.iterdir() if (folder / f"{folder.name}.html").is_file())
    return tuple(Component(folder) for folder in sorted(folders))
