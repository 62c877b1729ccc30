"""The framework files of the library: their shape, and reading a folder of them whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field

from attestry.kit.content import Content, load_yaml
from attestry.kit.digest import file_sha256_hex, sha256_hex
from attestry.kit.errors import Invalid


class FrameworkFile(Content):
    """``framework.yaml``: one edition of one framework."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    family: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    short_title: str = Field(min_length=1)
    kind: Literal["voluntary", "law"]
    publisher: str = Field(min_length=1)
    version: str = Field(min_length=1)
    effective_on: date | None = None
    item_count: int = Field(gt=0)
    standing: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    notice: str = Field(min_length=1)


class CategoryItem(Content):
    """A group that a company may choose or leave."""

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    explanation: str = Field(min_length=1)


class SectionItem(Content):
    """A heading under which criteria stand."""

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    category: str = ""


class PointItem(Content):
    """A point of focus; ``ours`` where the publisher has none like it."""

    text: str = Field(min_length=1)
    ours: bool = False


class CriterionItem(Content):
    """A criterion: of another framework, one article, clause or safeguard."""

    id: str = Field(min_length=1)
    section: str
    title: str = Field(min_length=1)
    statement: str = ""
    note: str = ""
    deadline: str = ""
    applies_to: Literal["", "controller", "processor", "both"] = ""
    designation: Literal["", "required", "addressable"] = ""
    coso_principle: int | None = Field(default=None, ge=1, le=17)
    privacy_roles: list[Literal["controller", "processor"]] = []
    official_points_of_focus: int | None = Field(default=None, ge=0)
    points_of_focus: list[PointItem] = []


class ItemsFile(Content):
    """``items.yaml``: what the framework consists of, in reading order."""

    categories: list[CategoryItem] = []
    sections: list[SectionItem] = Field(min_length=1)
    items: list[CriterionItem] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class FrameworkFolder:
    """One folder of the library, with the digest that says whether it changed."""

    path: Path

    @property
    def key(self) -> str:
        """The folder's name, which is the framework's id."""
        return self.path.name

    def digest(self) -> str:
        """The digest over both files."""
        names = ("framework.yaml", "items.yaml")
        parts = [file_sha256_hex(self.path / name) for name in names if (self.path / name).exists()]
        return sha256_hex("".join(parts).encode("ascii"))

    def read(self) -> tuple[FrameworkFile, ItemsFile]:
        """Both files, checked against each other. Raises Invalid with ``file:line: key: reason``."""
        framework = load_yaml(self.path / "framework.yaml", FrameworkFile)
        items = load_yaml(self.path / "items.yaml", ItemsFile)
        self._check(framework, items)
        return framework, items

    def _check(self, framework: FrameworkFile, items: ItemsFile) -> None:
        if framework.id != self.key:
            raise refusal(self.path / "framework.yaml", "id:", "id", f"differs from its folder {self.key}")
        path = self.path / "items.yaml"
        for kind, ids in (
            ("categories", [category.id for category in items.categories]),
            ("sections", [section.id for section in items.sections]),
            ("items", [item.id for item in items.items]),
        ):
            for repeated in (name for name, count in Counter(ids).items() if count > 1):
                raise refusal(path, f"- id: {repeated}", f"{kind}.{repeated}", "stands twice")
        self._check_references(path, items)
        if framework.item_count != len(items.items):
            reason = f"is {framework.item_count}, but items.yaml has {len(items.items)} items"
            raise refusal(self.path / "framework.yaml", "item_count:", "item_count", reason)

    def _check_references(self, path: Path, items: ItemsFile) -> None:
        categories = {category.id for category in items.categories}
        sections = {section.id for section in items.sections}
        for section in items.sections:
            if section.category and section.category not in categories:
                reason = f"there is no category {section.category}"
                raise refusal(path, f"- id: {section.id}", f"sections.{section.id}.category", reason)
        for item in items.items:
            if item.section not in sections:
                reason = f"there is no section {item.section}"
                raise refusal(path, f"- id: {item.id}", f"items.{item.id}.section", reason)


def framework_folders(root: Path) -> Iterator[FrameworkFolder]:
    """Every folder under ``root``, by name."""
    yield from (FrameworkFolder(path) for path in sorted(root.iterdir()) if path.is_dir())


def refusal(path: Path, mark: str, key: str, reason: str) -> Invalid:
    """A refusal that points at the last line of ``path`` that begins with ``mark``."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [
        number
        for number, line in enumerate(lines, start=1)
        if line.strip() == mark or line.strip().replace("'", "").startswith(mark)
    ]
    line = found[-1] if found else 1
    return Invalid(
        f"{path.name}:{line}: {key}: {reason}",
        next_step=f"Correct line {line} of {path} and run the command again; nothing was changed.",
        code="BrokenContentFile",
    )
