"""The values of gallery examples: plain YAML given the shapes that pages hand to components."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attestry.kit import clock
from attestry.ui.interval_bar import IntervalBar, Span, interval_bar
from attestry.ui.listing import Choice, Column, Filter, Listing, Option


def shaped(given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` with ``bar`` as an interval bar, ``listing`` as a listing, and ``at`` as instants."""
    made = {key: _with_instants(value, key) for key, value in given.items()}
    if "bar" in made:
        made["bar"] = _bar(made["bar"])
    if "listing" in made:
        made["listing"] = _listing(made["listing"])
    return made


def _with_instants(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _with_instants(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_instants(item) for item in value]
    is_instant = isinstance(value, str) and (key == "at" or key.endswith("_at"))
    return clock.from_text(value) if is_instant else value


def _bar(said: Mapping[str, Any]) -> IntervalBar:
    spans = [Span(**{"until_at": None, **span}) for span in said["spans"]]
    period: dict[str, datetime] = {"from_at": said["from_at"], "until_at": said["until_at"]}
    return interval_bar(spans, **period, name=said["name"])


def _listing(said: Mapping[str, Any]) -> Listing:
    return Listing(
        columns=tuple(Column(**column) for column in said["columns"]),
        rows=said["rows"],
        total=said["total"],
        choice=Choice(**said.get("choice", {})),
        filters=tuple(
            Filter(one["key"], one["label"], tuple(Option(**option) for option in one["options"]))
            for one in said.get("filters", [])
        ),
    )
