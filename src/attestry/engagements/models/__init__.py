"""Tables of engagements: firms, engagements, who works on them, letters, and what was carried over."""

from __future__ import annotations

from attestry.engagements.models.carried import CarriedMatter
from attestry.engagements.models.engagement import Engagement, EngagementStep
from attestry.engagements.models.firm import Firm
from attestry.engagements.models.letter import Letter
from attestry.engagements.models.standard import StandardSetting
from attestry.engagements.models.team import IndependenceNote, TeamMember

__all__ = [
    "CarriedMatter",
    "Engagement",
    "EngagementStep",
    "Firm",
    "IndependenceNote",
    "Letter",
    "StandardSetting",
    "TeamMember",
]
