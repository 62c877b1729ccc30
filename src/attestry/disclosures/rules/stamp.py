"""The stamp of a copy: number, code, reader, company and time, as it is printed and as it is embedded."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# Letters and digits that nobody takes for one another in print (RFC 4648's base 32 without its look-alikes).
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 8
_EMBEDDED = re.compile(r"attestry-copy:(\d{1,18}):([A-Z2-9]{8})")
_PRINTED = re.compile(r"No\.\s*(\d{1,18})\s*[·.\-]?\s*([A-Z2-9]{4})\s*-\s*([A-Z2-9]{4})")
_TYPED = re.compile(r"(?:no\.?\s*)?(\d{1,18})[\s·.,:-]+([A-Za-z2-9]{4})[\s-]?([A-Za-z2-9]{4})", re.IGNORECASE)


class How(StrEnum):
    """How something was disclosed."""

    DOWNLOAD = "download"
    PAGE = "page"

    @property
    def label(self) -> str:
        """As a person would say it."""
        return {How.DOWNLOAD: "Downloaded", How.PAGE: "Page shown"}[self]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a stamp says."""

    number: int
    code: str
    name: str
    company: str
    email: str
    at: datetime

    @property
    def label(self) -> str:
        """Number and code as printed: ``No. 17 · K3F9-QX2M``."""
        return f"No. {self.number} · {self.code[:4]}-{self.code[4:]}"

    @property
    def words(self) -> str:
        """The line at the foot of every page."""
        who = f"{self.name}, {self.company} ({self.email})"
        return f"Confidential. Copy {self.label} for {who}, {self.at:%-d %B %Y %H:%M} UTC"

    @property
    def embedded(self) -> str:
        """What programs find again."""
        return f"attestry-copy:{self.number}:{self.code}"


def new_code() -> str:
    """Eight characters that nobody guesses: about 39 bits, checked together with the number."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def marks_in(text: str) -> list[tuple[int, str]]:
    """Number and code of every stamp in a text, embedded or printed, in order, each once."""
    found = [(int(number), code) for number, code in _EMBEDDED.findall(text)]
    found += [(int(number), first + last) for number, first, last in _PRINTED.findall(text)]
    return list(dict.fromkeys(found))


def typed_mark(text: str) -> tuple[int, str] | None:
    """Number and code as a person typed them off a page; None where it is neither."""
    found = _TYPED.search(text.strip())
    return (int(found[1]), (found[2] + found[3]).upper()) if found else None
