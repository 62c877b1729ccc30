"""Where a request comes from: the address of the connection, or what a trusted proxy says of it.

``X-Forwarded-For`` is anybody's to write. It counts only where the connection comes from a proxy that the
settings name, and then only its last address that is no such proxy's.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_HOMES = 64  # a household or an office has a whole /64 of IPv6 addresses
_MOST_HOPS = 20


def origin_of(request: HttpRequest) -> str:
    """The network address that somebody asks from; empty where none is known."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not _is_trusted(peer):
        return peer
    said = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))[-2000:].split(",")
    for hop in reversed(said[-_MOST_HOPS:]):
        if _address(hop) is None:
            break
        if not _is_trusted(hop):
            return hop.strip()
    return peer


def origin_key(request: HttpRequest) -> str:
    """A keyed digest of the origin, by which it is counted and never kept; IPv6 by its /64."""
    origin = origin_of(request)
    found = _address(origin)
    if isinstance(found, IPv6Address):
        origin = str(ip_network((found, _HOMES), strict=False))
    elif found is not None:
        origin = str(found)
    return salted_hmac("public origin", origin, algorithm="sha256").hexdigest()


def _is_trusted(address: str) -> bool:
    found = _address(address)
    return found is not None and any(found in one for one in _proxies(tuple(settings.TRUSTED_PROXIES)))


@lru_cache(maxsize=8)
def _proxies(named: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one, strict=False) for one in named)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found  # a socket of both kinds says ::ffff:192.0.2.1 of 192.0.2.1 (RFC 4291 §2.5.5.2)
