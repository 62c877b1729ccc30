"""Which engine answers: Spark where a master is named, else DuckDB in this process."""

from __future__ import annotations

from contextlib import AbstractContextManager

from attestry.control_tests.engines import here
from attestry.control_tests.engines.sight import Engine, Sight
from attestry.control_tests.engines.spark import asking
from attestry.kit.duck import Connection


def opened(master: str, db: Connection, sight: Sight) -> AbstractContextManager[Engine]:
    """The engine, with what a run looks at before it; ``master`` is "" or a Spark master's address.

    ``db`` holds ``_state`` and ``_change``. Raises Unavailable where the cluster does not answer.
    """
    return asking.opened(master, db, sight) if master else here.opened(db, sight)
