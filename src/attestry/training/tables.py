"""Phishing campaigns with what came of them, as a table."""

from __future__ import annotations

from typing import Any

from attestry.ui.rows import Rows, Shown

CAMPAIGNS: Rows[Any] = Rows(
    "phishing-campaigns",
    (
        Shown("name", "Campaign", lambda one: one.name),
        Shown("ran_on", "Sent on", lambda one: one.ran_on),
        Shown("sent", "Sent", lambda one: one.sent_count, numeric=True),
        Shown("clicked", "Clicked", lambda one: one.clicked_count, numeric=True),
        Shown("entered", "Gave away", lambda one: one.entered_count, numeric=True),
        Shown("reported", "Reported", lambda one: one.reported_count, numeric=True),
    ),
    {
        "campaign": lambda one: one.name,
        "sent_on": lambda one: one.ran_on,
        "sent": lambda one: one.sent_count,
        "clicked": lambda one: one.clicked_count,
        "gave_away": lambda one: one.entered_count,
        "reported": lambda one: one.reported_count,
    },
)
