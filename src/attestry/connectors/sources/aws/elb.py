"""Listeners of load balancers: protocol, and the oldest TLS version each still accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from attestry.connectors.rules.observation import Gap, Observation

from .account import Account
from .reading import gaps_of, in_every_region, reads, rows, sound
from .refusals import Refusal
from .tags import Tags, tags_of
from .transport import Item
from .values import Place, Row, kept

_TABLE = "aws_elb_listener"
_OLDEST_FIRST = ("SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")


@dataclass(frozen=True, slots=True)
class _Region:
    """What holds for all listeners of a region. ``versions`` is the oldest version by policy."""

    place: Place
    versions: dict[str, str]
    versions_refusal: Refusal | None
    tags: Tags


@reads(_TABLE)
def collect(account: Account) -> Iterator[Observation]:
    """Three listings for each region and one for each load balancer."""
    yield from in_every_region(account, lambda place: _load_balancers(account, place))


def _load_balancers(account: Account, place: Place) -> Iterator[Observation]:
    found = list(account.items("elbv2", "describe_load_balancers", "LoadBalancers", place.region))
    for one in found:
        if isinstance(one, Refusal):
            yield from gaps_of(one, _TABLE)
    balancers = [one for one in found if not isinstance(one, Refusal)]
    if balancers:
        region = _region(account, place)
        for balancer in balancers:
            yield from sound((_TABLE,), place.region, partial(_listeners, account, region, balancer))


def _region(account: Account, place: Place) -> _Region:
    versions: dict[str, str] = {}
    refusal: Refusal | None = None
    for policy in account.items("elbv2", "describe_ssl_policies", "SslPolicies", place.region):
        if isinstance(policy, Refusal):
            refusal = policy
        else:
            accepted = [version for version in _OLDEST_FIRST if version in policy["SslProtocols"]]
            versions[policy["Name"]] = accepted[0]
    tags = tags_of(account, place.region, "elasticloadbalancing:loadbalancer")
    return _Region(place, versions, refusal, tags)


def _listeners(account: Account, region: _Region, balancer: Item) -> Iterator[Observation]:
    listing = account.items(
        "elbv2",
        "describe_listeners",
        "Listeners",
        region.place.region,
        LoadBalancerArn=balancer["LoadBalancerArn"],
    )
    for listener in listing:
        if isinstance(listener, Refusal):
            yield from gaps_of(None if listener.is_gone else listener, _TABLE)
            continue
        yield rows(_TABLE, _row(region, balancer, listener))
        yield from _gaps(region, listener)


def _row(region: _Region, balancer: Item, listener: Item) -> Row:
    policy = listener.get("SslPolicy")
    return {
        "listener_arn": listener["ListenerArn"],
        "load_balancer_arn": balancer["LoadBalancerArn"],
        "load_balancer_name": balancer["LoadBalancerName"],
        "account_id": region.place.account_id,
        "region": region.place.region,
        "load_balancer_kind": balancer.get("Type"),
        "is_internet_facing": balancer.get("Scheme") == "internet-facing",
        "dns_name": balancer.get("DNSName"),
        "protocol": listener.get("Protocol"),
        "port": listener.get("Port"),
        "tls_policy": policy,
        "minimum_tls_version": region.versions.get(policy) if policy else None,
        "redirects_to_https": _redirects(listener),
        "owner": region.place.owner(region.tags.of(balancer["LoadBalancerArn"])),
        "raw": kept(listener),
    }


def _redirects(listener: Item) -> bool:
    actions = listener.get("DefaultActions") or [{}]
    return all(action.get("RedirectConfig", {}).get("Protocol") == "HTTPS" for action in actions)


def _gaps(region: _Region, listener: Item) -> Iterator[Gap]:
    policy, refusal = listener.get("SslPolicy"), region.versions_refusal
    if policy and refusal and policy not in region.versions:
        yield Gap(_TABLE, refusal.reason, refusal.detail, listener["ListenerArn"], ("minimum_tls_version",))
    if region.tags.refusal:
        lost = region.tags.refusal
        yield Gap(_TABLE, lost.reason, lost.detail, listener["ListenerArn"], ("owner",))
