"""What stands on every page of a draft: that it is one, whose, and of when."""

from __future__ import annotations

from datetime import datetime

from attestry.ui.words import instant_words


def draft_mark(firm: str, by: str, at: datetime) -> str:
    """The mark of a draft."""
    whose = f"{by} of {firm}" if firm else by
    return f"DRAFT of {whose}, {instant_words(at)}. Not issued."
