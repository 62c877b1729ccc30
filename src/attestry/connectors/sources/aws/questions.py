"""Questions asked about one item, each filling columns of its row, each refused on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from attestry.connectors.rules.observation import Gap, Observation, Reason

from .account import Account
from .reading import rows
from .refusals import Refusal
from .transport import Item
from .values import Row, kept


@dataclass(frozen=True, slots=True)
class Question:
    """A call about one item. ``absent`` are error codes that say the setting was never made.

    ``service`` and ``naming`` stand here where they differ from those of the item.
    """

    operation: str
    columns: tuple[str, ...]
    read: Callable[[Item], Row]
    absent: frozenset[str] = frozenset()
    service: str = ""
    naming: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a table whose row is known in part: where it is, and how calls name it."""

    table: str
    service: str
    region: str
    row: Row
    naming: Mapping[str, Any]

    @property
    def item_id(self) -> str:
        """The first column of the row, which names the item."""
        return str(next(iter(self.row.values())))


def answers(account: Account, asked: Asked, questions: tuple[Question, ...]) -> list[Observation]:
    """The row with every answer in it and a gap for each refusal; nothing for an item that is gone."""
    row = dict(asked.row)
    gaps: list[Gap] = []
    answered: Item = {}
    for question in questions:
        answer = _answer(account, asked, question)
        if isinstance(answer, Refusal) and answer.is_gone:
            return []
        refusal = answer if isinstance(answer, Refusal) else _filled(row, question, answer)
        if refusal is None:
            answered[question.operation] = answer
        else:
            gaps.append(_gap(asked, question, refusal))
    row["raw"] = None if gaps else kept(answered)
    return [rows(asked.table, row), *gaps]


def _answer(account: Account, asked: Asked, question: Question) -> Item | Refusal:
    service = question.service or asked.service
    naming = asked.naming if question.naming is None else question.naming
    return account.call(service, question.operation, asked.region, absent=question.absent, **naming)


def _filled(row: Row, question: Question, answer: Item) -> Refusal | None:
    try:
        row.update(question.read(answer))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return Refusal(Reason.MALFORMED, f"{question.operation} answered in an unknown shape: {error}")
    return None


def _gap(asked: Asked, question: Question, refusal: Refusal) -> Gap:
    columns = (*question.columns, "raw")
    return Gap(asked.table, refusal.reason, refusal.detail, asked.item_id, columns)


def all_answers(
    account: Account, every: Iterator[Asked], questions: tuple[Question, ...]
) -> Iterator[Observation]:
    """The answers about every item, a bounded number of calls at a time."""
    for found in account.each(lambda asked: answers(account, asked, questions), every):
        yield from found
