"""A question's answer on Spark: read, counted, held to its rules, and compared with the run before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attestry.control_tests.engines.spark import portable, sealed_rows
from attestry.control_tests.engines.spark.wording import double_as_text
from attestry.control_tests.evaluation import ANSWERED, answered_twice, answered_wrongly, column_missing
from attestry.control_tests.outcome_log import LEFT, LEFT_REASON, Pieces
from attestry.control_tests.rules.definition import Definition
from attestry.control_tests.rules.outcome import ITEM_OUTCOMES, Counts
from attestry.kit.late import Late

if TYPE_CHECKING:
    from pyspark import sql
    from pyspark.sql import functions
else:
    sql = Late("pyspark.sql")
    functions = Late("pyspark.sql.functions")

_STATE = {"test_id": "STRING", "item_id": "STRING", "outcome": "STRING", "_ordinal": "BIGINT"}
_ALIKE_AS_TEXT = ("string", "int", "bigint", "boolean", "date", "timestamp_ntz", "void")


def read(
    session: sql.SparkSession, text: str, values: Mapping[str, Any], definition: Definition
) -> sql.DataFrame:
    """The answer as texts: item_id, item_name, outcome, reason, and the deciding columns.

    Raises TestDefinitionRefused where a fixed column is missing, or a deciding one is of a type
    whose text the engines write differently.
    """
    frame = session.sql(text, args=dict(values))
    missing = [name for name in ANSWERED if name not in frame.columns]
    if missing:
        raise column_missing(definition, missing[0])
    return frame.select(*(_as_text(frame, name, definition) for name in frame.columns))


def _as_text(frame: sql.DataFrame, name: str, definition: Definition) -> sql.Column:
    kind, column = frame.schema[name].dataType.simpleString(), f"`{name.replace('`', '``')}`"
    if kind == "double":
        return functions.expr(double_as_text(f"CAST({column} AS STRING)")).alias(name)
    if kind not in _ALIKE_AS_TEXT and not kind.startswith("decimal"):
        raise portable.refused(definition, f"answers {name} as {kind}")
    return functions.col(column).cast("string").alias(name)


def counted(answer: sql.DataFrame) -> Counts:
    """How many items have each outcome."""
    row = answer.agg(*_counts()).first()
    return Counts(*(row or ()))


def counted_and_sound(answer: sql.DataFrame, definition: Definition) -> Counts:
    """The same, of an answer that gives each item one of the outcomes, once.

    Raises TestDefinitionRefused for one that does not.
    """
    # Different hashes are different items, and hashes are counted faster than texts; nothing has one, too.
    asked = ("count(*)", "count(item_id)", "count(DISTINCT xxhash64(item_id))")
    *found, total, named, items = answer.agg(*_counts(), *map(functions.expr, asked)).first() or (0,) * 7
    counts = Counts(*found)
    if {counts.total, named, items} != {total}:
        _refuse_bad(answer, definition)
    return counts


def _counts() -> list[sql.Column]:
    return [functions.expr(f"count_if(outcome = '{outcome.value}')") for outcome in ITEM_OUTCOMES]


def _refuse_bad(answer: sql.DataFrame, definition: Definition) -> None:
    words = ", ".join(f"'{outcome.value}'" for outcome in ITEM_OUTCOMES)
    wrong = answer.where(f"item_id IS NULL OR outcome IS NULL OR outcome NOT IN ({words})")
    order = [functions.col(name).asc_nulls_last() for name in ("item_id", "outcome")]
    bad = wrong.select("item_id", "outcome").orderBy(*order).first()
    if bad:
        raise answered_wrongly(definition, *bad)
    twice = answer.groupBy("item_id").count().where("count > 1").orderBy("item_id").first()
    if twice:
        raise answered_twice(definition, twice[0])


def as_answered(answer: sql.DataFrame) -> sql.DataFrame:
    """The outcomes where everything was seen."""
    return answer.withColumn("item_name", functions.coalesce("item_name", "item_id"))


def outcomes_before(session: sql.SparkSession, of: Pieces, test_id: str) -> sql.DataFrame | None:
    """Each item's outcome before the run, without those that left; None before the first."""
    if not of.segments and of.base is None:
        return None
    mine = functions.col("test_id") == test_id
    found = None
    if of.base is not None:
        found = sealed_rows.read(session, [of.base], _STATE).where(mine)
    if of.segments:
        later = sealed_rows.read(session, of.segments, _STATE).where(mine)
        nth = functions.row_number().over(
            sql.Window.partitionBy("item_id").orderBy(functions.col("_ordinal").desc())
        )
        later = later.withColumn("_nth", nth).where("_nth = 1").drop("_nth")
        found = later if found is None else found.join(later, ["item_id"], "left_anti").unionByName(later)
    return found.where(functions.col("outcome") != LEFT).select("item_id", "outcome") if found else None


def changes(
    outcome: sql.DataFrame, before: sql.DataFrame | None, test_id: str, ordinal: int
) -> sql.DataFrame:
    """The rows that a run adds to the log of outcomes, in its columns."""
    details = [name for name in outcome.columns if name not in ANSWERED]
    if before is None:
        joined = outcome.alias("n").withColumn("_left", functions.expr("false"))
    else:
        same = functions.expr("n.item_id = s.item_id")
        joined = outcome.alias("n").join(before.alias("s"), same, "full")
        joined = joined.where("NOT (n.outcome <=> s.outcome)")
        joined = joined.withColumn("_left", functions.col("n.item_id").isNull())
    left = functions.col("_left")
    item_id = functions.col("n.item_id") if before is None else functions.coalesce("n.item_id", "s.item_id")
    return joined.select(
        functions.lit(test_id).alias("test_id"),
        item_id.alias("item_id"),
        functions.col("n.item_name").alias("item_name"),
        functions.when(left, LEFT).otherwise(functions.col("n.outcome")).alias("outcome"),
        functions.when(left, LEFT_REASON).otherwise(functions.col("n.reason")).alias("reason"),
        functions.when(left, "{}").otherwise(_json(details)).alias("details"),
        functions.lit(ordinal).cast("bigint").alias("_ordinal"),
    )


def _json(details: list[str]) -> sql.Column:
    if not details:
        return functions.lit("{}")
    columns = [functions.col(f"n.`{name.replace('`', '``')}`").alias(name) for name in details]
    return functions.to_json(functions.struct(*columns), {"ignoreNullFields": "false"})
