"""Updates: what is pending, how old the lists are, and whether fixes install themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.packages import PackageProgram, Pending, package_manager
from attestry.connectors.sources.host.unseen import Unseen

_APT_SETTING = re.compile(
    r'^\s*APT::Periodic::(Unattended-Upgrade|Update-Package-Lists)\s+"([^"]*)"', re.MULTILINE
)
_TIMERS = "/etc/systemd/system/timers.target.wants"
_COLUMNS = ("lists_refreshed_at", "pending_count", "security_pending_count", "automatic_updates_by",
            "is_automatic_updates", "is_restart_required")  # fmt: skip


def read_updates(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_updates and host_pending_package."""
    found = Findings("host_updates", "hostname", machine.name)
    try:
        manager = package_manager(machine)
    except Unseen as unseen:
        found.miss(unseen, "package_manager", *_COLUMNS)
        yield from found.observations()
        yield unseen.gap("host_pending_package")
        return
    found.row["package_manager"] = manager.name
    found.see("lists_refreshed_at", lambda: manager.refreshed_at(machine))
    found.see_all(("automatic_updates_by", "is_automatic_updates"), lambda: _automatic(machine, manager))
    found.see("is_restart_required", lambda: _is_restart_required(machine, manager))
    try:
        pending = manager.pending(machine)
    except Unseen as unseen:
        found.miss(unseen, "pending_count", "security_pending_count")
        yield from found.observations()
        yield unseen.gap("host_pending_package")
        return
    found.row["pending_count"] = len(pending)
    found.see("security_pending_count", lambda: _security_count(manager, pending))
    yield from found.observations()
    yield from _packages(machine, manager, pending)


def _security_count(manager: PackageProgram, pending: list[Pending]) -> int:
    if any(package.is_security is None for package in pending) or manager.name == "apk":
        raise _untold(manager)
    return sum(package.is_security is True for package in pending)


def _packages(machine: Machine, manager: PackageProgram, pending: list[Pending]) -> Iterator[Rows | Gap]:
    rows: dict[str, dict[str, Any]] = {}
    for package in pending:
        package_id = f"{machine.name}/{package.name}" + (
            f":{package.architecture}" if package.architecture else ""
        )
        rows[package_id] = {
            "package_id": package_id,
            "hostname": machine.name,
            "package_name": package.name,
            "architecture": package.architecture,
            "installed_version": package.installed,
            "available_version": package.available,
            "origin": package.origin,
            "is_security": package.is_security,
        }
    yield Rows("host_pending_package", list(rows.values()))
    for package_id, row in rows.items():
        if row["is_security"] is None:
            yield _untold(manager).gap("host_pending_package", package_id, ("is_security",))


def _untold(manager: PackageProgram) -> Unseen:
    return Unseen(Reason.UNSUPPORTED, f"{manager.name} does not tell here which updates are security fixes.")


def _automatic(machine: Machine, manager: PackageProgram) -> dict[str, Any]:
    look = {"apt": _unattended_upgrades, "dnf": _dnf_automatic}.get(manager.name)
    by, is_on = look(machine) if look else (None, False)
    return {"automatic_updates_by": by, "is_automatic_updates": is_on}


def _unattended_upgrades(machine: Machine) -> tuple[str | None, bool]:
    if not machine.has_program("unattended-upgrade"):
        return None, False
    folder = "/etc/apt/apt.conf.d"
    settings: dict[str, str] = {}
    for name in machine.names(folder):
        settings |= dict(_APT_SETTING.findall(machine.text(f"{folder}/{name}")))
    is_set = all(
        settings.get(name, "0") not in ("0", "") for name in ("Unattended-Upgrade", "Update-Package-Lists")
    )
    is_started = machine.exists("/etc/cron.daily/apt-compat") or "apt-daily-upgrade.timer" in machine.names(
        _TIMERS
    )
    return "unattended-upgrades", is_set and is_started


def _dnf_automatic(machine: Machine) -> tuple[str | None, bool]:
    if not machine.exists("/etc/dnf/automatic.conf"):
        return None, False
    timers = machine.names(_TIMERS)
    applies = re.search(
        r"^\s*apply_updates\s*=\s*(yes|true|1)\s*$", machine.text("/etc/dnf/automatic.conf"), re.M | re.I
    )
    is_on = "dnf-automatic-install.timer" in timers or (
        "dnf-automatic.timer" in timers and applies is not None
    )
    return "dnf-automatic", is_on


def _is_restart_required(machine: Machine, manager: PackageProgram) -> bool:
    if machine.exists("/run/reboot-required") or machine.exists("/var/run/reboot-required"):
        return True
    if manager.name == "apt" and (
        machine.exists("/usr/share/unattended-upgrades") or machine.exists("/usr/share/update-notifier")
    ):
        return False
    if manager.name == "dnf":
        printed = machine.answer("dnf", "-C", "-q", "needs-restarting", "-r", accepted=(0, 1))
        return "reboot is required" in printed.lower()
    raise Unseen(Reason.UNSUPPORTED, "Nothing is installed that tells whether a restart is needed.")
