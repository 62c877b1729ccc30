"""One row in the making: each column is looked for on its own, and becomes a gap where it is unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.unseen import Unseen


class Findings:
    """A row of ``table`` with its item id, and the gaps in it."""

    def __init__(self, table: str, item_column: str, item_id: str) -> None:
        self.table = table
        self.item_id = item_id
        self.row: dict[str, Any] = {item_column: item_id}
        self._unseen: dict[tuple[Reason, str], list[str]] = {}

    def see(self, column: str, look: Callable[[], Any]) -> None:
        """The value of one column, or its gap."""
        try:
            self.row[column] = look()
        except Unseen as unseen:
            self.miss(unseen, column)

    def see_all(self, columns: tuple[str, ...], look: Callable[[], dict[str, Any]]) -> None:
        """The values of several columns that are seen or unseen together."""
        try:
            self.row.update(look())
        except Unseen as unseen:
            self.miss(unseen, *columns)

    def miss(self, unseen: Unseen, *columns: str) -> None:
        """These columns are there to be seen and were not."""
        for column in columns:
            self.row[column] = None
        self._unseen.setdefault((unseen.reason, unseen.detail), []).extend(columns)

    def gaps(self) -> Iterator[Gap]:
        """One gap for each reason."""
        for (reason, detail), columns in self._unseen.items():
            yield Gap(self.table, reason, detail, self.item_id, tuple(columns))

    def observations(self) -> Iterator[Rows | Gap]:
        """The row, then its gaps."""
        yield Rows(self.table, [self.row])
        yield from self.gaps()
