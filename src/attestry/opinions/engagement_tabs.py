"""This room's tabs on an engagement's page: of an attestation alone."""

from __future__ import annotations

from attestry.engagements.models import Engagement
from attestry.engagements.rules.side import Side
from attestry.engagements.tabs import EngagementTab


def _is_attestation(engagement: Engagement) -> bool:
    return engagement.the_kind.is_attestation


TABS = [
    EngagementTab("Opinion", "opinions", 70, Side.FIRM, shows=_is_attestation),
    EngagementTab("Report", "soc_report", 80, shows=_is_attestation),
]
