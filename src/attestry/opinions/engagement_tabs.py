"""This room's tab on an engagement's page."""

from __future__ import annotations

from attestry.engagements.rules.side import Side
from attestry.engagements.tabs import EngagementTab

TABS = [EngagementTab("Opinion", "opinions", 70, Side.FIRM), EngagementTab("Report", "soc_report", 80)]
