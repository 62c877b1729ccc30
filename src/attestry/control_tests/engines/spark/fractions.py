"""Which casts of a question may be of numbers with a fraction, whose text the engines write differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attestry.control_tests.evaluation import Question
from attestry.kit.late import Late

if TYPE_CHECKING:
    from sqlglot import exp
else:
    exp = Late("sqlglot.expressions")


@dataclass(frozen=True, slots=True)
class Fractions:
    """The casts by identity: more than are of such numbers, never fewer."""

    casts: frozenset[int]

    def may_be(self, cast: exp.Expr) -> bool:
        """Whether what is cast may be a number with a fraction."""
        return id(cast) in self.casts

    @classmethod
    def of(cls, tree: exp.Query, asked: Question) -> Fractions:
        """Those of a question's tree, before any of it is rewritten."""
        names = _names(tree, asked)
        return cls(frozenset(id(one) for one in tree.find_all(exp.Cast) if _may_be(one.this, names)))


def _names(tree: exp.Query, asked: Question) -> frozenset[str]:
    """The columns, values and aliases that may be such numbers."""
    found = {
        column.name.lower()
        for table in asked.definition.meaning.reads
        for column in asked.shapes[table].columns
        if column.type == "DOUBLE"
    }
    found |= {name.lower() for name, value in asked.values.items() if isinstance(value, float)}
    aliases = [(one.alias.lower(), one.this) for one in tree.find_all(exp.Alias)]
    while True:
        more = {name for name, of in aliases if _may_be(of, frozenset(found))} - found
        if not more:
            return frozenset(found)
        found |= more


def _may_be(node: exp.Expr, names: frozenset[str]) -> bool:
    if isinstance(node, exp.Column | exp.Placeholder):
        return node.name.lower() in names
    if isinstance(node, exp.Cast):
        return bool(node.args["to"].this.name == "DOUBLE")
    if isinstance(node, exp.Literal):
        return not node.is_string and not node.name.isdigit()
    if isinstance(node, exp.Count | exp.DateDiff | exp.Length):
        return False
    return isinstance(node, exp.Div) or any(_may_be(one, names) for one in node.iter_expressions())
