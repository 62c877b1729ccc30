"""Pending packages, as apt, dnf and apk list them from their own copies of the repositories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_APT = re.compile(r"([^\s/]+)/(\S+) (\S+) (\S+) \[upgradable from: ([^\]]+)\]")
_DNF = re.compile(r"([^\s.]\S*)\.([a-z0-9_]+)\s+(\S+)\s+(\S+)")
_APK = re.compile(r"^(\S+)-(\d\S*-r\d+) (\S+) .*\[upgradable from: \S+-(\d\S*-r\d+)\]$", re.MULTILINE)
_APT_LISTS, _DNF_CACHE, _APK_CACHE = "/var/lib/apt/lists", "/var/cache/dnf", "/var/cache/apk"


@dataclass(frozen=True)
class Pending:
    """A package with a newer version; ``is_security`` is None where the manager does not tell."""

    name: str
    architecture: str | None
    installed: str | None
    available: str
    origin: str | None
    is_security: bool | None


@dataclass(frozen=True)
class PackageProgram:
    """A package manager: how it is recognized, and how it is asked."""

    name: str
    mark: str
    pending: Callable[[Machine], list[Pending]]
    refreshed_at: Callable[[Machine], datetime]


def package_manager(machine: Machine) -> PackageProgram:
    """The manager whose database is on the machine. Raises Unseen where none is known."""
    for manager in MANAGERS:
        if machine.exists(manager.mark):
            return manager
    raise Unseen(Reason.UNSUPPORTED, "No database of apt, dnf or apk was found.")


def _apt_pending(machine: Machine) -> list[Pending]:
    if not any("_Packages" in name for name in machine.names(_APT_LISTS)):
        raise Unseen(Reason.INCOMPLETE, "The package lists were never fetched, or were deleted since.")
    printed = machine.answer("apt", "list", "--upgradable")
    return [
        Pending(name, architecture, installed, available, suites, _is_security_suite(suites))
        for name, suites, available, architecture, installed in _APT.findall(printed)
    ]


def _is_security_suite(suites: str) -> bool:
    return any(suite.endswith(("-security", "/security")) for suite in suites.split(","))


def _apt_refreshed_at(machine: Machine) -> datetime:
    places = ("/var/lib/apt/periodic/update-success-stamp", f"{_APT_LISTS}/partial", _APT_LISTS)
    if not any("_Packages" in name for name in machine.names(_APT_LISTS)):
        raise Unseen(Reason.INCOMPLETE, "The package lists were never fetched, or were deleted since.")
    return max(machine.changed_at(place) for place in places if machine.exists(place))


def _dnf_pending(machine: Machine) -> list[Pending]:
    _dnf_refreshed_at(machine)
    printed = machine.answer("dnf", "-C", "-q", "check-update", accepted=(0, 100))
    listed = list(_dnf_lines(printed.partition("\nObsoleting Packages")[0]))
    try:
        advised = set(machine.answer("dnf", "-C", "-q", "updateinfo", "list", "--security").split())
    except Unseen:
        return [Pending(name, arch, None, version, origin, None) for name, arch, version, origin in listed]
    fixes = {_without_epoch(package) for package in advised}
    return [
        Pending(name, arch, None, version, origin, _without_epoch(f"{name}-{version}.{arch}") in fixes)
        for name, arch, version, origin in listed
    ]


def _dnf_lines(printed: str) -> Iterator[tuple[str, str, str, str]]:
    for line in printed.splitlines():
        if match := _DNF.fullmatch(line.strip()):
            yield match[1], match[2], match[3], match[4]


def _without_epoch(package: str) -> str:
    return re.sub(r"-\d+:", "-", package)


def _dnf_refreshed_at(machine: Machine) -> datetime:
    places = [f"{_DNF_CACHE}/{name}/repodata/repomd.xml" for name in machine.names(_DNF_CACHE)]
    instants = [machine.changed_at(place) for place in places if machine.exists(place)]
    if not instants:
        raise Unseen(Reason.INCOMPLETE, "No repository has been fetched by dnf for all users.")
    return max(instants)


def _apk_pending(machine: Machine) -> list[Pending]:
    _apk_refreshed_at(machine)
    printed = machine.answer("apk", "list", "--upgradable")
    return [
        Pending(name, architecture, installed, available, None, None)
        for name, available, architecture, installed in _APK.findall(printed)
    ]


def _apk_refreshed_at(machine: Machine) -> datetime:
    names = [name for name in machine.names(_APK_CACHE) if name.startswith("APKINDEX")]
    if not names:
        raise Unseen(Reason.INCOMPLETE, "No index of packages has been fetched by apk.")
    return max(machine.changed_at(f"{_APK_CACHE}/{name}") for name in names)


MANAGERS = (
    PackageProgram("apt", "/var/lib/dpkg/status", _apt_pending, _apt_refreshed_at),
    PackageProgram("apk", "/lib/apk/db/installed", _apk_pending, _apk_refreshed_at),
    PackageProgram("dnf", "/var/lib/rpm", _dnf_pending, _dnf_refreshed_at),
    PackageProgram("dnf", "/usr/lib/sysimage/rpm", _dnf_pending, _dnf_refreshed_at),
)
