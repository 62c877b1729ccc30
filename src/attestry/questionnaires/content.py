"""Content of the library: common questions, layouts of sheets often sent, words that mean the same."""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from attestry.kit.content import Content, library, load_yaml


class CommonQuestion(Content):
    """A question that customers often ask, in our words: what a good answer says, and what proves it."""

    id: str = Field(pattern=r"^CQ-\d{3}$")
    question: str = Field(min_length=10)
    hint: str = Field(min_length=10)
    criteria: tuple[str, ...] = Field(min_length=1)
    controls: tuple[str, ...] = Field(min_length=1)


class CommonGroup(Content):
    """Common questions about one thing."""

    title: str = Field(min_length=1)
    position: int = Field(ge=1)
    questions: tuple[CommonQuestion, ...] = Field(min_length=1)


class KnownLayout(Content):
    """The headings by which the columns of a kind of sheet are known; compared in small letters."""

    id: str = Field(pattern=r"^[a-z-]+$")
    title: str = Field(min_length=1)
    question: tuple[str, ...] = Field(min_length=1)
    reference: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    verdict: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Layouts(Content):
    """Every layout that is known."""

    layouts: tuple[KnownLayout, ...] = Field(min_length=1)


class Synonyms(Content):
    """Phrases that mean the same; the first of each line stands for all."""

    same: tuple[tuple[str, ...], ...]


@cache
def common_groups() -> tuple[CommonGroup, ...]:
    """Every group in its order. Raises Invalid, with ``file:line: key: reason``."""
    files = sorted((library() / "questionnaires" / "questions").glob("*.yaml"))
    return tuple(sorted((load_yaml(one, CommonGroup) for one in files), key=lambda group: group.position))


@cache
def common_questions() -> dict[str, CommonQuestion]:
    """Every common question by its id."""
    return {one.id: one for group in common_groups() for one in group.questions}


@cache
def known_layouts() -> tuple[KnownLayout, ...]:
    """Every layout, the most particular first. Raises Invalid."""
    return load_yaml(library() / "questionnaires" / "layouts.yaml", Layouts).layouts


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    lines = load_yaml(library() / "questionnaires" / "synonyms.yaml", Synonyms).same
    means = {phrase.lower() + end: line[0].lower() for line in lines for phrase in line for end in ("", "s")}
    longest = sorted(means, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)"), means


def with_one_word(text: str) -> str:
    """A text in small letters, each phrase of the synonyms replaced by the one that stands for all."""
    pattern, means = _phrases()
    return pattern.sub(lambda found: means[found[1]], text.lower())
