"""This room's tabs on an engagement's page."""

from __future__ import annotations

from attestry.engagements.rules.side import Side
from attestry.engagements.tabs import EngagementTab

TABS = [
    EngagementTab("Deviations", "deviations", 60, Side.FIRM),
    EngagementTab("Deviations", "deviations_shared", 60, Side.MANAGEMENT),
    EngagementTab("Later events", "later_events", 65),
]
