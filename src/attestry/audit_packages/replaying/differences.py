"""What a replay compares: counts, the outcome of each item, and the words that an item was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestry.audit_packages.replaying.log import SealedLog
from attestry.audit_packages.timeline import RunLine
from attestry.control_tests.evaluation import SECONDS
from attestry.control_tests.outcome_log import LEFT
from attestry.control_tests.rules.outcome import Counts, verdict
from attestry.kit import duck
from attestry.kit.duck import Connection


class Differs(Exception):
    """A recomputed answer is not the recorded one."""

    def __init__(self, run: RunLine, why: str, item: str = "") -> None:
        super().__init__(why)
        self.run, self.why, self.item = run, why, item


class Unanswerable(Exception):
    """An answer cannot be recomputed, and why."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recomputed answers of one test, held to its sealed log; raises Differs at the first difference."""

    db: Connection
    log: SealedLog
    test: str

    def items(self, run: RunLine) -> None:
        """The outcomes in ``_outcome`` with those that stood as of the run."""
        found = self.first(
            f"SELECT coalesce(n.item_id, s.item_id) AS item, n.outcome, s.outcome FROM _outcome AS n "
            f"FULL JOIN ({self.log.state_sql(self.test, upto=run.ordinal)}) AS s ON s.item_id = n.item_id "
            f"WHERE n.outcome IS DISTINCT FROM s.outcome"
        )
        if found:
            raise Differs(
                run, f"recomputed {found[1] or 'not there'}, recorded {found[2] or 'not there'}", found[0]
            )

    def words(
        self, runs: Mapping[int, RunLine], sealed: str, told: str, values: Mapping[str, Any] | None = None
    ) -> None:
        """Name, reason and deciding values of sealed rows with those told; both are SELECTs."""
        found = self.first(
            f"SELECT s.item_id, s._ordinal AS first_at, "
            f"CASE WHEN t.reason IS DISTINCT FROM s.reason THEN 'reason' "
            f"WHEN t.details IS DISTINCT FROM s.details THEN 'deciding values' ELSE 'name' END, "
            f"t.reason, s.reason FROM (SELECT * FROM ({sealed}) WHERE outcome <> '{LEFT}') AS s "
            f"LEFT JOIN ({told}) AS t "
            f"ON t.item_id = s.item_id AND t._ordinal = s._ordinal "
            f"WHERE t.item_name IS DISTINCT FROM s.item_name OR t.reason IS DISTINCT FROM s.reason "
            f"OR t.details IS DISTINCT FROM s.details",
            values,
            order="first_at, 1",
        )
        if found:
            raise Differs(runs[found[1]], f"the {found[2]} is another than the recorded one", found[0])

    def first(
        self, sql: str, values: Mapping[str, Any] | None = None, *, order: str = "1"
    ) -> tuple[Any, ...] | None:
        """The first row of a SELECT, bounded in time."""
        found: tuple[Any, ...] | None = duck.bounded(
            self.db, f"{sql} ORDER BY {order} LIMIT 1", values, seconds=SECONDS
        ).fetchone()
        return found

    def run(self, sql: str) -> Connection:
        """Run a statement of our own."""
        return duck.run(self.db, sql)


def listed(counts: Counts) -> list[int]:
    """The counts in the order in which a run records them."""
    return [counts.passed, counts.failed, counts.unknown, counts.not_applicable]


def compare_counts(run: RunLine, said: Mapping[str, Any], counts: Counts, unseen: tuple[str, ...]) -> None:
    """Raises Differs where verdict, counts or what was not seen are others than recorded."""
    decided = verdict(counts, fully_seen=not unseen).value
    for name, recomputed in (("counts", listed(counts)), ("unseen", list(unseen)), ("verdict", decided)):
        if said[name] != recomputed:
            raise Differs(run, f"recomputed {name} {recomputed}, recorded {said[name]}")
