"""The drafts of messages in the library: what has to be said to whom, with the places that one fills."""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from attestry.incidents.models import Incident
from attestry.incidents.rules.telling import Duty
from attestry.kit.content import Content, library, load_headed
from attestry.ui.words import instant_words

_PLACE = re.compile(r"\{\{ (\w+) \}\}")


class DraftHead(Content):
    """What stands between the two lines of ``---``."""

    title: str = Field(min_length=1)


@cache
def _text(name: str) -> str:
    return load_headed(library() / "notices" / f"{name}.md", DraftHead)[1].strip()


def draft(duty: Duty, incident: Incident, *, organization: str, system: str) -> str:
    """The message that one begins with; “…” stands where somebody has to say more.

    Raises Invalid, with ``file:line``, where the file is broken, KeyError for a place that nothing fills.
    """
    said = {
        "title": incident.title,
        "severity": incident.severity,
        "noticed": instant_words(incident.detected_at),
        "happened": instant_words(incident.happened_at) if incident.happened_at else "not known yet",
        "lead": incident.lead.name if incident.lead else "…",
        "organization": organization or "…",
        "system": system or "…",
    }
    return _PLACE.sub(lambda place: said[place[1]], _text(duty.draft))
