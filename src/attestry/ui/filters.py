"""The template filters: words wrapped in the elements that carry the exact value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from markupsafe import Markup

from attestry.kit import clock
from attestry.ui import words

_SHORT_DIGEST = 10


def instant(value: datetime) -> Markup:
    """A ``time`` element: ``14 Mar 2026, 09:12 UTC``."""
    shown = words.instant_words(value)
    return Markup('<time datetime="{}">{}</time>').format(clock.to_text(value), shown)


def kept_instant(value: str) -> Markup:
    """The ``time`` element of an instant that was kept as text, as in a sealed record."""
    return instant(clock.from_text(value))


def day(value: date) -> Markup:
    """A ``time`` element: ``14 Mar 2026``."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC).date()
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), words.day_words(value))


def ago(value: datetime) -> Markup:
    """A ``time`` element in relative words, the absolute instant as its title."""
    shown = words.ago_words(value, clock.now())
    title = words.instant_words(value)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(clock.to_text(value), title, shown)


def short_digest(value: str) -> Markup:
    """The first digits of a digest, all of them as its title."""
    shown = value[:_SHORT_DIGEST]
    return Markup('<code class="short-digest" title="{}">{}</code>').format(value, shown)


def with_query(address: str, changes: Mapping[str, object]) -> str:
    """``address`` with ``changes`` as its query, empty values left out."""
    pairs = [(key, value) for key, value in changes.items() if value not in ("", None)]
    return f"{address}?{urlencode(pairs, doseq=True)}" if pairs else address


def span(value: timedelta | float) -> str:
    """``31 hours`` of a timedelta or of seconds."""
    return words.span_words(value if isinstance(value, timedelta) else timedelta(seconds=value))


FILTERS: dict[str, Callable[..., object]] = {
    "instant": instant,
    "kept_instant": kept_instant,
    "instant_words": words.instant_words,
    "day": day,
    "day_words": words.day_words,
    "ago": ago,
    "span": span,
    "number": words.number_words,
    "share": words.share_words,
    "counted": words.counted_words,
    "digest": short_digest,
    "outcome": words.outcome_words,
    "initials": words.initials,
    "with_query": with_query,
}
