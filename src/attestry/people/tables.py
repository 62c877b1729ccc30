"""Teams as a table."""

from __future__ import annotations

from typing import Any

from attestry.ui.rows import Held, Rows, Shown

# Rows of ``teams_with_counts``: teams that know how many work in them.
TEAMS: Rows[Any] = Rows(
    "teams",
    (
        Shown("team", "Team", lambda one: one.name),
        Shown("here", "Here today", lambda one: one.here_count, numeric=True),
        Shown("ever", "Ever", lambda one: one.ever_count, numeric=True),
        Shown("rename", "Rename"),
    ),
    {
        "team": lambda one: one.name,
        "here_today": lambda one: one.here_count,
        "ever": lambda one: one.ever_count,
    },
    (
        Held(
            "people",
            "People",
            (("some", "Somebody is here"), ("none", "Nobody is here")),
            lambda one: ("some" if one.here_count else "none",),
        ),
    ),
)
