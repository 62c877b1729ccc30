"""Block devices and the layers below each, from /sys: which of them dm-crypt encrypts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_CLASS = "/sys/class/block"
_SECTOR_BYTES = 512
_DEPTH = 16
_MAPPED = {"CRYPT": "crypt", "LVM": "lvm", "MPATH": "multipath"}


@dataclass(frozen=True)
class Device:
    """One block device by its kernel name."""

    machine: Machine
    name: str

    def has(self, attribute: str) -> bool:
        """Whether the kernel shows this attribute."""
        return self.machine.exists(f"{_CLASS}/{self.name}/{attribute}")

    def number(self, attribute: str) -> int:
        """An attribute that is a number."""
        return self.machine.number(f"{_CLASS}/{self.name}/{attribute}")

    def size_bytes(self) -> int:
        """The size; the kernel counts it in sectors of 512 bytes."""
        return self.number("size") * _SECTOR_BYTES

    def mapper_name(self) -> str | None:
        """The name given by the device mapper; None where it did not make the device."""
        return self.machine.line(f"{_CLASS}/{self.name}/dm/name") if self.has("dm/name") else None

    def mapping(self) -> str:
        """Which part of the device mapper made it, such as CRYPT; empty where none did."""
        if not self.has("dm/uuid"):
            return ""
        return self.machine.line(f"{_CLASS}/{self.name}/dm/uuid").partition("-")[0]

    def kind(self) -> str:
        """disk, partition, crypt, lvm, raid, multipath, loop, memory or mapped."""
        if self.has("dm"):
            return _MAPPED.get(self.mapping(), "mapped")
        if self.has("md"):
            return "raid"
        if self.has("partition"):
            return "partition"
        if self.name.startswith("loop"):
            return "loop"
        return "memory" if self.name.startswith(("zram", "ram")) else "disk"

    def is_removable(self) -> bool:
        """Whether the kernel calls the medium, or the disk of the partition, removable."""
        disk = self.disk() if self.has("partition") else self
        return disk.number("removable") > 0

    def disk(self) -> Device:
        """The disk that a partition is part of: the folder its own lies in."""
        place = Path(os.path.realpath(self.machine.at(f"{_CLASS}/{self.name}")))
        if not (place.parent / "size").exists():
            raise Unseen(Reason.UNSUPPORTED, f"Which disk {self.name} is part of is not shown here.")
        return Device(self.machine, place.parent.name)

    def is_encrypted(self, depth: int = 0) -> bool:
        """Whether it is a dm-crypt layer, or everything below it is encrypted."""
        if depth > _DEPTH:
            raise Unseen(Reason.MALFORMED, f"The layers below {self.name} go round in a circle.")
        if self.mapping() == "CRYPT":
            return True
        if self.kind() == "loop":
            raise Unseen(Reason.UNSUPPORTED, f"Where the file behind {self.name} lies is not known here.")
        if below := self.machine.names(f"{_CLASS}/{self.name}/slaves"):
            return all(Device(self.machine, name).is_encrypted(depth + 1) for name in below)
        return self.has("partition") and self.disk().is_encrypted(depth + 1)


def device_observations(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_block_device; a device of size 0 holds no medium and is left out."""
    try:
        names = machine.names(_CLASS)
    except Unseen as unseen:
        yield unseen.gap("host_block_device")
        return
    if not names:
        yield Gap("host_block_device", Reason.UNSUPPORTED, f"{_CLASS} is not shown here.")
    for name in names:
        found = _finding(machine, Device(machine, name))
        if found.row["size_bytes"] != 0:
            yield from found.observations()


def _finding(machine: Machine, device: Device) -> Findings:
    found = Findings("host_block_device", "device_id", f"{machine.name}/{device.name}")
    found.row |= {"hostname": machine.name, "device_name": device.name}
    found.see("mapper_name", device.mapper_name)
    found.see("kind", device.kind)
    found.see("size_bytes", device.size_bytes)
    found.see("is_removable", device.is_removable)
    found.see("is_read_only", lambda: device.number("ro") > 0)
    found.see("is_encrypted", device.is_encrypted)
    return found
