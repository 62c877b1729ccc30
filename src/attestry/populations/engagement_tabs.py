"""This room's tabs on an engagement's page: each side sees its own."""

from __future__ import annotations

from attestry.engagements.rules.side import Side
from attestry.engagements.tabs import EngagementTab

TABS = [
    EngagementTab("Populations", "populations", 40, Side.FIRM),
    EngagementTab("Populations", "populations_shared", 40, Side.MANAGEMENT),
]
