"""The table of contents: every room of the house, highest first.

A room may import only rooms that stand below it. Settings, addresses and the import
contracts agree with this list by a test.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """One folder of ``attestry``: a noun of the field and everything of that noun."""

    name: str
    is_app: bool = True

    @property
    def module(self) -> str:
        """The importable name."""
        return f"attestry.{self.name}"


ROOMS: tuple[Room, ...] = (
    # what a person starts
    Room("cli", is_app=False),
    Room("project", is_app=False),
    Room("sample_company"),
    # the straight line
    Room("pipeline", is_app=False),
    # what we show
    Room("today"),
    # the report in the right hands
    Room("trust_center"),
    Room("questionnaires"),
    Room("reliance"),
    Room("disclosures"),
    Room("nondisclosure"),
    Room("readers"),
    Room("bridge_letters"),
    Room("reports"),
    # the examination: the firm's work, behind a wall
    Room("opinions"),
    Room("deviations"),
    Room("workpapers"),
    Room("populations"),
    Room("requests"),
    Room("descriptions"),
    Room("engagements"),
    # the program: the way through, then the registers
    Room("program"),
    Room("remediation"),
    Room("readiness"),
    Room("access_reviews"),
    Room("training"),
    Room("policies"),
    Room("continuity"),
    Room("incidents"),
    Room("risks"),
    Room("vendors"),
    Room("customers"),
    Room("people"),
    # the assurance line
    Room("audit_packages"),
    Room("effectiveness"),
    Room("control_tests"),
    Room("evidence"),
    Room("connectors"),
    # the ground
    Room("controls"),
    Room("scope"),
    Room("frameworks"),
    Room("notices"),
    Room("accounts"),
    Room("journal"),
    # under the floor
    Room("ui"),
    Room("library", is_app=False),
    Room("kit", is_app=False),
)

APPS: tuple[str, ...] = tuple(room.module for room in ROOMS if room.is_app)
