"""What a stream said of an account, sorted into rows, gaps and coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attestry.connectors.rules.observation import (
    Coverage,
    Cursor,
    Gap,
    Observation,
    Provenance,
    Rows,
    Session,
)
from attestry.connectors.sources.aws.streams import STREAMS

ACCOUNT = "123456789012"
REGION = "us-east-1"


@dataclass(slots=True)
class Collected:
    """Every observation of one collection, in order."""

    observations: list[Observation] = field(default_factory=list)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table."""
        mine = (one for one in self.observations if isinstance(one, Rows) and one.table == table)
        return [dict(row) for one in mine for row in one.rows]

    def row(self, table: str, **wanted: Any) -> dict[str, Any]:
        """The one row of a table with these values."""
        found = [row for row in self.rows(table) if wanted.items() <= row.items()]
        assert len(found) == 1, f"{len(found)} rows of {table} have {wanted}"
        return found[0]

    @property
    def gaps(self) -> list[Gap]:
        """Every gap."""
        return [one for one in self.observations if isinstance(one, Gap)]

    @property
    def cursor(self) -> str | None:
        """Where an event stream got to."""
        return next((one.value for one in self.observations if isinstance(one, Cursor)), None)

    @property
    def provenance(self) -> Provenance:
        """As whom and how it was read."""
        return next(one for one in self.observations if isinstance(one, Provenance))

    def coverage(self, what: str) -> tuple[int, int]:
        """Expected and seen."""
        found = next(one for one in self.observations if isinstance(one, Coverage) and one.what == what)
        return found.expected, found.seen


def session(
    endpoint: str,
    *,
    cursor: str | None = None,
    now: datetime | None = None,
    secrets: dict[str, str] | None = None,
    **settings: Any,
) -> Session:
    """A session with the emulator's credentials; one attempt a call unless said otherwise."""
    given = {"endpoint_url": endpoint, "access_key_id": "testing", "regions": [REGION], "attempts": 1}
    known = {"secret_access_key": "testing"} if secrets is None else secrets
    return Session({**given, **settings}, known, now or datetime.now(UTC), Path("/nonexistent"), cursor)


def collected(stream: str, endpoint: str, **given: Any) -> Collected:
    """Read one stream to its end."""
    return Collected(list(STREAMS[stream](session(endpoint, **given))))
