"""What a task lacks before it is anybody's: an owner, somebody in the team that owns it, a deadline."""

from __future__ import annotations


def lacking(*, has_owner: bool, empty_team: str, has_deadline: bool) -> list[str]:
    """Each thing that is missing, as a sentence with its field first; ``empty_team`` is its name."""
    said = []
    if not has_owner:
        said.append("Owner: nobody answers for it.")
    if empty_team:
        said.append(f"Owner: nobody works in the team {empty_team}, so there is no one to ask.")
    if not has_deadline:
        said.append("Deadline: it has none.")
    return said
