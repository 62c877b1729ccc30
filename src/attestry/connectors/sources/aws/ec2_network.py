"""Security groups and their rules, one row for each range of ports and each other side."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.connectors.rules.observation import Observation, Rows

from .account import Account
from .reading import in_every_region, listed, reads, rows
from .transport import Item
from .values import Place, Row, kept

_TABLES = ("aws_ec2_security_group", "aws_ec2_security_group_rule")
_CALL = ("ec2", "describe_security_groups", "SecurityGroups")
_PEERS = (
    ("ipv4", "IpRanges", "CidrIp"),
    ("ipv6", "Ipv6Ranges", "CidrIpv6"),
    ("prefix_list", "PrefixListIds", "PrefixListId"),
    ("group", "UserIdGroupPairs", "GroupId"),
)
_WORLD = frozenset({"0.0.0.0/0", "::/0"})
_PROTOCOLS = {"-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}


@reads(*_TABLES)
def collect(account: Account) -> Iterator[Observation]:
    """One listing for each region."""
    yield from in_every_region(
        account,
        lambda place: listed(account, place, _CALL, _TABLES, _group, PaginationConfig={"PageSize": 500}),
    )


def _group(place: Place, group: Item) -> Iterator[Rows]:
    arn = group.get("SecurityGroupArn") or place.arn("ec2", f"security-group/{group['GroupId']}")
    named: Row = {
        "group_arn": arn,
        "group_id": group["GroupId"],
        "group_name": group["GroupName"],
        "account_id": place.account_id,
        "region": place.region,
        "owner": place.owner(group.get("Tags")),
    }
    rules = {rule["rule_id"]: rule for rule in _rules(named, group)}
    ingress_count = sum(rule["direction"] == "ingress" for rule in rules.values())
    yield rows(
        _TABLES[0],
        named
        | {
            "vpc_id": group.get("VpcId"),
            "description": group.get("Description"),
            "is_default": group["GroupName"] == "default",
            "ingress_rule_count": ingress_count,
            "egress_rule_count": len(rules) - ingress_count,
            "raw": kept(group),
        },
    )
    yield rows(_TABLES[1], *rules.values())


def _rules(named: Row, group: Item) -> Iterator[Row]:
    for direction, key in (("ingress", "IpPermissions"), ("egress", "IpPermissionsEgress")):
        for permission in group.get(key, ()):
            protocol, first, last = _ports(permission)
            for kind, peers, name in _PEERS:
                for peer in permission.get(peers, ()):
                    ports = "all" if first is None else f"{first}-{last}"
                    yield {
                        "rule_id": f"{named['group_arn']}/{direction}/{protocol}/{ports}/{peer[name]}",
                        **named,
                        "direction": direction,
                        "protocol": protocol,
                        "from_port": first,
                        "to_port": last,
                        "peer_kind": kind,
                        "peer": peer[name],
                        "is_open_to_world": peer[name] in _WORLD,
                        "description": peer.get("Description"),
                    }


def _ports(permission: Item) -> tuple[str, int | None, int | None]:
    """The protocol by name, and the ports; None where all of them or the protocol has none."""
    number: str = permission["IpProtocol"]
    protocol = _PROTOCOLS.get(number, number)
    first, last = permission.get("FromPort"), permission.get("ToPort")
    if protocol not in ("tcp", "udp") or first in (None, -1):
        return protocol, None, None
    return protocol, first, last
