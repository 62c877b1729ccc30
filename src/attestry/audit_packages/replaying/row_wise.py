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
# What a row-wise question may be made of: everything else is not known to depend on the row alone.
_OF_THE_ROW = (
    *(exp.Select, exp.From, exp.Where, exp.With, exp.CTE, exp.Subquery, exp.Table, exp.TableAlias),
    *(exp.Alias, exp.Column, exp.Identifier, exp.Star, exp.Parameter, exp.Placeholder, exp.Paren),
    *(exp.Literal, exp.Boolean, exp.Null, exp.DataType, exp.DataTypeParam, exp.Array, exp.Tuple, exp.Var),
    *(exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least, exp.Cast, exp.TryCast),
    *(exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Between, exp.Like, exp.ILike, exp.NullSafeEQ),
    *(exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeNEQ, exp.Escape),
    *(exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg, exp.Abs, exp.Round),
    *(exp.DPipe, exp.Concat, exp.Lower, exp.Upper, exp.Trim, exp.Length, exp.Substring, exp.Replace),
    *(exp.StartsWith, exp.RegexpLike, exp.SplitPart, exp.DateDiff, exp.Interval, exp.Bracket),
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
    if not all(type(node) in _OF_THE_ROW for node in tree.walk()):
        return False
    if any(select.args.get("distinct") or select.args.get("limit") for select in tree.find_all(exp.Select)):
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
