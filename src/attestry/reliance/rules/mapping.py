"""Which mapping counts for which control of a report, and what a reissue leaves to be mapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestry.kit.digest import sha256_hex


@dataclass(frozen=True, slots=True)
class Assumed:
    """One control of the user entity that the report assumes, by the digest of its text."""

    key: str
    text: str
    criteria: tuple[str, ...]
    without_it: str
    digest: str
    is_new: bool


def text_digest(text: str) -> str:
    """The digest of a control's text, whatever its spaces."""
    return sha256_hex(" ".join(text.split()).encode())


def assumed_in(content: Mapping[str, Any], before: Mapping[str, Any] | None) -> list[Assumed]:
    """The controls that a report assumes; ``is_new``: the report that it replaced had no such text."""
    known = {text_digest(one["text"]) for one in before["user_entity_controls"]} if before else None
    return [
        Assumed(
            one["key"],
            one["text"],
            tuple(one["criteria"]),
            one["without_it"],
            digest := text_digest(one["text"]),
            known is not None and digest not in known,
        )
        for one in content["user_entity_controls"]
    ]
