"""Settings files of ``name = value`` lines, and the spans and sizes that systemd writes in them."""

from __future__ import annotations

import re

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.unseen import Unseen

_SECONDS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1, "": 1, "m": 60, "min": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400,
    "w": 604800, "week": 604800, "weeks": 604800, "M": 2629800, "month": 2629800, "months": 2629800,
    "y": 31557600, "year": 31557600, "years": 31557600,
}  # fmt: skip
_MOST_BYTES = 1 << 60
_BYTES = {"": 1, "B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def ini_values(text: str) -> dict[str, str]:
    """Name to value, the last one where a name is set twice; comments and sections are left out."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        name, equals, value = line[:2000].partition("=")
        if equals and not line.lstrip().startswith(("#", ";")):
            values[name.strip()] = value.strip()
    return values


def seconds_of(text: str) -> int:
    """A span such as ``90day`` or ``1w 2d`` (systemd.time(7)), in whole seconds."""
    parts = re.findall(r"(\d{1,9})\s*([A-Za-z]*)", text)
    is_whole = "".join(text.split()) == "".join(count + unit for count, unit in parts)
    if not is_whole or any(unit not in _SECONDS for _, unit in parts):
        raise Unseen(Reason.MALFORMED, f"{text[:60]} is no span of time.")
    return sum(int(count) * _SECONDS[unit] for count, unit in parts)


def bytes_of(text: str) -> int:
    """A size such as ``500M``, in bytes, by powers of 1024."""
    match = re.fullmatch(r"(\d{1,12})([BKMGT]?)", text.strip())
    if match is None or int(match[1]) * _BYTES[match[2]] > _MOST_BYTES:
        raise Unseen(Reason.MALFORMED, f"{text[:60]} is no size.")
    return int(match[1]) * _BYTES[match[2]]
