"""Names that another list holds and the register does not: compared without case, form and suffixes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_FORMS = {
    "inc",
    "llc",
    "ltd",
    "limited",
    "gmbh",
    "ag",
    "sa",
    "sas",
    "bv",
    "ab",
    "oy",
    "plc",
    "corp",
    "co",
    "com",
    "io",
    "the",
}


def plain(name: str) -> str:
    """A name for comparing: ``Acme, Inc.`` and ``acme`` are one."""
    words = [one for one in re.split(r"[^\w]+", name.casefold()) if one]
    kept = [one for one in words if one not in _FORMS]
    return " ".join(kept or words)


def unknown_names(names: Iterable[str], known: Collection[str]) -> list[str]:
    """The names whose plain form nobody knows, each once, in the order they came."""
    seen = {plain(one) for one in known}
    found = []
    for name in names:
        form = plain(name)
        if form and form not in seen:
            seen.add(form)
            found.append(name.strip())
    return found
