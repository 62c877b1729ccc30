"""A list as a file: the sealed bytes themselves, or a table for reading with the digest of each item."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import FileResponse, HttpResponseBase

from attestry.kit.digest import sha256_hex
from attestry.populations.queries.taking import list_path
from attestry.populations.rules.drawing import FrozenItem
from attestry.ui.csv_answer import csv_answer

HEADER = ("item_sha256", "item", "name", "at", "stratum", "row_sha256")


def list_csv(number: int, items: Iterable[FrozenItem]) -> HttpResponseBase:
    """The list as CSV; the digest over its sorted first column is the digest that a seed is bound to."""
    rows = (
        (sha256_hex(one.item.encode()), one.item, one.name, one.at, one.stratum, one.row) for one in items
    )
    return csv_answer(f"population-{number}.csv", HEADER, rows)


def list_file(number: int, digest: str) -> FileResponse:
    """The list as it is sealed, one JSON object a line."""
    answer = FileResponse(
        list_path(digest).open("rb"),
        as_attachment=True,
        filename=f"population-{number}.ndjson",
        content_type="application/octet-stream",
    )
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Sealed-SHA-256"] = digest
    return answer
