"""The sealed segments of tables as Spark reads them: the same state as ``evidence.chain.state_sql`` says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

from attestry.control_tests.engines.sight import Sight
from attestry.evidence.chain import Chain, state_sql
from attestry.kit import duck
from attestry.kit.duck import Connection, TableShape
from attestry.kit.late import Late

if TYPE_CHECKING:
    from pyspark import sql
    from pyspark.sql import functions
else:
    sql = Late("pyspark.sql")
    functions = Late("pyspark.sql.functions")

SPARK_TYPES = {
    "VARCHAR": "STRING",
    "BIGINT": "BIGINT",
    "DOUBLE": "DOUBLE",
    "BOOLEAN": "BOOLEAN",
    "DATE": "DATE",
    "TIMESTAMP": "TIMESTAMP_NTZ",
}
_CHANGE_TYPES = {"_removed": "BOOLEAN", "_ordinal": "BIGINT"}
_PATTERN_LETTERS = re.compile(r"([\\{}\[\]*?])")


def show(session: sql.SparkSession, db: Connection, sight: Sight) -> None:
    """Make every table that the tests read a view of the session, each row with its ``_connection``."""
    for table, columns in sight.needed.items():
        shape, parts = sight.shapes[table], []
        for ground in sight.grounds:
            if table in ground.tables:
                chain = sight.chain_of(ground, table)
                folder = sight.scratch / "tables"
                rows = state(session, _as_declared(db, shape, chain, folder), shape, columns)
                parts.append(rows.withColumn("_connection", functions.lit(ground.connection)))
        rows = reduce(sql.DataFrame.union, parts) if parts else _nothing(session, shape, columns)
        # Kept by the workers, in memory or on their disks: many questions read the same rows.
        rows.persist().createOrReplaceTempView(table)


def state(
    session: sql.SparkSession, chain: Chain, shape: TableShape, columns: Sequence[str]
) -> sql.DataFrame:
    """A table's rows as of the end of a chain whose files hold the declared types."""
    if not chain.files:
        return _nothing(session, shape, columns).drop("_connection")
    types = {name: SPARK_TYPES[shape.types[name]] for name in shape.column_names}
    key = chain.key or shape.key
    held = list(dict.fromkeys((*columns, *key)))
    base = read(session, chain.files[:1], {name: types[name] for name in held})
    if len(chain.files) == 1:
        return base.select(*columns)
    deltas = read(session, chain.files[1:], {**{name: types[name] for name in held}, **_CHANGE_TYPES})
    nth = functions.row_number().over(sql.Window.partitionBy(*key).orderBy(functions.col("_ordinal").desc()))
    latest = deltas.withColumn("_nth", nth).where("_nth = 1")
    kept = base.join(latest, list(key), "left_anti").select(*held)
    return kept.union(latest.where("NOT _removed").select(*held)).select(*columns)


def read(session: sql.SparkSession, files: Sequence[Path], types: dict[str, str]) -> sql.DataFrame:
    """Parquet files by their columns; a column that a file lacks is NULL."""
    schema = ", ".join(f"`{name}` {kind}" for name, kind in types.items())
    return session.read.schema(schema).parquet(*(address(path) for path in files))


def address(path: Path) -> str:
    """Where a file or folder lies, for Spark."""
    return "file://" + _PATTERN_LETTERS.sub(r"\\\1", str(path.absolute()))


def _nothing(session: sql.SparkSession, shape: TableShape, columns: Sequence[str]) -> sql.DataFrame:
    typed = [f"`{name}` {SPARK_TYPES[shape.types[name]]}" for name in columns]
    return session.createDataFrame([], ", ".join([*typed, "_connection STRING"]))


def _as_declared(db: Connection, shape: TableShape, chain: Chain, folder: Path) -> Chain:
    """The chain, or where a column was sealed as another type: its rows as DuckDB casts them."""
    declared = shape.types
    for path in chain.files:
        # The key may hold columns that are not declared any more.
        if any(declared.get(name, kind) != kind for name, kind in _types(db, path).items()) or (
            set(chain.key) - declared.keys()
        ):
            break
    else:
        return chain
    folder.mkdir(exist_ok=True)
    target = folder / f"{len(list(folder.iterdir()))}.parquet"
    rows = state_sql(shape, chain, shape.column_names)
    duck.run(db, f"COPY ({rows}) TO '{duck.literal_path(target)}' (FORMAT parquet)")
    return Chain((target,), frozenset(shape.column_names), shape.key)


def _types(db: Connection, path: Path) -> dict[str, str]:
    rows = duck.run(db, f"DESCRIBE SELECT * FROM read_parquet('{duck.literal_path(path)}')").fetchall()
    return {row[0]: row[1] for row in rows}
