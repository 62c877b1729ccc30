"""The streams of the host source, one for each side of the machine."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from attestry.connectors.rules.observation import (
    Collect,
    Coverage,
    Gap,
    Observation,
    Provenance,
    Rows,
    Session,
)
from attestry.connectors.sources.host.clock import read_clock
from attestry.connectors.sources.host.disks import read_disks
from attestry.connectors.sources.host.files import read_files
from attestry.connectors.sources.host.firewall import read_firewall
from attestry.connectors.sources.host.logging import read_logging
from attestry.connectors.sources.host.machine import Machine, open_machine
from attestry.connectors.sources.host.sockets import read_sockets
from attestry.connectors.sources.host.ssh import read_ssh
from attestry.connectors.sources.host.system import read_system
from attestry.connectors.sources.host.updates import read_updates
from attestry.connectors.sources.host.users import read_users

_BATCH = 500
Read = Callable[[Machine], Iterator[Rows | Gap]]


def _stream(read: Read, query: str) -> Collect:
    """A stream that reads one side of the machine and says as whom and where."""

    def collect(session: Session) -> Iterator[Observation]:
        machine = open_machine(session)
        yield Provenance(principal=_principal(), endpoint=f"{machine.name}:{machine.root}", query=query)
        yield Coverage("machines", expected=1, seen=1)
        yield from _batched(read(machine))

    return collect


def _batched(observations: Iterator[Rows | Gap]) -> Iterator[Rows | Gap]:
    """The same, with rows of one table that follow each other gathered into batches."""
    table, rows = "", list[Mapping[str, Any]]()
    for said in observations:
        if isinstance(said, Gap):
            yield replace(said, detail=_text(said.detail), item_id=said.item_id and _text(said.item_id))
            continue
        if rows and said.table != table:
            yield Rows(table, rows)
            rows = []
        table = said.table
        rows.extend({name: _text(value) for name, value in row.items()} for row in said.rows)
        while len(rows) >= _BATCH:
            yield Rows(table, rows[:_BATCH])
            rows = rows[_BATCH:]
    if rows:
        yield Rows(table, rows)


def _text(value: Any) -> Any:
    """Text in which bytes of file names that are no UTF-8 are written as escapes; all else as it is."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _principal() -> str:
    try:
        return f"{getpass.getuser()} (uid {os.getuid()})"
    except (KeyError, OSError):
        return f"uid {os.getuid()}"


STREAMS: dict[str, Collect] = {
    "system": _stream(read_system, "/etc/os-release, /proc/sys, /proc/stat, /lib/modules"),
    "users": _stream(read_users, "/etc/passwd, /etc/shadow, /etc/group, /etc/sudoers"),
    "ssh": _stream(read_ssh, "sshd -T, /etc/ssh/sshd_config, ~/.ssh/authorized_keys"),
    "sockets": _stream(read_sockets, "/proc/net/tcp, tcp6, udp, udp6, /proc/*/fd"),
    "disks": _stream(read_disks, "/sys/class/block, /proc/self/mountinfo, /proc/swaps"),
    "updates": _stream(read_updates, "apt list, dnf check-update or apk list, and their lists"),
    "clock": _stream(read_clock, "timedatectl show, chronyc tracking, /etc/localtime"),
    "firewall": _stream(read_firewall, "nft list ruleset, ufw, iptables-save, firewall-cmd --state"),
    "logging": _stream(read_logging, "journald.conf, auditd.conf, rsyslog.conf, /proc/*/comm"),
    "files": _stream(read_files, "stat of files that guard accounts, sudo, ssh and schedules"),
}
