"""What a run looks at, and the face that every engine has towards it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from attestry.control_tests.evaluation import Evaluated, Question
from attestry.control_tests.grounds import ChainOf, Ground, PathOf
from attestry.control_tests.outcome_log import Pieces
from attestry.kit.duck import TableShape


@dataclass(frozen=True, slots=True)
class Sight:
    """What a run looks at.

    ``needed`` are the columns of each table that its tests read; ``before`` is the log of outcomes
    until now; ``scratch`` is a folder that is thrown away with the run.
    """

    grounds: Sequence[Ground]
    shapes: Mapping[str, TableShape]
    needed: Mapping[str, Sequence[str]]
    chain_of: ChainOf
    path_of: PathOf
    before: Pieces
    ordinal: int
    scratch: Path

    @property
    def segment(self) -> Path:
        """The file in ``scratch`` that what changed is written to in the end."""
        return self.scratch / "changes.parquet"


class Engine(Protocol):
    """Answers questions about one sight; may be asked from several threads at once."""

    def ask(self, asked: Question) -> Evaluated:
        """Answer, and add to ``_change`` the items whose outcome is another than before.

        Raises QueryFailed, QueryTookTooLong or TestDefinitionRefused where the test is to blame,
        Unavailable where the engine is.
        """
        ...
