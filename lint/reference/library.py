"""The library as pages: the glossary, and every control test by topic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from attestry.control_tests.rules.definition import Meaning, Parameter
from attestry.frameworks.queries.glossary import TermsFile
from attestry.kit.content import library, load_yaml
from lint.reference.page import page, span, table


def glossary() -> str:
    """Every term of the library, by title."""
    terms = load_yaml(library() / "glossary" / "terms.yaml", TermsFile).terms
    by_title = sorted(terms, key=lambda term: term.title.casefold())
    return page("Glossary", *(f"## {term.title}\n\n{term.text}" for term in by_title))


def control_tests() -> str:
    """Every control test by topic, with the controls it speaks to and its thresholds."""
    files = sorted((library() / "control_tests").glob("*/*.yaml"))
    topics = [(name, [load_yaml(path, Meaning) for path in paths]) for name, paths in groupby(files, _topic)]
    count = sum(len(tests) for _, tests in topics)
    said = (
        f"{count} questions in {len(topics)} topics. Each is one SELECT beside its meaning in "
        "`src/attestry/library/control_tests/`. The title is what holds where the test passes. A threshold "
        "can be set [for your organization](../how-to/set-thresholds.md)."
    )
    return page("Control tests", said, *(part for name, tests in topics for part in _tests(name, tests)))


def _topic(path: Path) -> str:
    return path.parent.name


def _tests(topic: str, tests: list[Meaning]) -> Iterator[str]:
    yield f"## {topic}"
    yield table(
        ("Test", "Holds where it passes", "Controls", "Asks about", "Every", "Thresholds"),
        (
            (
                f"`{one.id}`",
                one.title,
                ", ".join(one.controls),
                f"[`{one.population}`](tables.md#{one.population})",
                span(one.every),
                "; ".join(_threshold(name, value) for name, value in one.parameters.items()),
            )
            for one in tests
        ),
    )


def _threshold(name: str, threshold: Parameter) -> str:
    default = threshold.default
    shown = ", ".join(map(str, default)) if isinstance(default, (list, tuple)) else str(default)
    return f"`{name}`: {shown or 'none'}{f' {threshold.unit}' if threshold.unit else ''}"
