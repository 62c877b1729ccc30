"""Instants, spans, numbers and outcomes in the words that a person would say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

OUTCOMES: dict[str, str] = {
    "pass": "Passes",
    "fail": "Fails",
    "unknown": "Unknown",
    "empty": "Empty",
    "not_applicable": "Not applicable",
}
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Up to how many seconds a unit is what one would say, and the unit's own length.
_SPANS = (
    (90, 1, "second"),
    (90 * 60, 60, "minute"),
    (48 * 3600, 3600, "hour"),
    (60 * 86400, 86400, "day"),
    (730 * 86400, 30.4375 * 86400, "month"),
)
_YEAR = 365.25 * 86400


def day_words(value: date) -> str:
    """``14 Mar 2026``; an instant's day is its day in UTC."""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def instant_words(value: datetime) -> str:
    """``14 Mar 2026, 09:12 UTC``. Raises ValueError where the instant names no zone."""
    if value.tzinfo is None:
        raise ValueError("an instant without a zone cannot be shown")
    value = value.astimezone(UTC)
    return f"{day_words(value)}, {value:%H:%M} UTC"


def month_words(value: date) -> str:
    """``Mar``, and ``Jan 2026`` where a year begins."""
    name = _MONTHS[value.month - 1]
    return f"{name} {value.year}" if value.month == 1 else name


def span_words(span: timedelta) -> str:
    """``31 hours``, ``9 days``, ``4 months``: one unit, rounded, never negative."""
    seconds = abs(span.total_seconds())
    for limit, length, unit in _SPANS:
        if seconds < limit:
            return _counted(seconds / length, unit)
    return _counted(seconds / _YEAR, "year")


def _counted(amount: float, unit: str) -> str:
    count = int(amount + 0.5)
    return f"{count:,} {unit}{'' if count == 1 else 's'}"


def ago_words(value: datetime, now: datetime) -> str:
    """``3 hours ago``, ``in 2 days``, ``just now`` within a minute."""
    span = now - value
    if abs(span) < timedelta(minutes=1):
        return "just now"
    return f"in {span_words(span)}" if span < timedelta(0) else f"{span_words(span)} ago"


def number_words(value: float) -> str:
    """``12,345`` and ``0.5``: grouped, at most two decimals, a real minus sign."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def share_words(part: float, whole: float = 1) -> str:
    """``98.4%`` of a whole; says 100% and 0% only where it is exactly so, a dash of nothing."""
    if not whole:
        return DASH
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "under 0.1%"
    if 99.9 < share < 100:
        return "over 99.9%"
    return f"{share:.1f}".removesuffix(".0") + "%"


def counted_words(count: int, singular: str, plural: str = "") -> str:
    """``1 item``, ``1,530 items``."""
    return f"{number_words(count)} {singular if count == 1 else plural or singular + 's'}"


def outcome_words(outcome: str) -> str:
    """The word for an outcome. Raises KeyError for what is none of the five."""
    return OUTCOMES[outcome]


def initials(name: str) -> str:
    """``AO`` of Ada Okafor: the first letters of the first and the last word."""
    words = [word for word in name.split() if word[0].isalnum()]
    picked = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in picked).upper()
