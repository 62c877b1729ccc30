"""Sends the tests of a file to one worker, so that what they share is made once.

All that ask a Spark cluster go to the same one, so that one cluster is enough. Files go out in the order in
which they were collected: long ones stand before the many short checks of the code. pytest-xdist's own groups
are named in a test's id, which pytest 9.2 does not let it change any more.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

ASKS_A_CLUSTER = "/test_engines_"


class ByFile(LoadScopeScheduling):
    """The tests of a file together, to whoever is free; those of a cluster are one file."""

    def _split_scope(self, nodeid: str) -> str:
        return "cluster" if ASKS_A_CLUSTER in nodeid else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """The order in which workers get their tests."""
    config.option.loadscopereorder = False
    return ByFile(config, log)
