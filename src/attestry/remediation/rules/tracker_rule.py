"""Which tasks a tracker takes: those that fit everything that it names, and all where it names nothing."""

from __future__ import annotations

from collections.abc import Sequence


def tools_of(text: str) -> list[str]:
    """Names of tool categories with commas between, in small letters, each once."""
    return list(dict.fromkeys(one.strip().lower() for one in text.split(",") if one.strip()))


def rule_words(owner: str, team: str, tools: Sequence[str], priority: str) -> str:
    """The rule as a person would say it."""
    said = [
        f"of {owner}" if owner else "",
        f"of team {team} or somebody in it" if team else "",
        f"for a tool of {' or '.join(tools)}" if tools else "",
        f"that are {priority.lower()} or more urgent" if priority else "",
    ]
    named = [one for one in said if one]
    return f"Tasks {', '.join(named)}" if named else "Every task"
