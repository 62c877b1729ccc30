"""The filters of a population, one a line: ``branch_name = main``, ``is_merge = true``, ``ticket is empty``.

Each becomes a condition of SQL over a declared column; the lines themselves are what is kept and shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

_LINE = re.compile(
    r"(?P<column>\w+)\s+(?:(?P<empty>is(?: not)? empty)"
    r"|(?P<sign>=|!=|>=|<=|>|<|contains|starts with)\s+(?P<value>.+))"
)
_TEXT_SIGNS = frozenset({"=", "!=", "contains", "starts with"})
MOST_LINES = 20


class FilterRefused(ValueError):
    """A line that is no filter; the message names it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter, read: the line, and the SQL that it means."""

    line: str
    column: str
    sign: str
    value: str
    sql: str

    def holds_of(self, text: str) -> bool:
        """Whether it holds of a text, for lists that are no tables."""
        match self.sign:
            case "=":
                return text == self.value
            case "!=":
                return text != self.value
            case "contains":
                return self.value in text
            case "starts with":
                return text.startswith(self.value)
            case sign:
                return bool(text.strip()) is ("not" in sign)


def read_filters(text: str, types: Mapping[str, str]) -> tuple[Condition, ...]:
    """The conditions of a text over columns of these types. Raises FilterRefused."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise FilterRefused(f"there are {len(lines)} lines, more than {MOST_LINES}")
    return tuple(_condition(line, types) for line in lines)


def _condition(line: str, types: Mapping[str, str]) -> Condition:
    found = _LINE.fullmatch(line)
    if found is None:
        raise FilterRefused(f"“{line[:80]}” is no filter such as branch_name = main")
    column = found["column"]
    if column not in types:
        raise FilterRefused(f"“{line[:80]}” names no column of the table")
    kind, name = types[column], f'"{column}"'
    if found["empty"]:
        blank = f"{name} IS NULL" + (f" OR trim({name}) = ''" if kind == "VARCHAR" else "")
        sql = f"NOT ({blank})" if "not" in found["empty"] else f"({blank})"
        return Condition(line, column, found["empty"], "", sql)
    sign, value = found["sign"], found["value"]
    return Condition(line, column, sign, value, _compared(line, name, kind, sign, value))


def _compared(line: str, name: str, kind: str, sign: str, value: str) -> str:
    if kind == "VARCHAR":
        if sign not in _TEXT_SIGNS:
            raise FilterRefused(f"“{line[:80]}”: a text is compared by =, !=, contains or starts with")
        said = literal(value)
        if sign in ("contains", "starts with"):
            return f"{'contains' if sign == 'contains' else 'starts_with'}({name}, {said})"
        return f"{name} IS {'NOT ' if sign == '=' else ''}DISTINCT FROM {said}"
    if sign in ("contains", "starts with"):
        raise FilterRefused(f"“{line[:80]}”: {name} is no text")
    typed = f"CAST({_typed(line, kind, value)} AS {kind})"
    return f"coalesce({name} {'<>' if sign == '!=' else sign} {typed}, false)"


def _typed(line: str, kind: str, value: str) -> str:
    """The value as a SQL literal of text, where it is one of its kind."""
    try:
        match kind:
            case "BIGINT":
                return literal(str(int(value)))
            case "DOUBLE":
                return literal(str(float(value)))
            case "BOOLEAN" if value.lower() in ("true", "false"):
                return literal(value.lower())
            case "DATE":
                return literal(date.fromisoformat(value).isoformat())
            case "TIMESTAMP":
                return literal(datetime.fromisoformat(value).replace(tzinfo=None).isoformat(sep=" "))
    except ValueError:
        pass
    raise FilterRefused(f"“{line[:80]}”: “{value[:40]}” is no {kind.lower()}")


def literal(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"
