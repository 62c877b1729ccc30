"""The control files of the library: their shape, and reading a folder of them whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from attestry.controls.rules.control import Character, ControlText, Execution, Frequency, Nature
from attestry.frameworks.rules import TRUST_SERVICES
from attestry.kit.content import Content, load_yaml
from attestry.kit.digest import file_sha256_hex
from attestry.kit.errors import Invalid
from attestry.scope.rules.system import ComponentKind

CATEGORY_FILE = "category.yaml"


class CategoryFile(Content):
    """``category.yaml``: one shelf of the library.

    ``performed_on`` are the kinds of component on each of which its controls are performed anew; none
    where they are performed once for the whole organization.
    """

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    prefix: str = Field(pattern=r"^[A-Z]{3}$")
    title: str = Field(min_length=1)
    position: int
    character: Character
    summary: str = Field(min_length=1)
    performed_on: list[ComponentKind] = []


class ControlFile(Content):
    """``<ID>.yaml``: one control."""

    id: str = Field(pattern=r"^[A-Z]{3}-\d{2}$")
    title: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    risk: str = Field(min_length=1)
    nature: Nature
    execution: Execution
    automation: str = Field(min_length=1)
    frequency: Frequency
    key: bool
    owner_role: str = Field(min_length=1)
    applies_when: Literal["core", "availability", "confidentiality", "processing_integrity", "privacy", "ai"]
    criteria: list[str] = Field(min_length=1)
    population: str = Field(min_length=1)
    evidence: list[str] = Field(min_length=1)
    checks: list[str] = Field(min_length=1)
    test_methods: list[Literal["inquiry", "observation", "inspection", "reperformance"]] = Field(min_length=1)
    mappings: dict[str, list[str]] = {}
    references: dict[str, list[str]] = {}

    def text(self) -> ControlText:
        """The file as a control says it."""
        mappings = {TRUST_SERVICES: self.criteria, **self.mappings}
        return ControlText(
            title=self.title,
            statement=self.statement,
            nature=self.nature,
            execution=self.execution,
            frequency=self.frequency,
            risk=self.risk,
            automation=self.automation,
            owner_role=self.owner_role,
            is_key=self.key,
            population=self.population,
            evidence=tuple(self.evidence),
            checks=tuple(self.checks),
            test_methods=tuple(self.test_methods),
            mappings={family: tuple(references) for family, references in mappings.items()},
        )


@dataclass(frozen=True, slots=True)
class ControlSource:
    """One control file, with the digest that says whether it changed."""

    path: Path

    @property
    def key(self) -> str:
        """The file's name, which is the control's id."""
        return self.path.stem

    @property
    def category(self) -> str:
        """The folder's name, which is the category's id."""
        return self.path.parent.name

    def digest(self) -> str:
        """The digest of the file's bytes."""
        return file_sha256_hex(self.path)

    def read(self) -> ControlFile:
        """The file. Raises Invalid with ``file:line: key: reason``."""
        content = load_yaml(self.path, ControlFile)
        if content.id != self.key:
            raise self.refusal("id", f"differs from the file's name {self.key}")
        return content

    def refusal(self, key: str, reason: str) -> Invalid:
        """A refusal that points at the line of the file where ``key`` stands."""
        return refused(self.path, key, reason)


def category_files(root: Path) -> list[CategoryFile]:
    """The category of every folder under ``root``, in reading order. Raises Invalid."""
    found = []
    for path in sorted(path for path in root.iterdir() if path.is_dir()):
        content = load_yaml(path / CATEGORY_FILE, CategoryFile)
        if content.id != path.name:
            raise refused(path / CATEGORY_FILE, "id", f"differs from its folder {path.name}")
        found.append(content)
    return sorted(found, key=lambda category: (category.position, category.id))


def control_sources(root: Path) -> Iterator[ControlSource]:
    """Every control file under ``root``, by category folder and id. Raises Invalid on a repeated id."""
    seen: dict[str, Path] = {}
    for path in sorted(root.glob("*/*.yaml")):
        if path.name == CATEGORY_FILE:
            continue
        if path.stem in seen:
            raise refused(path, "id", f"stands in {seen[path.stem].parent.name} too")
        seen[path.stem] = path
        yield ControlSource(path)


def refused(path: Path, key: str, reason: str) -> Invalid:
    """A refusal that points at the line of ``path`` that holds ``key``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (number for number, text in enumerate(lines, start=1) if text.strip().startswith(f"{key}:"))
    line = next(found, 1)
    return Invalid(
        f"{path.name}:{line}: {key}: {reason}",
        next_step=f"Correct line {line} of {path} and run the command again; nothing was changed.",
        code="BrokenContentFile",
    )
