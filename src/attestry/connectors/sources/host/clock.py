"""The clock: whether it follows a time server, and the time zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.processes import running
from attestry.connectors.sources.host.unseen import Unseen

_SERVICES = frozenset({"chronyd", "ntpd", "systemd-timesyn", "openntpd", "ptp4l"})


def read_clock(machine: Machine) -> Iterator[Rows | Gap]:
    """The row of host_clock."""
    found = Findings("host_clock", "hostname", machine.name)
    found.see_all(("is_synchronized", "seen_by"), lambda: _synchronized(machine))
    found.see("is_service_enabled", lambda: _is_service_enabled(machine))
    found.see("time_zone", lambda: time_zone(machine))
    yield from found.observations()


def time_zone(machine: Machine) -> str:
    """The name of the time zone."""
    try:
        if name := machine.line("/etc/timezone"):
            return name
    except Unseen as unseen:
        if not unseen.is_missing:
            raise
    target = machine.link("/etc/localtime")
    name = target.partition("zoneinfo/")[2]
    if not name:
        raise Unseen(Reason.MALFORMED, f"/etc/localtime leads to {target}, which is no time zone.")
    return name


def _synchronized(machine: Machine) -> dict[str, Any]:
    """Asks timedatectl, then chrony, then looks for the mark of systemd-timesyncd."""
    refusals: list[str] = []
    for seen_by, ask in (("timedatectl", _by_timedatectl), ("chronyc", _by_chronyc)):
        try:
            return {"is_synchronized": ask(machine), "seen_by": seen_by}
        except Unseen as unseen:
            refusals.append(unseen.detail)
    if machine.exists("/run/systemd/timesync/synchronized"):
        return {"is_synchronized": True, "seen_by": "timesyncd"}
    raise Unseen(
        Reason.UNSUPPORTED, " ".join(["Nothing here tells whether the clock is synchronized.", *refusals])
    )


def _by_timedatectl(machine: Machine) -> bool:
    return _timedatectl(machine, "NTPSynchronized")


def _by_chronyc(machine: Machine) -> bool:
    for line in machine.answer("chronyc", "-n", "tracking").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "Leap status":
            return value.strip() != "Not synchronised"
    raise Unseen(Reason.MALFORMED, "chronyc does not say whether the clock is synchronized.")


def _is_service_enabled(machine: Machine) -> bool:
    try:
        return _timedatectl(machine, "NTP")
    except Unseen as unseen:
        if running(machine) & _SERVICES:
            return True
        raise Unseen(
            unseen.reason, f"No time service is running here, but one may be elsewhere. {unseen.detail}"
        ) from unseen


def _timedatectl(machine: Machine, name: str) -> bool:
    for line in machine.answer("timedatectl", "show").splitlines():
        key, _, value = line.partition("=")
        if key == name and value in ("yes", "no"):
            return value == "yes"
    raise Unseen(Reason.MALFORMED, f"timedatectl does not tell {name}.")
