"""What a manifest declares of its streams fits together, or is refused."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from attestry.connectors.queries import source, source_ids
from attestry.connectors.rules.declaration import Stream


@pytest.mark.parametrize("source_id", source_ids())
def test_what_a_system_may_be_made_of_is_a_table_of_its_own_stream(source_id: str) -> None:
    streams = source(source_id).manifest.streams
    assert streams
    for stream in streams:
        with pytest.raises(ValidationError, match="resources: misspelt is none of its tables"):
            Stream.model_validate(
                {
                    **stream.model_dump(),
                    "every": "24h",
                    "fresh_for": "26h",
                    "resources": (*stream.resources, "misspelt"),
                }
            )
