"""The words of SQL whose answer is the same on both engines, and the refusal of every other.

DuckDB is locked before it reads a test's SQL; Spark cannot be. So the tree of the SQL is looked
through word by word: no function that is not listed, no table that the test does not declare.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from attestry.control_tests.errors import TestDefinitionRefused
from attestry.control_tests.rules.definition import Definition
from attestry.kit.duck import QueryFailed
from attestry.kit.late import Late

if TYPE_CHECKING:
    import sqlglot
    from sqlglot import exp
else:
    sqlglot = Late("sqlglot")
    exp = Late("sqlglot.expressions")

NEXT_STEP = "See “How to outgrow one machine” for the words that both engines answer alike."

_CLAUSES = {
    "Select", "From", "Where", "Join", "Group", "Having", "With", "CTE", "Subquery", "Union", "Distinct",
    "Window", "Order", "Ordered", "Table", "TableAlias", "Alias", "Column", "Identifier", "Star",
}  # fmt: skip
_VALUES = {"Literal", "Null", "Boolean", "Placeholder", "DataType", "Var", "Paren", "Case", "If", "Cast"}
_OPERATORS = {
    "And", "Or", "Not", "Is", "In", "Between", "Like", "EQ", "NEQ", "GT", "GTE", "LT", "LTE", "Add", "Sub",
    "Mul", "Div", "Neg", "DPipe", "Exists",
}  # fmt: skip
_FUNCTIONS = {
    "Coalesce", "Lower", "Trim", "Replace", "Substring", "StrPosition", "Length", "DateDiff", "Count", "Sum",
    "Min", "Max", "Filter", "RowNumber",
}  # fmt: skip
_WORDS = _CLAUSES | _VALUES | _OPERATORS | _FUNCTIONS
# What else a word may be marked with: a mark that is not listed changes what the word means.
_MARKS = {
    "Boolean": {"this"},
    "CTE": {"materialized"},
    "Count": {"big_int"},
    "DPipe": {"safe"},
    "DataType": {"this"},
    "DateDiff": {"date_part_boundary"},
    "Group": {"all"},
    "Identifier": {"this", "quoted"},
    "Join": {"side", "kind"},
    "Like": {"negate"},
    "Literal": {"this", "is_string"},
    "Ordered": {"desc", "nulls_first"},
    "Placeholder": {"this"},
    "Union": {"distinct"},
    "Var": {"this"},
    "Window": {"over"},
}


def read(definition: Definition) -> exp.Query:
    """The tree of a test's SQL.

    Raises QueryFailed where it is no SQL, TestDefinitionRefused where it is not one question in the
    words that both engines answer alike, of the tables that the test says it reads.
    """
    try:
        statements = sqlglot.parse(definition.sql, dialect="duckdb")
    except sqlglot.errors.SqlglotError as refusal:
        raise QueryFailed(f"syntax error: {str(refusal).splitlines()[0]}") from refusal
    tree = statements[0] if len(statements) == 1 else None
    if not isinstance(tree, exp.Query):
        raise TestDefinitionRefused(f"{definition.id}: is not one SELECT.")
    for node in tree.walk():
        if type(node).__name__ not in _WORDS:
            raise refused(definition, f"uses {_said(node)}")
        strange = _marks(node) - _MARKS.get(type(node).__name__, set())
        if strange:
            raise refused(definition, f"uses {_said(node)} with “{min(strange)}”")
    known = {*definition.meaning.reads, *(one.alias_or_name for one in tree.find_all(exp.CTE))}
    _refuse_other_tables(definition, tree, known)
    return tree


def _refuse_other_tables(definition: Definition, tree: exp.Query, known: Collection[str]) -> None:
    names = {name.lower() for name in known}
    for table in tree.find_all(exp.Table):
        is_plain = isinstance(table.this, exp.Identifier) and not table.db and not table.catalog
        if not is_plain or table.name.lower() not in names:
            raise refused(definition, f"reads {table.sql('duckdb')}, which is no table that it declares")


def refused(definition: Definition, what: str) -> TestDefinitionRefused:
    """The refusal to ask a test whose answer might be another one on Spark."""
    return TestDefinitionRefused(
        f"{definition.id}: {what}; on Spark a test keeps to words that both engines answer alike.",
        next_step=NEXT_STEP,
    )


def _marks(node: exp.Expr) -> set[str]:
    """The names of what a word is marked with, beside the words in it."""
    plain = (bool, int, str, exp.DataType.Type)
    return {name for name, value in node.args.items() if value and isinstance(value, plain)}


def _said(node: exp.Expr) -> str:
    name = node.name if isinstance(node, exp.Anonymous) else type(node).__name__
    return f"“{name}”"
