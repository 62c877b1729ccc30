"""This room's tabs on an engagement's page."""

from __future__ import annotations

from attestry.engagements.tabs import EngagementTab

TABS = [
    EngagementTab("Overview", "engagement", 0),
    EngagementTab("Letters", "engagement_letters", 10),
]
