"""What stands on top of every page of an engagement, for whichever room shows it.

Every page behind the wall is given ``header``; its template includes ``engagements/header.html`` at the
beginning of its content. ``page_facts(request, engagement, (words, address), …)`` adds the way to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from attestry.accounts.access import actor_of
from attestry.engagements.models import Engagement
from attestry.engagements.rules.dates import period_words
from attestry.engagements.rules.side import Side
from attestry.engagements.tabs import tabs_of
from attestry.engagements.wall import side_of
from attestry.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Header:
    """The engagement in a line, the side that looks, and the tabs that it sees."""

    kind: str
    period: str
    state: str
    state_label: str
    firm: str
    side: Side
    tabs: tuple[dict[str, Any], ...]

    @property
    def is_firm(self) -> bool:
        """Whether somebody of the firm looks."""
        return self.side is Side.FIRM


def header_of(request: HttpRequest, engagement: Engagement) -> Header:
    """The header for whoever asks. Raises UnknownEngagement."""
    side = side_of(actor_of(request), engagement)
    return Header(
        kind=engagement.the_kind.label,
        period=period_words(engagement.from_on, engagement.until_on),
        state=engagement.state,
        state_label=engagement.the_state.label,
        firm=engagement.firm.name if engagement.firm else "",
        side=side,
        tabs=_tabs(request.path, engagement, side),
    )


def around(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the header of the engagement that a page is about, made only where it is shown."""
    engagement = getattr(request, "engagement", None)
    if engagement is None:
        return {}
    return {"header": SimpleLazyObject(lambda: header_of(request, engagement))}


def page_facts(request: HttpRequest, engagement: Engagement, *crumbs: tuple[str, str]) -> dict[str, Any]:
    """What a page of an engagement is given: the header, the way to it, and what the actor may."""
    way = [("Engagements", address("engagements"))]
    way.append((engagement.title, address("engagement", engagement.pk) if crumbs else ""))
    return {
        "engagement": engagement,
        "header": header_of(request, engagement),
        "may": actor_of(request).may,
        "breadcrumb": [*way, *crumbs],
    }


def _tabs(path: str, engagement: Engagement, side: Side) -> tuple[dict[str, Any], ...]:
    found = [(one, address(one.url_name, engagement.pk)) for one in tabs_of(engagement, side)]
    found = [(one, href) for one, href in found if href]
    own = address("engagement", engagement.pk)
    path = _without_side(path, own)
    above = [href for _, href in found if _is_at_or_below(path, _without_side(href, own), own)]
    current = max(above, key=len, default=own)
    return tuple({"label": one.label, "href": href, "current": href == current} for one, href in found)


def _without_side(path: str, own: str) -> str:
    """The address of the same matter on neither side: each side's page of it stands under one tab."""
    for side in Side:
        path = path.replace(f"{own}{side.value}/", own, 1)
    return path


def _is_at_or_below(path: str, tab: str, own: str) -> bool:
    return path == tab or (tab != own and path.startswith(tab))
