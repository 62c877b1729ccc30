"""Recorded machines for a test: copies of the recordings, with the links that a file tree has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

RECORDINGS = Path(__file__).parent.parent / "recordings"
_DEBIAN_DISKS = {
    "pci/sda": {"size": "1000000", "ro": "0"},
    "pci/sda/sda1": {"size": "2048", "ro": "0", "partition": "1"},
    "pci/sda/sda2": {"size": "900000", "ro": "0", "partition": "2"},
    "pci/sdb": {"size": "500000", "ro": "1", "removable": "1"},
    "pci/sdb/sdb1": {"size": "400000", "ro": "1", "partition": "1"},
    "pci/sdb/sdb2": {"size": "4096", "ro": "0", "partition": "2"},
    "virtual/dm-0": {"size": "899000", "ro": "0", "dm/name": "crypt", "dm/uuid": "CRYPT-LUKS2-ab"},
    "virtual/dm-1": {"size": "800000", "ro": "0", "dm/name": "vg-root", "dm/uuid": "LVM-abcd"},
    "virtual/loop0": {"size": "10", "ro": "0"},
    "virtual/loop1": {"size": "0", "ro": "0"},
}  # fmt: skip
_SLAVES = {"dm-0": "pci/sda/sda2", "dm-1": "virtual/dm-0"}
_NUMBERS = {"8:1": "pci/sda/sda1", "8:17": "pci/sdb/sdb1", "254:1": "virtual/dm-1"}


def recorded(tmp_path: Path, name: str) -> Path:
    """A copy of a recording that a test may change."""
    root = tmp_path / name
    shutil.copytree(RECORDINGS / name, root)
    if name == "debian-12":
        _add_disks(root)
        _hold(root, 300, 1001)
        _hold(root, 400, 1002, 1005)
        for number in (1, 301, 302):
            _hold(root, number)
    if name == "almalinux-9":
        (root / "etc/localtime").symlink_to("../usr/share/zoneinfo/Europe/Paris")
    return root


def write(root: Path, path: str, content: str | bytes) -> None:
    """A file of the recorded machine, in place of the one that was there."""
    place = root / path.lstrip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content.encode() if isinstance(content, str) else content)


def _add_disks(root: Path) -> None:
    devices = root / "sys/devices"
    for place, attributes in _DEBIAN_DISKS.items():
        for attribute, value in {"removable": "0", **attributes}.items():
            write(root, f"sys/devices/{place}/{attribute}", value + "\n")
        _link(root / "sys/class/block" / place.rpartition("/")[2], devices / place)
    for name, below in _SLAVES.items():
        _link(devices / "virtual" / name / "slaves" / below.rpartition("/")[2], devices / below)
    for number, place in _NUMBERS.items():
        _link(root / "sys/dev/block" / number, devices / place)


def _hold(root: Path, process: int, *sockets: int) -> None:
    folder = root / f"proc/{process}/fd"
    folder.mkdir(parents=True)
    for descriptor, socket in enumerate(sockets, start=3):
        (folder / str(descriptor)).symlink_to(f"socket:[{socket}]")


def _link(place: Path, target: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(os.path.relpath(target, place.parent))
