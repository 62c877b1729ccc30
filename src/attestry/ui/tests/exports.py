"""Asking a list of the house for its rows as a CSV file, sorted and held as an address says."""

from __future__ import annotations

import csv
import io
from typing import Any

from attestry.ui.filters import with_query


def exported(client: Any, path: str, **asked: str) -> list[dict[str, str]]:
    """The rows of a list's export, by column."""
    answer = client.get(with_query(path, {**asked, "format": "csv"}))
    assert answer["Content-Type"].startswith("text/csv"), answer.content[:300]
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def column(client: Any, path: str, key: str, **asked: str) -> list[str]:
    """One column of it."""
    return [row[key] for row in exported(client, path, **asked)]
