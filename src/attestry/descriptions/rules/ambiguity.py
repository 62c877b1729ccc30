"""Words in a description that a reader could understand in more than one way, or could not check.

A guide for whoever writes, kept short on purpose: superlatives, appeals to an unnamed standard, providers
and places without a name, frequencies without a number, and abbreviations that nobody explained.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """One place: where it begins and ends in the text, the words, and what is wrong with them."""

    start: int
    end: int
    words: str
    why: str


_SUPERLATIVE = "A superlative that nobody can test. Say what is done."
_NO_STANDARD = "It appeals to a standard without naming one. Name it, or say what is done."
_NO_NAME = "Somebody without a name. Say who, and where."
_NO_NUMBER = "How often, or within which time? Give a number."
_NOT_YET = "It says what may be or is meant. Say what is."
# Phrases as regular expressions, a space standing for a space or a hyphen.
_PHRASES: dict[str, tuple[str, ...]] = {
    _SUPERLATIVE: (
        "best in class", "world class", "state of the art", "cutting edge", "military grade", "bank grade",
        "most secure", "fully secure", "completely secure", "unparalleled", "industry leading",
        "the (?:best|highest|strongest)",
    ),
    _NO_STANDARD: (
        r"industry standards?(?: \w+)?", "best practices?", "appropriate (?:measures|controls|safeguards)",
        "reasonable (?:measures|steps)", "as (?:needed|appropriate|necessary)",
    ),
    _NO_NAME: (
        "the cloud", "our cloud provider", "a third party", "third parties", "certain vendors",
        "various (?:tools|vendors)", "a leading provider",
    ),
    _NO_NUMBER: (
        "regularly", "periodically", "from time to time", "timely", "in a timely manner", "promptly",
        "frequently", "as soon as possible",
    ),
    _NOT_YET: (
        r"(?:(?-i:may)|might|could|should)(?= \w)", r"(?:aims?|strives?|plans?|intends?) to(?= \w)",
    ),
}  # fmt: skip
_RULES = tuple(
    (re.compile(rf"\b(?:{'|'.join(phrases).replace(' ', '[- ]')})\b", re.IGNORECASE), why)
    for why, phrases in _PHRASES.items()
)
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,6}s?\b(?!-\d)")
_CONTROL = re.compile(r"\b[A-Z]{2,4}-\d{2,3}\b")
_EXPLAINED = re.compile(r"\(([A-Z][A-Z0-9]{1,6})s?\)")
KNOWN = frozenset(
    (
        "DC",
        "SOC",
        "CC",
        "PI",
        "US",
        "USA",
        "EU",
        "UK",
        "UTC",
        "CEO",
        "CTO",
        "CPA",
        "IT",
        "API",
        "URL",
        "PDF",
        "CSV",
    )
)
_UNDEFINED = "An abbreviation that nobody explained. Write it out once, with the letters in brackets."


def ambiguities(text: str, *, explained: Collection[str] = ()) -> tuple[Ambiguity, ...]:
    """Every such place of a text, in order; ``explained`` are abbreviations that stand elsewhere."""
    found = list(_by_rules(text))
    known = KNOWN | set(explained) | explained_in([text])
    seen: set[str] = set()
    taken = [(one.start(), one.end()) for one in _CONTROL.finditer(text)]
    for one in _ABBREVIATION.finditer(text):
        letters = one.group().rstrip("s")
        inside = any(start <= one.start() < end for start, end in taken)
        if letters not in known and letters not in seen and not inside:
            seen.add(letters)
            found.append(Ambiguity(one.start(), one.end(), one.group(), _UNDEFINED))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


@lru_cache(maxsize=128)
def _by_rules(text: str) -> tuple[Ambiguity, ...]:
    """The same few long texts are looked at by each page of a description and of its report."""
    return tuple(
        Ambiguity(one.start(), one.end(), one.group(), why)
        for rule, why in _RULES
        for one in rule.finditer(text)
    )


def explained_in(texts: Iterable[str]) -> frozenset[str]:
    """The abbreviations that texts write out: letters in brackets after their words."""
    return frozenset(one for text in texts for one in _EXPLAINED.findall(text))


def controls_named(text: str) -> tuple[str, ...]:
    """The ids of controls that a text names, each once, in order."""
    return tuple(dict.fromkeys(_CONTROL.findall(text)))
