"""What the tests of requests are made of."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook

from attestry.engagements.tests.examination import Examination
from attestry.requests.actions.asking import ask
from attestry.requests.models import Request
from attestry.requests.rules.kind import RequestKind

DUE = date(2026, 8, 1)


def document(title: str) -> dict[str, Any]:
    """A document to hand in that speaks of the first half of 2026."""
    return {
        "stream": io.BytesIO(f"{title} {datetime.now(UTC)}".encode()),
        "filename": "list.txt",
        "title": title,
        "period_from": datetime(2026, 1, 1, tzinfo=UTC),
        "period_until": datetime(2026, 7, 1, tzinfo=UTC),
    }


def a_request(scene: Examination, title: str = "Access list", **more: Any) -> Request:
    """Something that the firm asks the lead for."""
    said = {"text": "All users.", "kind": RequestKind.DOCUMENT, "owner": scene.lead, "due_on": DUE}
    return ask(scene.auditor.actor(), scene.engagement, title=title, **{**said, **more})


def workbook(rows: list[list[Any]]) -> bytes:
    """A spreadsheet of these rows."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(out)
    return out.getvalue()
