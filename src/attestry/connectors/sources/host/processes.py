"""Running processes by name, and the sockets that each one holds."""

from __future__ import annotations

import re

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_SOCKET = re.compile(r"socket:\[(\d+)\]")


def running(machine: Machine) -> frozenset[str]:
    """The names of all running processes, at most 15 letters each.

    Raises Unseen where the first process cannot be seen, for then others are hidden as well.
    """
    names: set[str] = set()
    machine.line("/proc/1/comm")
    for number in _numbers(machine):
        try:
            names.add(machine.line(f"/proc/{number}/comm"))
        except Unseen as unseen:
            if not unseen.is_missing and unseen.reason is not Reason.UNREACHABLE:
                raise
    return frozenset(names)


def socket_holders(machine: Machine) -> tuple[dict[int, set[str]], bool]:
    """Socket number to the names of processes that hold it, and whether all could be looked into."""
    holders: dict[int, set[str]] = {}
    is_whole = True
    numbers = _numbers(machine)
    if not numbers:
        raise Unseen(Reason.UNSUPPORTED, "No process can be seen here.")
    for number in numbers:
        try:
            name = machine.line(f"/proc/{number}/comm")
            for socket in _sockets(machine, number):
                holders.setdefault(socket, set()).add(name)
        except Unseen as unseen:
            is_whole = is_whole and unseen.is_missing
    return holders, is_whole


def _sockets(machine: Machine, number: str) -> list[int]:
    found: list[int] = []
    for descriptor in machine.names(f"/proc/{number}/fd"):
        try:
            match = _SOCKET.fullmatch(machine.link(f"/proc/{number}/fd/{descriptor}"))
        except Unseen as unseen:
            if unseen.is_missing:
                continue
            raise
        if match:
            found.append(int(match[1]))
    return found


def _numbers(machine: Machine) -> list[str]:
    return [name for name in machine.names("/proc") if name.isdigit()]
