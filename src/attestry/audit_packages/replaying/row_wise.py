"""Questions that look at one row at a time: what they answer of a row depends on nothing beside it.

Such a question can be asked once of every version that a row ever had, instead of once a run.
The reading of the SQL is cautious: whatever it does not know is not row-wise, and is asked
run by run.
"""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from attestry.control_tests.rules.definition import Definition
from attestry.kit.duck import TableShape

VERSION = "_version"
BLOCK = "_block"
_CLOCK = "$as_of"
# What looks beyond the row, answers anew each time, or makes rows of one row.
_BEYOND_THE_ROW = (
    exp.AggFunc,
    exp.Window,
    exp.Join,
    exp.Group,
    exp.Having,
    exp.Qualify,
    exp.Distinct,
    exp.Limit,
    exp.Offset,
    exp.Order,
    exp.SetOperation,
    exp.Exists,
    exp.Lateral,
    exp.Unnest,
    exp.TableSample,
    exp.Values,
    exp.Rand,
    exp.CurrentDate,
    exp.CurrentTimestamp,
    exp.CurrentTime,
    exp.Explode,
)
# Functions that the parser has no class for, each a function of its arguments alone.
_OF_ITS_ARGUMENTS = frozenset(
    {
        "BAR",
        "CONTAINS",
        "ENDS_WITH",
        "FORMAT",
        "LCASE",
        "LEN",
        "LIST_CONTAINS",
        "LIST_HAS",
        "PREFIX",
        "PRINTF",
        "REGEXP_FULL_MATCH",
        "REGEXP_MATCHES",
        "STARTS_WITH",
        "STRIP_ACCENTS",
        "SUFFIX",
        "UCASE",
    }
)


def versions_sql(definition: Definition, shape: TableShape) -> str | None:
    """The question put to all versions of the population's rows, its answer carrying ``_version``.

    None where the question is not row-wise, or asks what time it is.
    """
    if list(definition.meaning.reads) != [definition.meaning.population] or _CLOCK in definition.sql:
        return None
    if shape.key != (shape.item_column,):
        return None
    try:
        tree = sqlglot.parse_one(definition.sql, read="duckdb")
    except sqlglot.errors.SqlglotError:
        return None
    if not isinstance(tree, exp.Select) or not _is_row_wise(tree, definition.meaning.population):
        return None
    if not _answers_of_the_row(tree, shape.item_column):
        return None
    for select in list(tree.find_all(exp.Select)):
        if not any(isinstance(one, exp.Star) for one in select.expressions):
            select.append("expressions", exp.column(VERSION))
    for table in list(tree.find_all(exp.Table)):
        if table.name == definition.meaning.population:
            table.replace(exp.to_table(BLOCK, alias=table.alias or table.name))
    return tree.sql(dialect="duckdb")


def _is_row_wise(tree: exp.Select, population: str) -> bool:
    if any(isinstance(node, _BEYOND_THE_ROW) for node in tree.walk()):
        return False
    for node in tree.find_all(exp.Anonymous):
        if node.name.upper() not in _OF_ITS_ARGUMENTS:
            return False
    names = {one.alias for one in tree.find_all(exp.CTE)}
    tables = list(tree.find_all(exp.Table))
    if {one.name for one in tables} - names != {population} or any(one.db or one.catalog for one in tables):
        return False
    if population in names or len({one.name for one in tables}) != len(tables):
        return False
    return all(_reads_one_thing(select) for select in tree.find_all(exp.Select))


def _reads_one_thing(select: exp.Select) -> bool:
    """Whether it reads one table or one query, and is no value inside an expression."""
    if not isinstance(_source(select), (exp.Table, exp.Subquery)):
        return False
    parent = select.parent
    if isinstance(parent, exp.Subquery):
        return isinstance(parent.parent, exp.From)
    return parent is None or isinstance(parent, exp.CTE)


def _answers_of_the_row(tree: exp.Select, item_column: str) -> bool:
    """Whether ``item_id`` is, all the way down, the population's own item column."""
    wanted, select = "item_id", tree
    named = {one.alias: one.this for one in tree.find_all(exp.CTE)}
    while True:
        found = next((one for one in select.expressions if one.alias_or_name == wanted), None)
        column = found.unalias() if found is not None else None
        if isinstance(column, exp.Column):
            wanted = column.name
        elif not any(isinstance(one, exp.Star) for one in select.expressions):
            return False
        source = _source(select)
        if source is None:
            return False
        below = source.this if isinstance(source, exp.Subquery) else named.get(source.name)
        if below is None:
            return wanted == item_column
        if not isinstance(below, exp.Select):
            return False
        select = below


def _source(select: exp.Select) -> exp.Expression | None:
    """What a query reads from."""
    clause = select.args.get("from_") or select.args.get("from")
    return clause.this if isinstance(clause, exp.From) else None
