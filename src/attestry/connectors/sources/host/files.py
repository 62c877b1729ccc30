"""Files whose permissions guard the machine: who owns them and who may read or change them."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from attestry.connectors.rules.observation import Gap, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_FILES = {
    "/etc/passwd": "accounts", "/etc/group": "accounts", "/etc/shadow": "passwords",
    "/etc/gshadow": "passwords", "/etc/sudoers": "sudo", "/etc/ssh/sshd_config": "ssh",
    "/etc/crontab": "scheduler",
}  # fmt: skip
_FOLDERS = {
    "/etc/sudoers.d": "sudo", "/etc/ssh/sshd_config.d": "ssh", "/etc/cron.d": "scheduler",
    "/etc/cron.daily": "scheduler", "/etc/cron.hourly": "scheduler",
}  # fmt: skip


def read_files(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_sensitive_file; a file that does not exist has none."""
    purposes = dict(_FILES)
    try:
        names = machine.names("/etc/ssh")
    except Unseen as unseen:
        names = []
        yield unseen.gap("host_sensitive_file")
    keys = [name for name in names if name.startswith("ssh_host_") and name.endswith("_key")]
    purposes |= {f"/etc/ssh/{name}": "host_key" for name in keys}
    for folder, purpose in _FOLDERS.items():
        try:
            purposes |= {
                f"{folder}/{name}": purpose for name in machine.names(folder) if not name.startswith(".")
            }
        except Unseen as unseen:
            yield unseen.gap("host_sensitive_file")
    for path, purpose in sorted(purposes.items()):
        yield from _file(machine, path, purpose)


def _file(machine: Machine, path: str, purpose: str) -> Iterator[Rows | Gap]:
    found = Findings("host_sensitive_file", "file_id", f"{machine.name}{path}")
    try:
        status = machine.status(path)
    except Unseen as unseen:
        if not unseen.is_missing:
            yield unseen.gap("host_sensitive_file", found.item_id)
        return
    mode = stat.S_IMODE(status.st_mode)
    found.row |= {
        "hostname": machine.name,
        "path": path,
        "purpose": purpose,
        "owner_uid": status.st_uid,
        "owner_gid": status.st_gid,
        "mode": f"{mode:04o}",
        "is_group_writable": bool(mode & stat.S_IWGRP),
        "is_world_readable": bool(mode & stat.S_IROTH),
        "is_world_writable": bool(mode & stat.S_IWOTH),
    }
    yield from found.observations()
