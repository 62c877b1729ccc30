"""Accounts, their groups, and whom sudo lets become somebody else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.accounts import (
    Account,
    Group,
    account_observations,
    memberships,
    read_accounts,
    read_groups,
)
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.sudoers import SudoRule, read_sudoers
from attestry.connectors.sources.host.unseen import Unseen

_TABLES = ("host_user", "host_user_group", "host_sudo_grant")


def read_users(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_user, host_user_group, host_sudo_rule and host_sudo_grant."""
    accounts: list[Account] = []
    try:
        accounts, unread = read_accounts(machine)
    except Unseen as unseen:
        unread = [unseen]
    yield from (one.gap(table) for one in unread for table in _TABLES)
    yield from account_observations(machine, accounts)
    groups: list[Group] = []
    try:
        groups = read_groups(machine)
        yield Rows("host_user_group", list(_group_rows(machine, accounts, groups)))
    except Unseen as unseen:
        yield unseen.gap("host_user_group")
        yield unseen.gap("host_sudo_grant")
    yield from _sudo(machine, accounts, groups)


def _group_rows(machine: Machine, accounts: list[Account], groups: list[Group]) -> Iterator[dict[str, Any]]:
    for account in accounts:
        for name, (gid, is_primary) in sorted(memberships(account, groups).items()):
            yield {
                "user_id": f"{machine.name}/{account.name}",
                "group_name": name,
                "gid": gid,
                "is_primary": is_primary,
            }


def _sudo(machine: Machine, accounts: list[Account], groups: list[Group]) -> Iterator[Rows | Gap]:
    try:
        rules, unread = read_sudoers(machine)
    except Unseen as unseen:
        rules, unread = [], [unseen]
    yield Rows("host_sudo_rule", [_rule_row(machine, rule) for rule in rules])
    yield Rows("host_sudo_grant", list(_grant_rows(machine, rules, accounts, groups)))
    unread += [_netgroup(rule) for rule in rules if rule.subject.startswith("+")]
    if machine.names("/etc/doas.d") or "doas.conf" in machine.names("/etc"):
        unread.append(Unseen(Reason.UNSUPPORTED, "The rules of doas are not read."))
    for table in ("host_sudo_rule", "host_sudo_grant"):
        yield from (one.gap(table) for one in unread)


def _rule_row(machine: Machine, rule: SudoRule) -> dict[str, Any]:
    return {
        "sudo_rule_id": _rule_id(machine, rule),
        "hostname": machine.name,
        "subject": rule.subject,
        "is_group": rule.subject.startswith("%"),
        "machines": rule.machines,
        "run_as": rule.run_as,
        "commands": ", ".join(rule.commands)[:2000],
        "is_all_commands": rule.is_all_commands,
        "is_password_needed": rule.is_password_needed,
        "file_path": rule.file_path,
    }


def _grant_rows(
    machine: Machine, rules: list[SudoRule], accounts: list[Account], groups: list[Group]
) -> Iterator[dict[str, Any]]:
    for account in accounts:
        names = _names_of(account, groups)
        for rule in rules:
            if rule.subject in names and not rule.excluded & names:
                yield {
                    "user_id": f"{machine.name}/{account.name}",
                    "sudo_rule_id": _rule_id(machine, rule),
                    "is_all_commands": rule.is_all_commands,
                    "is_password_needed": rule.is_password_needed,
                }


def _names_of(account: Account, groups: list[Group]) -> frozenset[str]:
    """Everything a rule may call the account by."""
    found = {account.name, f"#{account.uid}", "ALL"}
    for name, (gid, _) in memberships(account, groups).items():
        found |= {f"%{name}", f"%#{gid}"}
    return frozenset(found)


def _rule_id(machine: Machine, rule: SudoRule) -> str:
    text = "\n".join(
        (rule.subject, rule.machines, rule.run_as or "", str(rule.is_password_needed), *rule.commands)
    )
    return f"{machine.name}/sudo/{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _netgroup(rule: SudoRule) -> Unseen:
    return Unseen(
        Reason.UNSUPPORTED, f"Who is in netgroup {rule.subject} of {rule.file_path} is not known here."
    )
