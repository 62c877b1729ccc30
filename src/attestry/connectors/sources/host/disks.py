"""Mounted file systems and swap areas, and the device that each lies on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.block_devices import Device, device_observations
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_MOUNTS = "/proc/self/mountinfo"


@dataclass(frozen=True)
class Mount:
    """One line of the kernel's table of mounts."""

    number: str
    point: str
    options: frozenset[str]
    file_system: str
    source: str

    @property
    def is_on_a_device(self) -> bool:
        """Whether a block device, or the root of all, is meant."""
        return not self.number.startswith("0:") or self.source.startswith("/dev/") or self.point == "/"


def read_disks(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_block_device and host_mount."""
    yield from device_observations(machine)
    mounts: dict[str, Mount] = {}
    try:
        mounts = {mount.point: mount for mount in _mounts(machine)}
    except Unseen as unseen:
        yield unseen.gap("host_mount")
    for _, mount in sorted(mounts.items()):
        if mount.is_on_a_device:
            yield from _mount(machine, mount).observations()
    yield from _swaps(machine, mounts)


def _mounts(machine: Machine) -> Iterator[Mount]:
    """The mounts of /proc/self/mountinfo (proc(5)); the last one at a place is the one that is seen."""
    for number, line in enumerate(machine.text(_MOUNTS).splitlines(), start=1):
        first, separator, second = line.partition(" - ")
        before, after = first.split(), second.split()
        if not separator or len(before) < 6 or len(after) < 2:
            raise Unseen(Reason.MALFORMED, f"{_MOUNTS}:{number} is not understood.")
        yield Mount(
            before[2], _unescaped(before[4]), frozenset(before[5].split(",")), after[0], _unescaped(after[1])
        )


def _mount(machine: Machine, mount: Mount) -> Findings:
    found = Findings("host_mount", "mount_id", f"{machine.name}{mount.point}")
    found.row |= {
        "hostname": machine.name,
        "mount_point": mount.point,
        "device": mount.source,
        "file_system": mount.file_system,
        "is_root": mount.point == "/",
        "is_read_only": "ro" in mount.options,
        "is_no_suid": "nosuid" in mount.options,
        "is_no_exec": "noexec" in mount.options,
        "is_no_dev": "nodev" in mount.options,
    }
    try:
        device = _device(machine, mount)
    except Unseen as unseen:
        found.miss(unseen, "device_name", "is_encrypted")
        return found
    found.row["device_name"] = device.name
    found.see("is_encrypted", device.is_encrypted)
    return found


def _device(machine: Machine, mount: Mount) -> Device:
    """The device of a mount, by its number or, where that is a stand-in as in btrfs, by its path."""
    place = f"/sys/dev/block/{mount.number}"
    if machine.exists(place):
        return Device(machine, machine.target(place))
    if mount.source.startswith("/dev/"):
        return _device_at(machine, mount.source)
    raise Unseen(
        Reason.UNSUPPORTED,
        f"{mount.point} is mounted from {mount.source}, and what lies below is not shown here.",
    )


def _device_at(machine: Machine, path: str) -> Device:
    """The device of a path below /dev: by its own name, or by the name the device mapper gave it."""
    name = path.rpartition("/")[2]
    if machine.is_live and machine.exists(path):
        name = machine.target(path)
    device = Device(machine, name)
    if device.has("size"):
        return device
    for other in machine.names("/sys/class/block"):
        if Device(machine, other).mapper_name() == name:
            return Device(machine, other)
    raise Unseen(Reason.UNSUPPORTED, f"The device {path} is not shown here.")


def _swaps(machine: Machine, mounts: dict[str, Mount]) -> Iterator[Rows | Gap]:
    try:
        lines = machine.text("/proc/swaps").splitlines()[1:]
    except Unseen as unseen:
        yield unseen.gap("host_mount")
        return
    for line in lines:
        if fields := line.split():
            yield from _swap(machine, _unescaped(fields[0]), mounts).observations()


def _swap(machine: Machine, path: str, mounts: dict[str, Mount]) -> Findings:
    found = Findings("host_mount", "mount_id", f"{machine.name}/swap:{path}")
    found.row |= {
        "hostname": machine.name, "mount_point": "swap", "device": path, "file_system": "swap",
        "is_root": False, "is_read_only": False, "is_no_suid": False, "is_no_exec": False, "is_no_dev": False,
    }  # fmt: skip
    try:
        device = _device_at(machine, path) if path.startswith("/dev/") else _below(machine, path, mounts)
    except Unseen as unseen:
        found.miss(unseen, "device_name", "is_encrypted")
        return found
    found.row["device_name"] = device.name
    found.see("is_encrypted", device.is_encrypted)
    return found


def _below(machine: Machine, path: str, mounts: dict[str, Mount]) -> Device:
    """The device below a file: that of the mount with the longest path towards it."""
    holding = [point for point in mounts if path.startswith(point.rstrip("/") + "/")]
    if not holding:
        raise Unseen(Reason.UNSUPPORTED, f"Where {path} lies is not shown here.")
    return _device(machine, mounts[max(holding, key=len)])


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), text)
