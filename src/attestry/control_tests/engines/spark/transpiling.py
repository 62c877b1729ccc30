"""A test's SQL in Spark's words, each with the meaning that it has for DuckDB.

Most words mean the same. Those that do not are written out here: text of numbers, lower case and
blanks beyond ASCII, whole days between instants, division by zero, patterns with a backslash.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attestry.control_tests.engines.spark import portable
from attestry.control_tests.engines.spark.fractions import Fractions
from attestry.control_tests.engines.spark.wording import (
    divided,
    lower_case,
    number_as_text,
    number_as_whole,
    trimmed,
)
from attestry.control_tests.evaluation import Question
from attestry.kit.late import Late

if TYPE_CHECKING:
    import sqlglot
    from sqlglot import exp
else:
    sqlglot = Late("sqlglot")
    exp = Late("sqlglot.expressions")

_UNITS = ("DAY", "HOUR", "MINUTE", "SECOND")
_INSTANTS = ("DATE", "TIMESTAMP", "TIMESTAMPNTZ")


def transpiled(asked: Question) -> str:
    """The SQL for Spark, its values as named parameters (``:name``).

    Raises what ``portable.read`` raises, and TestDefinitionRefused for a word in a use that the
    two engines answer differently.
    """
    tree = portable.read(asked.definition)
    fractions = Fractions.of(tree, asked)
    # Children before parents, so that a rewritten word holds rewritten words.
    for node in reversed(list(tree.walk(bfs=False))):
        text = _rewritten(node, asked, fractions)
        if text is not None:
            node.replace(sqlglot.parse_one(text, dialect="spark"))
    return tree.sql(dialect="spark", comments=False)


def bound(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as Spark takes them: an instant as its text, cast where it stands."""
    return {
        name: value if isinstance(value, str | int | float) else str(value) for name, value in values.items()
    }


def _rewritten(node: exp.Expr, asked: Question, fractions: Fractions) -> str | None:
    match type(node).__name__:
        case "Placeholder":
            return _value(node, asked)
        case "Cast":
            return _cast(node, asked, fractions)
        case "DateDiff":
            return _between(node, asked)
        case "Lower":
            return lower_case(_sql(node.this))
        case "Trim":
            return _trim(node, asked)
        case "Div":
            return divided(_sql(node.this), _sql(node.expression))
        case "Like":
            return _like(node)
        case "Substring":
            return _substring(node, asked)
    return None


def _sql(node: exp.Expr) -> str:
    return node.sql(dialect="spark", comments=False)


def _value(node: exp.Expr, asked: Question) -> str | None:
    value = asked.values.get(node.name)
    if isinstance(value, bool | str):
        return None
    if isinstance(value, int):
        return f"CAST(:{node.name} AS BIGINT)"
    if isinstance(value, float):
        return f"CAST(:{node.name} AS DOUBLE)"
    if node.name == "as_of":
        return "CAST(:as_of AS TIMESTAMP_NTZ)"
    raise portable.refused(asked.definition, f"is asked with ${node.name}, which is a list or not given")


def _cast(node: exp.Expr, asked: Question, fractions: Fractions) -> str | None:
    kind, of = node.args["to"].this.name, _sql(node.this)
    is_fraction = fractions.may_be(node)
    if kind in ("TEXT", "VARCHAR"):
        return number_as_text(of) if is_fraction else f"CAST({of} AS STRING)"
    if kind == "BIGINT":
        return number_as_whole(of) if is_fraction else f"CAST({_no_text(node.this, kind)} AS BIGINT)"
    if kind == "DOUBLE":
        return f"CAST({_no_text(node.this, kind)} AS DOUBLE)"
    if kind in _INSTANTS:
        target = "DATE" if kind == "DATE" else "TIMESTAMP_NTZ"
        return f"CAST({_no_text(node.this, kind)} AS {target})"
    raise portable.refused(asked.definition, f"casts to {node.args['to'].sql('duckdb')}")


def _no_text(node: exp.Expr, kind: str) -> str:
    """What is cast, guarded: how a text is read as another type differs between the engines."""
    of = _sql(node)
    is_value = isinstance(node, exp.Cast) and isinstance(node.this, exp.Placeholder)
    if is_value or isinstance(node, exp.Literal):
        return of
    said = f"a text is cast to {kind}, which the engines do differently"
    return f"CASE WHEN typeof({of}) = 'string' THEN raise_error('{said}') ELSE {of} END"


def _between(node: exp.Expr, asked: Question) -> str:
    unit = str(node.args.get("unit") or "DAY").upper()
    start, end = _sql(node.expression), _sql(node.this)
    if unit not in _UNITS:
        raise portable.refused(asked.definition, f"counts in {unit}")
    if unit == "DAY":
        return f"CAST(datediff(CAST({end} AS DATE), CAST({start} AS DATE)) AS BIGINT)"
    # DuckDB counts the boundaries that were crossed, Spark the whole units that passed.
    return f"timestampdiff({unit}, date_trunc('{unit}', {start}), date_trunc('{unit}', {end}))"


def _trim(node: exp.Expr, asked: Question) -> str:
    if node.args.get("expression") or node.args.get("position"):
        raise portable.refused(asked.definition, "trims something else than blanks")
    return trimmed(_sql(node.this))


def _like(node: exp.Expr) -> str:
    pattern = _sql(node.expression)
    if not isinstance(node.expression, exp.Literal) or "\\" in node.expression.name:
        # A backslash is a letter like any other for DuckDB.
        pattern = f"replace({pattern}, '\\\\', '\\\\\\\\')"
    return f"{'NOT ' if node.args.get('negate') else ''}({_sql(node.this)} LIKE {pattern})"


def _substring(node: exp.Expr, asked: Question) -> str | None:
    start, length = node.args.get("start"), node.args.get("length")
    if length is None:
        return None
    begins = isinstance(start, exp.Literal) and start.name.isdigit() and int(start.name) > 0
    ends = isinstance(length, exp.Length) or (isinstance(length, exp.Literal) and length.name.isdigit())
    if begins and ends:
        return None
    raise portable.refused(asked.definition, "cuts a text at a place that is reckoned")
