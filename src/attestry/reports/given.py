"""What a report is made from, as plain values under one digest, whatever form it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attestry import __version__
from attestry.kit.digest import canonical_json, sha256_hex
from attestry.reports.contents import Contents
from attestry.ui.words import day_words


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that is printed, the disclaimer with it, and the digest of it all."""

    said: dict[str, Any]
    digest: str


def given(contents: Contents, *, as_of: datetime, organization: str, is_sample: bool) -> Given:
    """The contents with what the frame adds, which no kind can leave out."""
    legal = contents.disclaimer
    said = {
        "title": contents.title,
        "organization": organization,
        "is_sample": is_sample,
        "is_final": contents.is_final,
        "draft": contents.draft,
        "final": contents.final,
        "is_one_page": contents.is_one_page,
        "what_it_is": contents.what_it_is,
        "what_it_is_not": contents.what_it_is_not,
        "cover": [list(pair) for pair in contents.cover],
        "facts": contents.facts,
        "as_of": [as_of.year, as_of.month, as_of.day],
        "disclaimer": legal.words,
        "short_disclaimer": legal.short,
        "disclaimer_version": f"version {legal.version} of {day_words(legal.since_on)}",
        "draft_mark": contents.draft_mark,
        "software": f"Attestry {__version__}",
    }
    return Given(said, sha256_hex(canonical_json(said)))
