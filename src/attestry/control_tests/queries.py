"""Reads: the control tests of the library, their versions, runs, results and failing items."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from attestry.connectors.queries import all_tables
from attestry.control_tests.errors import TestDefinitionRefused, TestUnknown
from attestry.control_tests.models import MutationScore, TestSetting
from attestry.control_tests.rules.definition import Definition, Meaning
from attestry.evidence.queries import StreamView
from attestry.kit.content import library, load_yaml


def folder() -> Path:
    """Where the library's control tests lie."""
    return library() / "control_tests"


@lru_cache
def definitions() -> dict[str, Definition]:
    """Every control test of the library by id, discovered from its files.

    Raises Invalid or TestDefinitionRefused for the first file that breaks a rule.
    """
    found: dict[str, Definition] = {}
    for path in sorted(folder().glob("*/*.yaml")):
        definition = read_definition(path)
        if definition.id in found:
            raise TestDefinitionRefused(f"{path.name}:1: id: “{definition.id}” stands twice in the library")
        found[definition.id] = definition
    return found


def read_definition(path: Path) -> Definition:
    """The control test of one YAML file and the SQL file beside it."""
    meaning = load_yaml(path, Meaning)
    question = path.with_suffix(".sql")
    if not question.is_file():
        raise TestDefinitionRefused(f"{path.name}:1: the question {question.name} is missing beside it")
    if meaning.id != path.stem:
        raise TestDefinitionRefused(f"{path.name}:1: id: “{meaning.id}” is not the file's name")
    definition = Definition(
        meaning, question.read_text(encoding="utf-8").strip().rstrip(";"), path.parent.name
    )
    _refuse_unknown_reads(definition, path)
    return definition


def _refuse_unknown_reads(definition: Definition, path: Path) -> None:
    tables = all_tables()
    meaning = definition.meaning
    if meaning.population not in meaning.reads:
        raise TestDefinitionRefused(f"{path.name}:1: population: {meaning.population} is not among its reads")
    for table, columns in meaning.reads.items():
        if table not in tables:
            raise TestDefinitionRefused(f"{path.name}:1: reads: no source declares a table {table}")
        for column in columns:
            if column not in tables[table].types:
                raise TestDefinitionRefused(f"{path.name}:1: reads: {table} has no column {column}")


def definition(test_id: str) -> Definition:
    """One control test. Raises TestUnknown."""
    found = definitions().get(test_id)
    if found is None:
        raise TestUnknown(f"No control test is called “{test_id}”.", next_step="See the list of tests.")
    return found


def chosen_parameters() -> dict[str, dict[str, Any]]:
    """What the organization set, by test."""
    return dict(TestSetting.objects.values_list("test_id", "parameters"))


def runnable(views: Sequence[StreamView]) -> list[Definition]:
    """The tests not switched off whose population, and what else they want, some connection brings."""
    brought = {table for view in views for table in view.stream.tables}
    off = set(TestSetting.objects.filter(is_active=False).values_list("test_id", flat=True))
    return [
        one
        for one in definitions().values()
        if {one.meaning.population, *one.meaning.only_with} <= brought and one.id not in off
    ]


def mutation_score(definition: Definition) -> MutationScore | None:
    """What was measured on this very version and these cases of a test; None where nothing was."""
    return MutationScore.objects.filter(test_id=definition.id, basis=definition.basis).first()


def tests_that_noticed_nothing(controls: Collection[str]) -> tuple[str, ...]:
    """The titles of these controls' tests that let through every fault that was put into them; one query.

    Only their versions in force count.
    """
    wanted = set(controls)
    speaking = [one for one in definitions().values() if wanted.intersection(one.meaning.controls)]
    known = {one.basis: one.meaning.title for one in speaking}
    blind = MutationScore.objects.filter(basis__in=known, noticed=0, injected__gt=0)
    return tuple(sorted(known[basis] for basis in blind.values_list("basis", flat=True)))
