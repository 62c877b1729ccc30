"""What stands around the pages of this room: the tabs between questionnaires and the library."""

from __future__ import annotations

from django.urls import reverse

_TABS = (
    ("questionnaires", "Questionnaires"),
    ("answers", "Library of answers"),
    ("answers_common", "Common questions"),
)


def tabs(current: str) -> list[dict[str, object]]:
    """The tabs, the one of this address marked."""
    return [{"label": label, "href": reverse(name), "current": name == current} for name, label in _TABS]
