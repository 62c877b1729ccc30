"""The remote shell: the server's settings and algorithms, and the keys that open accounts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.accounts import Account, read_accounts
from attestry.connectors.sources.host.authorized_keys import AuthorizedKey, expiry_at, parse_key
from attestry.connectors.sources.host.clock import time_zone
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.sshd import (
    ALGORITHMS,
    COLUMNS,
    SshSettings,
    is_installed,
    read_files,
    read_settings,
)
from attestry.connectors.sources.host.unseen import Unseen
from attestry.kit.digest import canonical_json

_USUAL_FILES = ".ssh/authorized_keys .ssh/authorized_keys2"


def read_ssh(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_sshd, host_sshd_algorithm and host_authorized_key."""
    found = Findings("host_sshd", "hostname", machine.name)
    settings: SshSettings | None = None
    try:
        found.row["is_installed"] = is_installed(machine)
        if found.row["is_installed"]:
            settings = read_settings(machine)
    except Unseen as unseen:
        found.miss(unseen, *({"is_installed"} - set(found.row)), "settings_from", *COLUMNS, "raw")
        yield unseen.gap("host_sshd_algorithm", machine.name)
    if settings is not None:
        _settings(machine, found, settings)
    yield from found.observations()
    if settings is not None:
        yield from _algorithms(machine, settings)
    yield from _keys(machine, settings)


def _settings(machine: Machine, found: Findings, settings: SshSettings) -> None:
    found.row["settings_from"] = "effective" if settings.is_effective else "files"
    found.row["raw"] = canonical_json(settings.values).decode()
    found.see("match_block_count", lambda: read_files(machine).match_blocks)
    for column, look in COLUMNS.items():
        found.see(column, partial(look, settings))


def _algorithms(machine: Machine, settings: SshSettings) -> Iterator[Rows | Gap]:
    rows: list[dict[str, Any]] = []
    for kind, keyword in ALGORITHMS.items():
        try:
            names = dict.fromkeys(settings.algorithms(keyword))
        except Unseen as unseen:
            yield unseen.gap("host_sshd_algorithm", machine.name)
            continue
        rows += [{"hostname": machine.name, "kind": kind, "algorithm": name} for name in names]
    yield Rows("host_sshd_algorithm", rows)


def _keys(machine: Machine, settings: SshSettings | None) -> Iterator[Rows | Gap]:
    values = settings.values if settings is not None else {}
    command = values.get("authorizedkeyscommand", ["none"])[0]
    if command.lower() != "none":
        detail = f"Keys also come from the program {command}, which is not asked."
        yield Gap("host_authorized_key", Reason.UNSUPPORTED, detail)
    patterns = values.get("authorizedkeysfile", [_USUAL_FILES])[0].split()
    try:
        accounts, _ = read_accounts(machine)
    except Unseen as unseen:
        yield unseen.gap("host_authorized_key")
        return
    for account in accounts:
        seen: set[str] = set()
        for pattern in patterns:
            if pattern.lower() != "none":
                yield from _keys_in(machine, account, _place(account, pattern), seen)


def _place(account: Account, pattern: str) -> str:
    path = pattern.replace("%h", account.home).replace("%u", account.name).replace("%%", "%")
    return path if path.startswith("/") else f"{account.home.rstrip('/')}/{path}"


def _keys_in(machine: Machine, account: Account, path: str, seen: set[str]) -> Iterator[Rows | Gap]:
    try:
        text = machine.text(path)
    except Unseen as unseen:
        if not unseen.is_missing:
            yield unseen.gap("host_authorized_key")
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            key = parse_key(line.strip())
        except ValueError:
            yield Gap("host_authorized_key", Reason.MALFORMED, f"{path}:{number} is not understood as a key.")
            continue
        if key.fingerprint not in seen:
            seen.add(key.fingerprint)
            yield from _key(machine, account, path, key)


def _key(machine: Machine, account: Account, path: str, key: AuthorizedKey) -> Iterator[Rows | Gap]:
    user_id = f"{machine.name}/{account.name}"
    found = Findings("host_authorized_key", "key_id", f"{user_id}/{key.fingerprint}")
    found.row |= {
        "user_id": user_id,
        "hostname": machine.name,
        "user_name": account.name,
        "key_type": key.key_type,
        "key_bits": key.bits,
        "fingerprint": key.fingerprint,
        "comment": key.comment,
        "has_source_restriction": key.has_source_restriction,
        "has_forced_command": key.has_forced_command,
        "file_path": path,
    }
    if key.expiry is not None:
        found.see("expires_at", partial(_expiry, machine, key.expiry))
    if key.bits is None:
        found.miss(
            Unseen(Reason.UNSUPPORTED, f"The size of {key.key_type} keys is not known here."), "key_bits"
        )
    yield from found.observations()


def _expiry(machine: Machine, text: str) -> object:
    try:
        return expiry_at(text, is_utc=text.endswith("Z") or time_zone(machine) in ("UTC", "Etc/UTC"))
    except ValueError as error:
        raise Unseen(
            Reason.MALFORMED, f"The expiry {text[:40]} of a key is not understood: {error}."
        ) from error
