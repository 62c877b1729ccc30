"""Something that may be shown to the world: what backs it, what is missing, and whether it was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from attestry.trust_center.models import Publication
from attestry.trust_center.rules.items import ItemKind

Facts = TypeVar("Facts")
Chosen = Mapping[tuple[str, str], Publication]


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Facts]):
    """One item. ``missing`` says why it would not appear; it appears where it was chosen and nothing is."""

    kind: ItemKind
    key: str
    title: str
    facts: Facts
    backing: str
    missing: str
    publication: Publication | None

    @property
    def is_shown(self) -> bool:
        """Whether the world sees it."""
        return self.publication is not None and not self.missing

    @property
    def is_waiting(self) -> bool:
        """Whether it was chosen, and what backed it has ended or is not there."""
        return self.publication is not None and bool(self.missing)


def chosen() -> dict[tuple[str, str], Publication]:
    """What stands chosen, by kind and key; one query."""
    return {(one.kind, one.key): one for one in Publication.objects.filter(withheld_at=None)}
