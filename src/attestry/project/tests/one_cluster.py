"""Sends every test that asks a Spark cluster to the same worker, so that one cluster is enough.

pytest-xdist's own groups are named in a test's id, which pytest 9.2 does not let it change any more.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

ASKS_A_CLUSTER = "/test_engines_"


class OneCluster(LoadScopeScheduling):
    """Tests one by one to whoever is free, but those of a cluster together."""

    def _split_scope(self, nodeid: str) -> str:
        return "cluster" if ASKS_A_CLUSTER in nodeid else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """The order in which workers get their tests."""
    return OneCluster(config, log)
