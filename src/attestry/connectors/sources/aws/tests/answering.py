"""Control tests asked of what the source said: observations into locked tables, gaps beside them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from attestry.connectors.rules.observation import Gap, Observation, Rows
from attestry.connectors.rules.rows import RowWriter
from attestry.connectors.sources import aws
from attestry.control_tests.evaluation import (
    Evaluated,
    Question,
    evaluate,
    explained_sql,
    question,
)
from attestry.control_tests.grounds import GAP_TABLE
from attestry.control_tests.rules.definition import Definition, Meaning
from attestry.kit import duck
from attestry.kit.content import library, load_yaml


def declared_shapes() -> dict[str, duck.TableShape]:
    """The tables that the source declares."""
    ddl = (Path(aws.__file__).parent / "tables.sql").read_text(encoding="utf-8")
    return {shape.name: shape for shape in duck.shapes(ddl, "aws/tables.sql")}


@dataclass(frozen=True, slots=True)
class Examined:
    """Tables filled from observations, ready for questions."""

    database: duck.Connection
    shapes: dict[str, duck.TableShape]
    as_of: datetime

    def ask(self, test_id: str) -> Evaluated:
        """How many items pass, fail and are unknown."""
        return evaluate(self.database, self._question(test_id))

    def items(self, test_id: str) -> dict[str, tuple[str, str]]:
        """Each item's outcome and reason."""
        asked = self._question(test_id)
        evaluate(self.database, asked)
        sql = f"SELECT item_id, outcome, reason FROM ({explained_sql(self.database, asked)})"
        found = duck.bounded(self.database, sql, asked.used, seconds=30).fetchall()
        return {item: (outcome, reason) for item, outcome, reason in found}

    def _question(self, test_id: str) -> Question:
        path = library() / "control_tests" / "aws" / f"{test_id}.yaml"
        sql = path.with_suffix(".sql").read_text(encoding="utf-8")
        definition = Definition(load_yaml(path, Meaning), sql, "aws")
        return question(definition, self.shapes, as_of=self.as_of, parameters=definition.parameters({}))


@contextmanager
def examined(observations: Iterable[Observation], as_of: datetime) -> Iterator[Examined]:
    """The tables as ``observations`` fill them, locked."""
    shapes = declared_shapes()
    with tempfile.TemporaryDirectory() as folder, duck.opened() as database:
        database.execute(GAP_TABLE)
        for one in observations:
            if isinstance(one, Rows):
                _write(Path(folder) / one.table, shapes[one.table], one)
            elif isinstance(one, Gap):
                for column in one.columns or ("",):
                    said = [one.table, one.item_id, column, one.reason.value, one.detail]
                    database.execute("INSERT INTO _gap VALUES (?, ?, ?, ?, ?)", said)
        for shape in shapes.values():
            _load(database, shape, Path(folder) / shape.name)
        duck.lock(database)
        yield Examined(database, shapes, as_of)


def _write(path: Path, shape: duck.TableShape, rows: Rows) -> None:
    written = RowWriter(shape).written
    with path.open("ab") as file:
        file.writelines(orjson.dumps(written(row), option=orjson.OPT_APPEND_NEWLINE) for row in rows.rows)


def _load(database: duck.Connection, shape: duck.TableShape, path: Path) -> None:
    columns = ", ".join(f"{duck.quoted(name)} {kind}" for name, kind in shape.types.items())
    keys = ", ".join(shape.key)
    database.execute(f"CREATE TABLE {shape.name} ({columns}, PRIMARY KEY ({keys}))")
    if path.exists():
        typed = ", ".join(f"'{name}': '{kind}'" for name, kind in shape.types.items())
        source = f"read_json('{path}', format='newline_delimited', columns={{{typed}}})"
        database.execute(f"INSERT INTO {shape.name} SELECT * FROM {source}")
