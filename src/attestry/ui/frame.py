"""What the layout shows around every page: menu, person, theme, and the addresses it may link to."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from attestry.ui.addresses import address
from attestry.ui.navigation import NavigationEntry, offered_entries, sections

_THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One line of the menu, with its address and whether the page stands under it."""

    label: str
    address: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MenuSection:
    """A heading of the menu and its lines; ``step`` is its number among the six steps, or 0."""

    title: str
    links: tuple[MenuLink, ...]
    step: int = 0
    begins_group: bool = False

    @property
    def is_open(self) -> bool:
        """Whether its lines show at first: where the page stands under one of them."""
        return any(link.is_current for link in self.links)


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the layout needs that a page does not say."""

    menu: tuple[MenuSection, ...] = ()
    person: str = ""
    theme: str = ""
    path: str = "/"
    query: str = ""
    addresses: tuple[tuple[str, str], ...] = ()

    def address(self, name: str) -> str:
        """The address of a named page, or nothing where no room offers it."""
        return dict(self.addresses).get(name, "")


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor: the frame of this request, under ``frame``."""
    actor = getattr(request, "actor", None)
    theme = request.COOKIES.get("theme", "")
    return {
        "frame": Frame(
            menu=_menu(offered_entries(), request.path, getattr(actor, "permissions", frozenset())),
            person=getattr(actor, "name", "") or "",
            theme=theme if theme in _THEMES else "",
            path=request.path,
            query=request.GET.get("q", ""),
            addresses=_known("today", "search", "sign_out", "gallery", "journal"),
        )
    }


def _menu(
    entries: tuple[NavigationEntry, ...], path: str, permissions: frozenset[str]
) -> tuple[MenuSection, ...]:
    allowed = tuple(e for e in entries if not e.permission or e.permission in permissions)
    addresses = {entry: reverse(entry.url_name) for entry in allowed}
    current = _current(tuple(addresses.values()), path)
    return tuple(
        MenuSection(
            section.title,
            tuple(MenuLink(e.label, addresses[e], e.icon, addresses[e] == current) for e in section.entries),
            section.step,
            section.begins_group,
        )
        for section in sections(allowed)
    )


def _current(addresses: tuple[str, ...], path: str) -> str:
    """The longest address that the path stands under; the root only for itself."""
    above = [a for a in addresses if a == path or (a != "/" and path.startswith(a))]
    return max(above, key=len, default="")


def _known(*names: str) -> tuple[tuple[str, str], ...]:
    found = ((name, address(name)) for name in names)
    return tuple(pair for pair in found if pair[1])
