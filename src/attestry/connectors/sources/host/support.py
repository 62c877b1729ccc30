"""The day on which support of a distribution's version ends, from a table of our own."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.unseen import Unseen
from attestry.kit.content import Content, load_yaml


class SupportEnd(Content):
    """Last days of support of one version."""

    standard: date
    extended: date | None = None


class SupportEnds(Content):
    """The table: distribution, then version, and the day it was last gone through."""

    reviewed_on: date
    distributions: dict[str, dict[str, SupportEnd]]


@lru_cache
def support_ends() -> SupportEnds:
    """The table that the package carries."""
    return load_yaml(Path(__file__).parent / "support_ends.yaml", SupportEnds)


def support_end(distribution: str, version: str | None) -> SupportEnd:
    """The ends of a version, by its longest known beginning (9.4 is found as 9)."""
    versions = support_ends().distributions.get(distribution, {})
    parts = (version or "").split(".")
    for length in range(len(parts), 0, -1):
        if found := versions.get(".".join(parts[:length])):
            return found
    named = f"{distribution} {version or 'without a version'}"
    raise Unseen(Reason.UNSUPPORTED, f"The end of support of {named} is not in our table.")
