"""The door of the public side: its own host, how often one may ask, and pages that are at hand.

It stands before sessions and cookies, so that a stranger costs next to nothing and is given no cookie.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve

from attestry.accounts.middleware import PUBLIC
from attestry.accounts.origin import origin_key
from attestry.kit import clock
from attestry.kit.rates import Allowance, Rates
from attestry.trust_center.addresses import HOME
from attestry.trust_center.shelf import answered, shelf
from attestry.trust_center.views.nothing import nothing_here, too_often

# Whose public pages answer on the trust center's own host.
ROOMS = frozenset(
    {
        "trust_center",
        "readers",
        "nondisclosure",
        "disclosures",
        "reliance",
        "questionnaires",
        "bridge_letters",
    }
)
_STYLES = "ui"
READING = Rates(Allowance(240, each_minute=240))
# Where strangers send something of this room; what readers send is counted by their own rooms.
SENT_TO = ("/trust/verify/", "/trust/updates/")
SENDING = Rates(Allowance(10, each_minute=6))
SENDING_OF_ALL = Rates(Allowance(120, each_minute=240), most=1)


class PublicSide:
    """Middleware that answers for the public side, or lets a request on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        own_host = bool(settings.TRUST_HOST) and _host(request) == settings.TRUST_HOST
        path = request.path_info
        if own_host and path in ("/", "/trust"):
            return HttpResponseRedirect(HOME)
        if own_host and path.startswith(settings.STATIC_URL):
            found = self.get_response(request)
            return nothing_here() if found.status_code == HTTPStatus.NOT_FOUND else found
        if not own_host and not path.startswith(HOME):
            return self.get_response(request)
        is_read = request.method in ("GET", "HEAD")
        if wait := _wait(request, is_read=is_read):
            return too_often(wait)
        if is_read and (kept := shelf.find(path)) is not None:
            return answered(request, kept)
        if own_host and not answers_here(path):
            return nothing_here()
        return self.get_response(request)


def answers_here(path: str) -> bool:
    """Whether a path is one of the few that the trust center's own host answers."""
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    room = view.__module__.split(".")[1]
    return bool(getattr(view, PUBLIC, False)) and (room in ROOMS or room == _STYLES)


def _host(request: HttpRequest) -> str:
    """The host without its port; the same with a dot at its end (RFC 9110 §4.2.3, RFC 3986 §3.2.2)."""
    return split_domain_port(request.get_host())[0]


def _wait(request: HttpRequest, *, is_read: bool) -> int:
    """For how many seconds the origin, or everybody together, is to wait."""
    key, now = origin_key(request), clock.now()
    if wait := READING.wait_for(key, now):
        return wait
    if is_read or not request.path_info.startswith(SENT_TO):
        return 0
    return SENDING.wait_for(key, now) or SENDING_OF_ALL.wait_for("", now)
