"""The small company of the effectiveness room's tests, and one Spark cluster for all that ask it."""

from __future__ import annotations

import pytest

from attestry.control_tests.tests import spark_cluster
from attestry.effectiveness.tests.scene import client_of, world  # noqa: F401


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """A master and two workers, started by the first test that asks for them."""
    with spark_cluster.started(tmp_path_factory.mktemp("spark")) as cluster:
        yield cluster
