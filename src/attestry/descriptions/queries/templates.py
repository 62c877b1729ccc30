"""Texts that everybody who uses the product has: what is copied from them describes nobody's system."""

from __future__ import annotations

from functools import cache

from attestry.descriptions.rules.boilerplate import Corpus
from attestry.descriptions.rules.criteria import CRITERIA
from attestry.kit.content import library


@cache
def template_texts() -> tuple[tuple[str, str], ...]:
    """Policies and controls of the library, and what the product says of each criterion, by name."""
    policies = sorted((library() / "policies").glob("*.md"))
    found = [(f"the template {one.stem}", one.read_text(encoding="utf-8")) for one in policies]
    controls = sorted((library() / "controls").rglob("*.yaml"))
    told = "\n".join(one.read_text(encoding="utf-8") for one in controls)
    guidance = "\n".join(one.words for one in CRITERIA)
    return (*found, ("the library of controls", told), ("the product's own guidance", guidance))


@cache
def templates() -> Corpus:
    """The same, to compare with."""
    return Corpus(template_texts())
