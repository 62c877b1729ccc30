"""The operating system: distribution, end of support, running kernel and its protective settings."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.support import support_end
from attestry.connectors.sources.host.unseen import Unseen
from attestry.kit.digest import canonical_json

_CONTAINER_MARKS = ("/.dockerenv", "/run/.containerenv", "/run/systemd/container")
_NUMBERS = {
    "address_space_randomization": "kernel/randomize_va_space",
    "pointer_restriction": "kernel/kptr_restrict",
    "setuid_dump_mode": "fs/suid_dumpable",
}
_SWITCHES = {
    "is_kernel_log_restricted": "kernel/dmesg_restrict",
    "are_symlinks_protected": "fs/protected_symlinks",
    "are_hardlinks_protected": "fs/protected_hardlinks",
    "is_forwarding_ipv4": "net/ipv4/ip_forward",
    "is_accepting_redirects": "net/ipv4/conf/all/accept_redirects",
    "is_answering_with_syn_cookies": "net/ipv4/tcp_syncookies",
}


def read_system(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_system and host_kernel."""
    yield from _system(machine).observations()
    yield from _kernel(machine).observations()


def _system(machine: Machine) -> Findings:
    found = Findings("host_system", "hostname", machine.name)
    found.see_all(
        ("distribution_id", "distribution_name", "distribution_version", "support_end_on",
         "extended_support_end_on", "raw"),
        lambda: _described(_release(machine)),
    )  # fmt: skip
    if found.row["distribution_id"] is not None:
        found.see_all(
            ("support_end_on", "extended_support_end_on"),
            lambda: _ends(found.row["distribution_id"], found.row["distribution_version"]),
        )
    found.see("architecture", lambda: _architecture(machine))
    found.see("is_container", lambda: any(machine.exists(mark) for mark in _CONTAINER_MARKS))
    found.see("machine_booted_at", lambda: _booted_at(machine))
    return found


def _kernel(machine: Machine) -> Findings:
    found = Findings("host_kernel", "hostname", machine.name)
    found.see("kernel_release", lambda: machine.line("/proc/sys/kernel/osrelease"))
    found.see("newest_installed_release", lambda: _newest_release(machine))
    for column, path in _NUMBERS.items():
        found.see(column, partial(machine.number, f"/proc/sys/{path}"))
    for column, path in _SWITCHES.items():
        found.see(column, partial(_is_on, machine, path))
    found.see("process_trace_scope", lambda: _trace_scope(machine))
    return found


def _release(machine: Machine) -> dict[str, str]:
    """The keys of os-release; lines that are no assignment are passed over."""
    path = "/etc/os-release" if machine.exists("/etc/os-release") else "/usr/lib/os-release"
    described: dict[str, str] = {}
    for line in machine.text(path).splitlines():
        name, equals, value = line.partition("=")
        if equals and name.isidentifier():
            described[name] = _unquoted(value)[:300]
    if not described.get("ID"):
        raise Unseen(Reason.MALFORMED, f"{path} does not name a distribution.")
    return described


def _described(release: dict[str, str]) -> dict[str, Any]:
    return {
        "distribution_id": release["ID"].lower(),
        "distribution_name": release.get("PRETTY_NAME") or release.get("NAME"),
        "distribution_version": release.get("VERSION_ID"),
        "raw": canonical_json(release).decode(),
    }


def _ends(distribution: str, version: str | None) -> dict[str, Any]:
    end = support_end(distribution, version)
    return {"support_end_on": end.standard, "extended_support_end_on": end.extended}


def _unquoted(value: str) -> str:
    try:
        return shlex.split(value[:1000])[0]
    except (ValueError, IndexError):
        return value.strip("\"' ")


def _architecture(machine: Machine) -> str:
    if machine.is_live:
        return os.uname().machine
    return machine.answer("uname", "-m").strip()


def _booted_at(machine: Machine) -> datetime:
    """The start of the kernel, down to the minute, for the second wavers with the clock."""
    match = re.search(r"^btime (\d{1,10})$", machine.text("/proc/stat"), re.MULTILINE)
    if match is None:
        raise Unseen(Reason.MALFORMED, "/proc/stat does not say when the kernel started.")
    instant = datetime.fromtimestamp(int(match[1]), UTC) + timedelta(seconds=30)
    return instant.replace(second=0)


def _newest_release(machine: Machine) -> str:
    releases = machine.names("/lib/modules") or machine.names("/usr/lib/modules")
    if not releases:
        raise Unseen(Reason.UNSUPPORTED, "No kernel modules are on disk, as is usual in a container.")
    return max(releases, key=_by_version)


def _by_version(release: str) -> list[tuple[int, str]]:
    parts = re.findall(r"\d+|[a-z]+", release)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _is_on(machine: Machine, setting: str) -> bool:
    return machine.number(f"/proc/sys/{setting}") > 0


def _trace_scope(machine: Machine) -> int | None:
    try:
        return machine.number("/proc/sys/kernel/yama/ptrace_scope")
    except Unseen as unseen:
        if unseen.is_missing and machine.exists("/proc/sys/kernel/osrelease"):
            return None
        raise
