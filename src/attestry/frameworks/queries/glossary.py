"""The glossary: the field's words and ours, read from the library's file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pydantic import Field

from attestry.frameworks.errors import UnknownTerm
from attestry.kit.content import Content, library, load_yaml


class TermItem(Content):
    """One term of the file; ``essential`` terms are the ones a newcomer needs first."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)
    essential: bool = False


class TermsFile(Content):
    """``terms.yaml``."""

    terms: list[TermItem]


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here."""

    id: str
    title: str
    text: str
    is_essential: bool


def glossary_terms(*, search: str = "") -> tuple[Term, ...]:
    """Every term by title, or those whose title or text holds ``search``, without regard to case."""
    wanted = search.strip().casefold()
    return tuple(
        term for term in _terms() if wanted in term.title.casefold() or wanted in term.text.casefold()
    )


def glossary_term(term_id: str) -> Term:
    """One term. Raises UnknownTerm."""
    for term in _terms():
        if term.id == term_id:
            return term
    raise UnknownTerm(term_id)


def terms_in(*texts: str) -> tuple[Term, ...]:
    """The terms that the texts use, by title; as whole words, in one or more, without regard to case."""
    said = " ".join(texts)
    return tuple(term for term in _terms() if _pattern(term.title).search(said))


# Unbounded: there are more terms than a cache holds unless it is told to.
@cache
def _pattern(title: str) -> re.Pattern[str]:
    """A title, and the short form that stands in brackets after it, as they may be used in a text."""
    names = "|".join(re.escape(name.strip(" )")) for name in title.split("("))
    return re.compile(rf"\b(?:{names})s?\b", re.IGNORECASE)


@lru_cache
def _terms(path: Path | None = None) -> tuple[Term, ...]:
    content = load_yaml(path or library() / "glossary" / "terms.yaml", TermsFile)
    terms = (Term(item.id, item.title, item.text, item.essential) for item in content.terms)
    return tuple(sorted(terms, key=lambda term: term.title.casefold()))
