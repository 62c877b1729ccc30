"""Checks of the machine: Python, disk, clock, and who may read the home."""

from __future__ import annotations

import platform
import shutil
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

from attestry.kit import clock
from attestry.project.health.finding import Finding, broken, look, well
from attestry.project.home import Home

_OLDEST_PYTHON = (3, 11)
_TIGHT_BYTES = 2 * 1024**3
_FULL_BYTES = 200 * 1024**2
_RELEASED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def python(_home: Home) -> list[Finding]:
    """The interpreter is one that we are tested on."""
    version = platform.python_version()
    if sys.version_info < _OLDEST_PYTHON:
        return broken("Python", version, "Install Python 3.11 or newer and run “make up” again.")
    return well("Python", version)


def disk_space(home: Home) -> list[Finding]:
    """The disk that holds the home has room for what will be collected."""
    free = shutil.disk_usage(home.root).free
    words = f"{free / 1024**3:.1f} GB free"
    if free < _FULL_BYTES:
        return broken("Disk", words, f"Free some space on the disk of {home.root}; nothing can be sealed.")
    if free < _TIGHT_BYTES:
        return look("Disk", words, f"Make room on the disk of {home.root} before it fills.")
    return well("Disk", words)


def machine_clock(_home: Home) -> list[Finding]:
    """The clock is not before the day this software was made."""
    now = clock.now()
    if now < _RELEASED_AT:
        return broken("Clock", clock.to_text(now), "Set the machine's clock; instants are evidence.")
    return well("Clock", clock.to_text(now.replace(microsecond=0)))


def permissions(home: Home) -> list[Finding]:
    """Nobody but the owner reads the home, and nobody else the keys."""
    found: list[Finding] = []
    private = [path for path in _files(home.keys) if ".public." not in path.name]
    for path in (home.root, home.keys, home.evidence, *private):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            is_key = path.parent == home.keys or path == home.keys
            say = broken if is_key else look
            right = "700" if path.is_dir() else "600"
            found += say("Permissions", f"{path} is open to others ({mode:o})", f"chmod {right} {path}")
    return found or well("Permissions", "the home and its keys are the owner's alone")


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


CHECKS = (python, disk_space, machine_clock, permissions)
