"""Local accounts: the user database, passwords' state without their hashes, and groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_NO_LOGIN = frozenset({"nologin", "false", "true", "sync", "shutdown", "halt"})
_SCHEMES = {"1": "md5crypt", "2": "bcrypt", "5": "sha256crypt", "6": "sha512crypt", "7": "scrypt",
            "y": "yescrypt", "gy": "gost-yescrypt"}  # fmt: skip
_PASSWORD_COLUMNS = (
    "password_state", "password_hash_scheme", "password_changed_on", "password_maximum_days",
    "account_expires_on",
)  # fmt: skip
_FOR_EVER_DAYS = 99_999


@dataclass(frozen=True)
class Account:
    """One line of the user database."""

    name: str
    password: str
    uid: int
    gid: int
    comment: str
    home: str
    shell: str


@dataclass(frozen=True)
class Group:
    """One line of the group database."""

    name: str
    gid: int
    members: tuple[str, ...]


def read_accounts(machine: Machine) -> tuple[list[Account], list[Unseen]]:
    """The accounts of the user database, and the lines of it that say nothing. Raises Unseen."""
    accounts: dict[str, Account] = {}
    unread: list[Unseen] = []
    for number, fields in _lines(machine.text("/etc/passwd")):
        is_whole = len(fields) == 7 and fields[0] and fields[2].isdigit() and fields[3].isdigit()
        if not is_whole or fields[0] in accounts or len(fields[2]) > 10 or len(fields[3]) > 10:
            unread.append(
                Unseen(Reason.MALFORMED, f"/etc/passwd:{number} is no account, or a second of its name.")
            )
            continue
        name, password, uid, gid, comment, home, shell = fields
        accounts[name] = Account(name, password, int(uid), int(gid), comment, home, shell)
    return list(accounts.values()), unread


def read_groups(machine: Machine) -> list[Group]:
    """The groups of the group database. Raises Unseen."""
    groups: list[Group] = []
    for _, fields in _lines(machine.text("/etc/group")):
        if len(fields) == 4 and fields[2].isdigit() and len(fields[2]) <= 10:
            members = tuple(name.strip() for name in fields[3].split(",") if name.strip())
            groups.append(Group(fields[0], int(fields[2]), members))
    return groups


def memberships(account: Account, groups: list[Group]) -> dict[str, tuple[int, bool]]:
    """The groups of an account: name to number, and whether it is the primary one."""
    found = {group.name: (group.gid, False) for group in groups if account.name in group.members}
    primary = next((group.name for group in groups if group.gid == account.gid), str(account.gid))
    return {**found, primary: (account.gid, True)}


def account_observations(machine: Machine, accounts: list[Account]) -> Iterator[Rows | Gap]:
    """The rows of host_user, and what of their passwords is unseen."""
    shadow, unseen = _shadow(machine)
    people = _people_range(machine)
    findings = [_account(machine, account, shadow, unseen, people) for account in accounts]
    yield Rows("host_user", [found.row for found in findings])
    for found in findings:
        yield from found.gaps()


def _account(
    machine: Machine, account: Account, shadow: dict[str, list[str]], unseen: Unseen | None, people: range
) -> Findings:
    found = Findings("host_user", "user_id", f"{machine.name}/{account.name}")
    found.row |= {
        "hostname": machine.name,
        "user_name": account.name,
        "uid": account.uid,
        "gid": account.gid,
        "full_name": account.comment.rstrip(",")[:300] or None,
        "home_directory": account.home[:1000] or None,
        "shell": account.shell[:1000] or None,
        "is_login_shell": account.shell.rpartition("/")[2] not in _NO_LOGIN,
        "is_system_account": account.uid not in people,
    }
    found.see_all(_PASSWORD_COLUMNS, lambda: _password(account, shadow, unseen))
    return found


def _password(account: Account, shadow: dict[str, list[str]], unseen: Unseen | None) -> dict[str, Any]:
    if account.password != "x":  # noqa: S105  # the mark that says: see the shadow file
        state, scheme = password_state(account.password)
        return {**dict.fromkeys(_PASSWORD_COLUMNS), "password_state": state, "password_hash_scheme": scheme}
    if unseen is not None:
        raise unseen
    if account.name not in shadow:
        raise Unseen(Reason.MALFORMED, f"/etc/shadow has no whole line for {account.name}.")
    fields = shadow[account.name]
    state, scheme = password_state(fields[1])
    maximum = _count(fields[4])
    return {
        "password_state": state,
        "password_hash_scheme": scheme,
        "password_changed_on": _day(fields[2]),
        "password_maximum_days": None if maximum is None or maximum >= _FOR_EVER_DAYS else maximum,
        "account_expires_on": _day(fields[7]),
    }


def password_state(stored: str) -> tuple[str, str | None]:
    """set, locked, empty or none, and the scheme of the hash that is stored, if one is."""
    if not stored:
        return "empty", None
    bare = stored.lstrip("!*")
    if len(bare) < 13:
        return "none", None
    scheme = "des"
    if bare.startswith("$"):
        mark = bare.split("$")[1]
        scheme = _SCHEMES.get(mark) or _SCHEMES.get(mark[:1], "other")
    return ("set" if bare == stored else "locked"), scheme


def _shadow(machine: Machine) -> tuple[dict[str, list[str]], Unseen | None]:
    try:
        lines = _lines(machine.text("/etc/shadow"))
    except Unseen as unseen:
        return {}, unseen
    return {fields[0]: fields for _, fields in lines if len(fields) >= 8}, None


def _people_range(machine: Machine) -> range:
    """The numeric ids of people: UID_MIN to UID_MAX of login.defs, or what is usual."""
    limits = {"UID_MIN": 1000, "UID_MAX": 60000}
    try:
        text = machine.text("/etc/login.defs")
    except Unseen:
        text = ""
    for name in limits:
        if match := re.search(rf"^{name}\s+(\d{{1,10}})\s*$", text, re.MULTILINE):
            limits[name] = int(match[1])
    return range(limits["UID_MIN"], limits["UID_MAX"] + 1)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split(":")


def _count(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 10 else None


def _day(text: str) -> date | None:
    """The day that is so many days after 1970 began; none, or 0, says there is no such day."""
    days = _count(text)
    if not days:
        return None
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days)).date()
    except OverflowError:
        return None
