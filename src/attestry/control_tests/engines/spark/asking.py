"""Asking one question on Spark: the same answer, gaps and changes as ``evaluation`` and ``outcome_log`` give.

What was not seen is a small table, and decided by the very statements of DuckDB; what is large,
rows, answers and the outcomes before, stays on the cluster. Only what changed comes back.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from attestry.control_tests import grounds
from attestry.control_tests.engines.sight import Sight
from attestry.control_tests.engines.spark import answers, sealed_rows
from attestry.control_tests.engines.spark.cluster import Cluster, joined
from attestry.control_tests.engines.spark.gaps import Unseen, overruled, unseen_items
from attestry.control_tests.engines.spark.transpiling import bound, transpiled
from attestry.control_tests.evaluation import (
    Evaluated,
    Question,
    blanket_reason,
    note_item_gaps,
    unseen_reasons,
)
from attestry.kit import duck
from attestry.kit.duck import Connection

if TYPE_CHECKING:
    from pyspark import sql


@dataclass(frozen=True, slots=True)
class Spark:
    """Answers from the views of one session; ``db`` holds ``_gap``, and takes what changed."""

    cluster: Cluster
    db: Connection
    sight: Sight
    turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, asked: Question) -> Evaluated:
        """See ``Engine.ask``."""
        # One at a time: all cores are one question's, and one that runs for ever starves no other.
        with self.turn:
            return self._ask(asked)

    def _ask(self, asked: Question) -> Evaluated:
        text, values = transpiled(asked), bound(asked.used)
        with duck.beside(self.db) as own:
            unseen = self._unseen(own, asked)
            reasons = unseen_reasons(own, asked.definition)
        session = self.cluster.session
        answer = self.cluster.bounded(lambda: answers.read(session, text, values, asked.definition))
        counts = self.cluster.bounded(lambda: answers.counted_and_sound(answer, asked.definition))
        outcome = answers.as_answered(answer)
        if unseen.is_anything:
            outcome = self.cluster.bounded(lambda: overruled(session, answer, unseen))
            counts = self.cluster.bounded(lambda: answers.counted(outcome))
        self._note_changes(asked, outcome)
        return Evaluated(counts, reasons)

    def _unseen(self, own: Connection, asked: Question) -> Unseen:
        items = None
        if note_item_gaps(own, asked):
            items = self.sight.scratch / f"gaps-{uuid.uuid4().hex}.parquet"
            duck.run(own, f"COPY _item_gap TO '{duck.literal_path(items)}' (FORMAT parquet)")
        return Unseen(items, unseen_items(asked, self.sight.grounds), blanket_reason(own, asked))

    def _note_changes(self, asked: Question, outcome: sql.DataFrame) -> None:
        folder = self.sight.scratch / f"changes-{uuid.uuid4().hex}"
        before = answers.outcomes_before(self.cluster.session, self.sight.before, asked.definition.id)
        changed = answers.changes(outcome, before, asked.definition.id, self.sight.ordinal)
        self.cluster.bounded(lambda: changed.write.parquet(sealed_rows.address(folder)))
        written = sorted(folder.glob("*.parquet"))
        if written:
            with duck.beside(self.db) as own:
                duck.run(own, f"INSERT INTO _change SELECT * FROM read_parquet({duck.path_list(written)})")


@contextmanager
def opened(master: str, db: Connection, sight: Sight) -> Iterator[Spark]:
    """Join the cluster and show it the sealed rows. Raises Invalid or Unavailable as ``joined`` does."""
    # The tables stay empty here: only what was not seen of them is noted.
    grounds.make_tables(db, sight.shapes, sight.needed)
    grounds.note_gaps(db, sight.grounds, sight.shapes, sight.needed, sight.path_of)
    with joined(master, sight.scratch) as cluster:
        cluster.bounded(lambda: sealed_rows.show(cluster.session, db, sight))
        yield Spark(cluster, db, sight)
