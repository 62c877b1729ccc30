"""What was not seen takes answers away on Spark too, exactly as ``evaluation`` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attestry.control_tests.engines.spark import sealed_rows
from attestry.control_tests.evaluation import Question, same_items
from attestry.control_tests.grounds import Ground
from attestry.kit.late import Late

if TYPE_CHECKING:
    from pyspark import sql
    from pyspark.sql import functions
else:
    functions = Late("pyspark.sql.functions")


@dataclass(frozen=True, slots=True)
class UnseenRows:
    """Every item of a table that one connection brought, and the words for why it is not known."""

    table: str
    item_column: str
    connection: str
    words: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """What was not seen of what a test reads: a file of items with words, whole connections, everything."""

    items: Path | None
    rows: tuple[UnseenRows, ...]
    blanket: str

    @property
    def is_anything(self) -> bool:
        """Whether any answer may be taken away."""
        return bool(self.items or self.rows or self.blanket)


def unseen_items(asked: Question, grounds: Sequence[Ground]) -> tuple[UnseenRows, ...]:
    """The rows that were read but may not be relied on, of the tables whose items the test answers for."""
    return tuple(
        UnseenRows(
            table,
            asked.shapes[table].item_column,
            one.connection,
            f"not seen ({one.reason}): {one.title}: {one.words}",
        )
        for table in same_items(asked)
        for one in grounds
        if table in one.tables and one.words
    )


def overruled(session: sql.SparkSession, answer: sql.DataFrame, unseen: Unseen) -> sql.DataFrame:
    """The answers with their outcome taken away where words say so, and the items nobody answered for."""
    gaps = _item_gaps(session, unseen).alias("g")
    details = [name for name in answer.columns if name not in ("item_id", "item_name", "outcome", "reason")]
    everyone = functions.lit(unseen.blanket or None).cast("string")
    joined = answer.alias("a").join(gaps, functions.expr("g.item = a.item_id"), "full")
    answered = functions.col("a.item_id").isNotNull()
    words = functions.coalesce("g.words", functions.when(answered, everyone))
    return joined.select(
        functions.coalesce("a.item_id", "g.item").alias("item_id"),
        functions.coalesce("a.item_name", "a.item_id", "g.item").alias("item_name"),
        functions.when(words.isNull() & answered, functions.col("a.outcome"))
        .otherwise("unknown")
        .alias("outcome"),
        functions.coalesce(words, functions.col("a.reason")).alias("reason"),
        *(functions.col(f"a.`{name.replace('`', '``')}`") for name in details),
    )


def _item_gaps(session: sql.SparkSession, unseen: Unseen) -> sql.DataFrame:
    types = {"item": "STRING", "words": "STRING"}
    found = session.createDataFrame([], "item STRING, words STRING")
    if unseen.items:
        found = found.union(sealed_rows.read(session, [unseen.items], types))
    for one in unseen.rows:
        rows = session.table(one.table).where(functions.col("_connection") == one.connection)
        item = functions.col(f"`{one.item_column}`").cast("string")
        found = found.union(rows.select(item, functions.lit(one.words)))
    return found.where("item IS NOT NULL").groupBy("item").agg(functions.min("words").alias("words"))
