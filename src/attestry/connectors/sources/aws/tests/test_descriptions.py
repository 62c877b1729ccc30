"""Descriptions and instants read fast say what botocore's own readers say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader, create_loader
from botocore.parsers import ResponseParserError
from botocore.utils import parse_timestamp

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.aws.calls import ALLOWED_TO_EVERYONE, PERMISSIONS
from attestry.connectors.sources.aws.descriptions import DescriptionReader, instant
from attestry.connectors.sources.aws.tests.collected import collected
from attestry.connectors.sources.aws.tests.scripted import answering_server

SERVICES = sorted({service for service, _operation in PERMISSIONS | ALLOWED_TO_EVERYONE})
KINDS = ("service-2", "endpoint-rule-set-1", "paginators-1")
WHOLE = ("endpoints", "partitions", "sdk-default-configuration")


def in_order(description: Any) -> Any:
    """The description with every object as its pairs, so that their order counts."""
    if isinstance(description, dict):
        return [(key, in_order(value)) for key, value in description.items()]
    return [in_order(one) for one in description] if isinstance(description, list) else description


def described(loader: Loader, service: str, kind: str) -> Any:
    try:
        return loader.load_service_model(service, kind)
    except UnknownServiceError:
        return None


@pytest.fixture(scope="module")
def slow() -> Loader:
    return create_loader()


@pytest.fixture(scope="module")
def fast() -> Loader:
    """Not the one of the process: making clients changes what a loader holds."""
    return Loader(file_loader=DescriptionReader())


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_described_word_for_word_and_in_order(fast: Loader, slow: Loader, service: str) -> None:
    for kind in KINDS:
        assert in_order(described(fast, service, kind)) == in_order(described(slow, service, kind))
    assert described(fast, service, "service-2")["operations"]


@pytest.mark.parametrize("name", WHOLE)
def test_what_holds_for_all_services_is_read_word_for_word(fast: Loader, slow: Loader, name: str) -> None:
    assert in_order(fast.load_data(name)) == in_order(slow.load_data(name))


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-29T14:10:00Z",
        "2026-11-29T14:10:00.123Z",
        "2026-11-29T14:10:00.123456Z",
        "2026-11-29T14:10:00.123456789Z",
        "2026-11-29T14:10:00+02:00",
        "2026-11-29 14:10:00+00:00",
        "20261129T141000Z",
        "Sun, 29 Nov 2026 14:10:00 GMT",
        "1795961400",
        "1795961400.25",
        1795961400,
        1795961400.125,
        0,
        -1.5,
    ],
)
def test_an_instant_is_the_one_that_botocore_reads(written: str | float) -> None:
    assert instant(written) == parse_timestamp(written).astimezone(UTC)


def test_an_instant_of_aws_is_in_utc() -> None:
    assert instant("2026-11-29T14:10:00Z") == datetime(2026, 11, 29, 14, 10, tzinfo=UTC)
    assert instant("2026-11-29T14:10:00Z").tzinfo is UTC
    assert instant(1795961400.0).tzinfo is UTC


@pytest.mark.parametrize("written", ["", "soon", "2026-13-29T14:10:00Z", 1e30, float("nan"), ["2026"], {}])
def test_what_is_no_instant_is_an_answer_that_cannot_be_parsed(written: Any) -> None:
    with pytest.raises(ResponseParserError):
        instant(written)


def test_an_answer_with_a_broken_instant_is_a_gap_and_the_stream_goes_on() -> None:
    nonsense = {"Events": [{"EventId": "e-1", "EventName": "RunTask", "EventTime": "soon"}]}
    asked = {"operation": "LookupEvents", "question": {}, "answer": nonsense}
    with answering_server([asked]) as address:
        seen = collected("workload_events", address)
    assert {(gap.table, gap.reason) for gap in seen.gaps} == {("aws_workload_event", Reason.MALFORMED)}
    assert seen.cursor is None
