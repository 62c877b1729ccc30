"""Instants as somebody types them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from attestry.kit import clock
from attestry.kit.errors import Invalid

AsOf = Annotated[
    str, typer.Option(help="An instant in UTC (2026-03-14T09:12:00Z) or a day; now where left out.")
]


def instant(text: str) -> datetime | None:
    """The instant that a text names; None for an empty one. Raises Invalid."""
    if not text:
        return None
    try:
        return clock.from_text(text)
    except ValueError as refusal:
        raise Invalid(
            f"“{text}” is not an instant.", next_step="Write it as 2026-03-14 or 2026-03-14T09:12:00Z."
        ) from refusal
