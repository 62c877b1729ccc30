"""A control test's definition: its meaning (YAML), its question (SQL), and their digest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal

import orjson
from pydantic import BeforeValidator, Field

from attestry.connectors.rules.declaration import Span, sealed_span
from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.rules.outcome import Outcome
from attestry.kit.clock import from_text
from attestry.kit.content import Content
from attestry.kit.digest import canonical_json, sha256_hex

ParameterKind = Literal["integer", "number", "text", "boolean", "list"]
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Instant = Annotated[datetime, BeforeValidator(lambda text: from_text(str(text)))]


class Parameter(Content):
    """A threshold that an organization may set."""

    kind: ParameterKind
    default: Any
    title: str
    unit: str = ""


class GivenGap(Content):
    """A gap in a case's evidence."""

    table: str
    item: str | None = None
    columns: tuple[str, ...] = ()
    reason: str = "permission"
    detail: str = ""


class Case(Content):
    """Given these rows, expect these outcomes; ``outside`` are items that must not be answered."""

    name: str
    as_of: Instant = Field(default=from_text("2026-01-01T00:00:00Z"))
    parameters: dict[str, Any] = Field(default_factory=dict)
    given: dict[str, tuple[dict[str, Any], ...]] = Field(default_factory=dict)
    gaps: tuple[GivenGap, ...] = ()
    expect: dict[str, Outcome] = Field(default_factory=dict)
    outside: tuple[str, ...] = ()


class Meaning(Content):
    """The YAML half of a control test.

    ``survivors`` says, by the key of a fault that the test lets through, why that is right. ``only_with``
    names tables without which it is not asked at all: what is kept elsewhere is not a list that is missing.
    """

    id: str = Field(pattern=ID_PATTERN)
    title: str
    why: str
    controls: tuple[str, ...] = Field(min_length=1)
    population: str
    reads: dict[str, tuple[str, ...]]
    only_with: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    every: Span
    respond_within: Span
    on_failure: str
    survivors: dict[str, str] = Field(default_factory=dict)
    cases: tuple[Case, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Definition:
    """A control test as its two files define it."""

    meaning: Meaning
    sql: str
    topic: str

    @property
    def id(self) -> str:
        """The test's name."""
        return self.meaning.id

    @cached_property
    def document(self) -> bytes:
        """What decides its answers, as canonical JSON: sealed with the first run that uses it."""
        return canonical_json(
            {
                "id": self.id,
                "sql": self.sql,
                "population": self.meaning.population,
                "reads": {table: list(columns) for table, columns in self.meaning.reads.items()},
                "parameters": {name: one.default for name, one in self.meaning.parameters.items()},
                "controls": list(self.meaning.controls),
                "title": self.meaning.title,
                "every": int(self.meaning.every.total_seconds()),
                "respond_within": int(self.meaning.respond_within.total_seconds()),
            }
        )

    @cached_property
    def version(self) -> str:
        """The digest of the document."""
        return sha256_hex(self.document)

    @classmethod
    def of_document(cls, document: bytes) -> Definition:
        """The definition that a sealed document says. Raises TestDefinitionRefused where it says none."""
        try:
            said = orjson.loads(document)
            meaning = Meaning.model_construct(
                id=said["id"],
                title=said["title"],
                why="",
                on_failure="",
                cases=(),
                controls=tuple(said["controls"]),
                population=said["population"],
                reads={table: tuple(columns) for table, columns in said["reads"].items()},
                parameters={
                    name: Parameter.model_construct(kind="text", default=value, title=name)
                    for name, value in said["parameters"].items()
                },
                every=sealed_span(said["every"]),
                respond_within=sealed_span(said["respond_within"]),
            )
            made = cls(meaning, said["sql"], "")
            is_one = re.fullmatch(ID_PATTERN, made.id) and meaning.population in meaning.reads
            is_whole = made.document == document
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as refusal:
            words = "A sealed document does not say what a control test says."
            raise TestDefinitionRefused(words) from refusal
        if not is_one or not isinstance(made.sql, str):
            raise TestDefinitionRefused("A sealed document says no control test.")
        if not is_whole:
            raise TestDefinitionRefused(f"{made.id}: the sealed document says more than a test does.")
        return made

    def holds_until(self, as_of: datetime) -> datetime:
        """Until when an answer is taken to hold: its rhythm and a twelfth more."""
        return as_of + self.meaning.every + self.meaning.every / 12

    @cached_property
    def basis(self) -> str:
        """The digest of what a mutation score is measured on: the version, and the cases."""
        cases = [case.model_dump(mode="json") for case in self.meaning.cases]
        return sha256_hex(canonical_json({"version": self.version, "cases": cases}))

    def parameters(self, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters' values: the organization's choice over the default.

        Raises TestDefinitionRefused for an unknown name or a value of another kind.
        """
        values = {name: one.default for name, one in self.meaning.parameters.items()}
        for name, value in chosen.items():
            if name not in values:
                raise TestDefinitionRefused(f"{self.id}: has no parameter “{name}”.")
            if not _fits(self.meaning.parameters[name].kind, value):
                raise TestDefinitionRefused(
                    f"{self.id}: {name}: {value!r} is not of kind {self.meaning.parameters[name].kind}."
                )
            values[name] = value
        return values


def _fits(kind: ParameterKind, value: Any) -> bool:
    match kind:
        case "integer":
            return type(value) is int
        case "number":
            return type(value) in (int, float)
        case "text":
            return type(value) is str
        case "boolean":
            return type(value) is bool
        case "list":
            return isinstance(value, (list, tuple))
