"""The engine that needs nothing else: DuckDB in this process, locked before it reads a test's SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from attestry.control_tests import grounds, outcome_log
from attestry.control_tests.engines.sight import Sight
from attestry.control_tests.evaluation import Evaluated, Question, evaluate
from attestry.kit import duck
from attestry.kit.duck import Connection


@dataclass(frozen=True, slots=True)
class Here:
    """Answers from the tables of one connection, each question beside the others."""

    db: Connection
    ordinal: int

    def ask(self, asked: Question) -> Evaluated:
        """See ``Engine.ask``."""
        with duck.beside(self.db) as own:
            evaluated = evaluate(own, asked)
            outcome_log.note_changes(own, asked, self.ordinal)
        return evaluated


@contextmanager
def opened(db: Connection, sight: Sight) -> Iterator[Here]:
    """Load what the tests read, then lock; what was not seen stands in ``_gap``."""
    grounds.make_tables(db, sight.shapes, sight.needed)
    grounds.fill(db, sight.grounds, sight.shapes, sight.needed, sight.chain_of)
    grounds.note_gaps(db, sight.grounds, sight.shapes, sight.needed, sight.path_of)
    base = sight.before.base
    duck.lock(db, allowed=[sight.segment, *([base] if base else [])])
    yield Here(db, sight.ordinal)
