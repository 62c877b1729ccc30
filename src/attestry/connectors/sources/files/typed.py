"""From what stands in a cell to a declared type, by exact forms and never by guessing.

| Declared | Forms taken |
|---|---|
| VARCHAR | any text without control characters; a whole number, as its digits |
| BIGINT | digits with an optional minus, within 64 bits |
| DOUBLE | digits, with an optional fraction after a point and an optional exponent; finite |
| BOOLEAN | true, false, yes, no, 1, 0, in any case |
| DATE | year-month-day (ISO 8601), or the one other order that the settings name |
| TIMESTAMP | RFC 3339, seconds included, with its zone or in the zone that the settings name |

Spaces around a text are not part of it, and an empty text is no value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from attestry.connectors.sources.files.refusals import shown

Value = str | int | float | bool | date | datetime | None
Convert = Callable[[object], Value]

LONGEST_TEXT = 32_768
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_NUMBER = re.compile(r"-?[0-9]{1,400}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,4})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?)"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Forms:
    """What the settings say about dates and times: ``date_format`` empty means ISO only."""

    date_format: str = ""
    zone: ZoneInfo | None = None


def converter(declared: str, forms: Forms) -> Convert:
    """The conversion to a declared type. It raises ValueError, with the reason, on any other form."""
    by_type: dict[str, Convert] = {
        "VARCHAR": _text,
        "BIGINT": _integer,
        "DOUBLE": _number,
        "BOOLEAN": _truth,
        "DATE": lambda value: _day(value, forms),
        "TIMESTAMP": lambda value: _instant(value, forms),
    }
    convert = by_type[declared]

    def converted(value: object) -> Value:
        if isinstance(value, str):
            value = _stripped(value)
        return None if value is None else convert(value)

    return converted


def _stripped(value: str) -> str | None:
    text = value.strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT:,} characters")
    if found := _UNWRITABLE.search(text):
        raise ValueError(f"holds the control character U+{ord(found.group()):04X}")
    return text or None


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if type(value) is int:
        return str(value)
    raise ValueError(f"{shown(value)} is not text")


def _integer(value: object) -> int:
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        value = int(value)
    if type(value) is not int:
        raise ValueError(f"{shown(value)} is not a whole number")
    if not -(2**63) <= value < 2**63:
        raise ValueError(f"{shown(value)} does not fit into 64 bits")
    return value


def _number(value: object) -> float:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = float(value)
    if type(value) not in (int, float, Decimal):
        raise ValueError(f"{shown(value)} is not a number")
    try:
        number = float(value)  # type: ignore[arg-type]
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{shown(value)} is not a finite number")
    return number


def _truth(value: object) -> bool:
    if isinstance(value, str):
        value = _TRUTHS.get(value.lower(), value)
    if type(value) is not bool:
        raise ValueError(f"{shown(value)} is none of true, false, yes, no, 1, 0")
    return value


def _day(value: object, forms: Forms) -> date:
    if isinstance(value, str):
        value = _read_day(value, forms)
    if type(value) is not date:
        expected = forms.date_format or "%Y-%m-%d"
        raise ValueError(f"{shown(value)} is not a date of the form {expected}")
    return value


def _read_day(text: str, forms: Forms) -> object:
    try:
        if forms.date_format and text.isascii():
            return datetime.strptime(text, forms.date_format).date()  # noqa: DTZ007 a day has no zone
        return date.fromisoformat(text) if not forms.date_format and _DATE.fullmatch(text) else text
    except ValueError:
        return text


def _instant(value: object, forms: Forms) -> datetime:
    if isinstance(value, str):
        value = _read_instant(value)
    if type(value) is not datetime:
        raise ValueError(f"{shown(value)} is not an instant such as 2026-03-14T09:12:00Z")
    if value.tzinfo is None:
        value = _in_zone(value, forms.zone)
    try:
        return value.astimezone(UTC)
    except OverflowError as refusal:
        raise ValueError(f"{value.isoformat()} lies outside the years 1 to 9999") from refusal


def _read_instant(text: str) -> object:
    found = _INSTANT.fullmatch(text)
    if not found:
        return text
    day, time, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{day}T{time}{'+00:00' if zone in ('Z', 'z') else zone or ''}")
    except ValueError:
        return text


def _in_zone(local: datetime, zone: ZoneInfo | None) -> datetime:
    if zone is None:
        raise ValueError(f"{local.isoformat()} has no zone, and the settings name none")
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise ValueError(f"{local.isoformat()} is skipped or happens twice in {zone.key}; write its offset")
    return first
