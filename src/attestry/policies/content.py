"""The policy templates of the library: Markdown with a YAML head, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from attestry.kit.content import Content, load_headed
from attestry.kit.digest import file_sha256_hex
from attestry.kit.errors import Invalid
from attestry.policies.rules.clauses import clauses_in, normal, places_to_fill

PLACES = ("organization", "system", "owner", "approver", "contact")


class ClauseItem(Content):
    """One thing that the policy has to say."""

    id: str = Field(pattern=r"^POL-\d\d\.\d{1,2}$")
    title: str = Field(min_length=1)


class TemplateHead(Content):
    """What stands between the two lines of ``---``."""

    id: str = Field(pattern=r"^POL-\d\d$")
    title: str = Field(min_length=1)
    purpose: str = Field(min_length=1)
    owner_role: str = Field(min_length=1)
    approver_role: str = Field(min_length=1)
    review_months: int = Field(ge=1, le=24)
    applies_when: Literal["core", "availability", "confidentiality", "processing_integrity", "privacy", "ai"]
    for_everyone: bool
    audience: str = Field(min_length=1)
    criteria: list[str] = Field(min_length=1)
    controls: list[str] = Field(min_length=1)
    clauses: list[ClauseItem] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """One file of the library, with the digest that says whether it changed."""

    path: Path

    @property
    def key(self) -> str:
        """The file's name, which is the template's id."""
        return self.path.stem

    def digest(self) -> str:
        """The digest over the whole file."""
        return file_sha256_hex(self.path)

    def read(self) -> tuple[TemplateHead, str]:
        """Head and text, held against each other. Raises Invalid."""
        head, rest = load_headed(self.path, TemplateHead)
        text = normal(rest)
        if head.id != self.key:
            raise self._refused("id", f"differs from the file's name {self.key}")
        asked = [clause.id for clause in head.clauses]
        if len(set(asked)) < len(asked) or any(not one.startswith(f"{head.id}.") for one in asked):
            raise self._refused("clauses", "an id stands twice or is of another template")
        said = clauses_in(text)
        for clause in asked:
            if clause not in said:
                raise self._refused(f"clauses.{clause}", "the text has no words under a heading so marked")
        for name in places_to_fill(text):
            if name not in PLACES:
                raise self._refused("(the text)", f"asks for {{{{ {name} }}}}, which nothing fills")
        return head, text

    def _refused(self, key: str, reason: str) -> Invalid:
        return Invalid(
            f"{self.path.name}:1: {key}: {reason}",
            next_step=f"Correct {self.path} and run the command again; nothing was changed.",
            code="BrokenContentFile",
        )


def template_files(root: Path) -> Iterator[TemplateFile]:
    """Every template under ``root``, by id."""
    yield from (TemplateFile(path) for path in sorted(root.glob("*.md")))
