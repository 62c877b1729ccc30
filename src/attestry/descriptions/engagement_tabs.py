"""This room's tab on an engagement's page."""

from __future__ import annotations

from attestry.engagements.tabs import EngagementTab

TABS = [EngagementTab("Description", "description", 20)]
