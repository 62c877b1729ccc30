"""Listening sockets, from the kernel's own tables in /proc/net."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.processes import socket_holders
from attestry.connectors.sources.host.unseen import Unseen

_LISTENING = {"tcp": "0A", "tcp6": "0A", "udp": "07", "udp6": "07"}
_USUAL_EPHEMERAL = range(32768, 61000)


@dataclass(frozen=True)
class Listener:
    """One line of a kernel table that accepts traffic."""

    protocol: str
    address: ipaddress.IPv4Address | ipaddress.IPv6Address
    port: int
    uid: int
    socket: int


def read_sockets(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_socket."""
    listeners: dict[str, list[Listener]] = {}
    for protocol in _LISTENING:
        try:
            for one in _listeners(machine, protocol):
                listeners.setdefault(f"{machine.name}/{protocol}/{_shown(one)}", []).append(one)
        except Unseen as unseen:
            if not (unseen.is_missing and protocol.endswith("6")):
                yield unseen.gap("host_socket")
    try:
        holders, is_whole = socket_holders(machine)
        blind = (
            None
            if is_whole
            else Unseen(Reason.PERMISSION, "Not every process could be looked into; only root may.")
        )
    except Unseen as unseen:
        holders, blind = {}, unseen
    for socket_id, same in sorted(listeners.items()):
        found = _finding(machine, socket_id, same, holders)
        if found.row["process_name"] is None and blind is not None:
            found.miss(blind, "process_name")
        yield from found.observations()


def _finding(
    machine: Machine, socket_id: str, same: list[Listener], holders: dict[int, set[str]]
) -> Findings:
    first = same[0]
    names = sorted({name for one in same for name in holders.get(one.socket, ())})
    found = Findings("host_socket", "socket_id", socket_id)
    plain = _plain(first.address)
    found.row |= {
        "hostname": machine.name,
        "protocol": first.protocol,
        "address": _text(first.address),
        "port": first.port,
        "is_loopback": plain.is_loopback,
        "is_any_address": plain.is_unspecified,
        "is_ephemeral_port": first.port in _ephemeral(machine),
        "owner_uid": first.uid,
        "process_name": ",".join(names) or None,
    }
    return found


def _listeners(machine: Machine, protocol: str) -> Iterator[Listener]:
    path = f"/proc/net/{protocol}"
    for number, line in enumerate(machine.text(path).splitlines()[1:], start=2):
        fields = line.split()
        try:
            local, state = fields[1], fields[3]
            if state == _LISTENING[protocol]:
                address, _, port = local.partition(":")
                yield Listener(
                    protocol, _address(address), _below(int(port, 16), 1 << 16),
                    _below(int(fields[7]), 1 << 32), int(fields[9]),
                )  # fmt: skip
        except (IndexError, ValueError, struct.error) as error:
            raise Unseen(Reason.MALFORMED, f"{path}:{number} is not understood.") from error


def _below(number: int, limit: int) -> int:
    if not 0 <= number < limit:
        raise ValueError(number)
    return number


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address of hexadecimal 32-bit words, each in the byte order of the machine (little-endian)."""
    if len(text) not in (8, 32):
        raise ValueError(text)
    words = [int(text[place : place + 8], 16) for place in range(0, len(text), 8)]
    packed = struct.pack(f"<{len(words)}I", *words)
    return ipaddress.IPv4Address(packed) if len(packed) == 4 else ipaddress.IPv6Address(packed)


def _plain(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _text(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """The address as text, the same by every version of Python."""
    plain = _plain(address)
    return str(address) if plain is address else f"::ffff:{plain}"


def _shown(one: Listener) -> str:
    return f"[{_text(one.address)}]:{one.port}" if one.address.version == 6 else f"{one.address}:{one.port}"


def _ephemeral(machine: Machine) -> range:
    try:
        low, high = machine.line("/proc/sys/net/ipv4/ip_local_port_range").split()
        return range(int(low), int(high) + 1)
    except (Unseen, ValueError):
        return _USUAL_EPHEMERAL
