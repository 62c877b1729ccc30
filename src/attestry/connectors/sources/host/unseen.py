"""What could not be seen, raised where it is looked for and told as a gap where it is missed."""

from __future__ import annotations

from attestry.connectors.rules.observation import Gap, Reason


class Unseen(Exception):
    """Something could not be read; ``is_missing`` where the file itself is not there."""

    def __init__(self, reason: Reason, detail: str, *, is_missing: bool = False) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.is_missing = is_missing

    def gap(self, table: str, item_id: str | None = None, columns: tuple[str, ...] = ()) -> Gap:
        """The gap this leaves."""
        return Gap(table, self.reason, self.detail, item_id, columns)
