"""Every control test of the library says the same on DuckDB and on a Spark cluster, row by row."""

from __future__ import annotations

import pytest

from attestry.control_tests.engines.spark.cluster import joined
from attestry.control_tests.queries import definitions
from attestry.control_tests.tests.both_engines import here_and_there, made_case

DEFINITIONS = definitions()


@pytest.fixture(scope="module")
def session(spark, tmp_path_factory):
    with joined(spark.master, tmp_path_factory.mktemp("agree")) as cluster:
        yield cluster.session


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_both_engines_say_the_same_of_every_case_and_of_made_rows(definition, session, tmp_path):
    cases = [*definition.meaning.cases, made_case(definition)]
    here, there = here_and_there(definition, cases, session, tmp_path)
    assert here
    assert there == here
