"""The templates of plans in the library: Markdown with a YAML head."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import Field

from attestry.continuity.rules.plan import PlanKind
from attestry.kit.content import Content, library, load_headed


class TemplateHead(Content):
    """What stands between the two lines of ``---``: whose it is, and what it answers."""

    title: str = Field(min_length=1)
    covers: str = Field(min_length=1)
    owner_role: str = Field(min_length=1)
    controls: list[str] = Field(min_length=1)
    criteria: list[str] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A template: what is said of it, and the text that one begins with."""

    head: TemplateHead
    text: str


@cache
def templates() -> dict[PlanKind, PlanTemplate]:
    """The template of each sort of plan. Raises Invalid, with ``file:line``, where one is broken."""
    return {
        kind: PlanTemplate(*load_headed(library() / "plans" / f"{kind}.md", TemplateHead))
        for kind in PlanKind
    }
