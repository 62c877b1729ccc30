"""The firewall: base chains of the kernel's packet filter, or what ufw, iptables and firewalld tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from attestry.connectors.rules.observation import Gap, Reason, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.unseen import Unseen

_POLICIES = {"drop": "drop", "deny": "drop", "reject": "reject", "accept": "accept", "allow": "accept"}
_COLUMNS = ("kind", "is_active", "input_policy", "rule_count")
Chain = dict[str, Any]


def read_firewall(machine: Machine) -> Iterator[Rows | Gap]:
    """The rows of host_firewall and host_firewall_chain."""
    found = Findings("host_firewall", "hostname", machine.name)
    try:
        chains = _chains(machine, machine.answer("nft", "-j", "list", "ruleset"))
    except Unseen as unseen:
        refused = unseen
        found.see_all(_COLUMNS, lambda: _without_nft(machine, refused, found))
        yield from found.observations()
        yield refused.gap("host_firewall_chain", machine.name)
        return
    found.see_all(_COLUMNS, lambda: _judged_input(machine, chains))
    yield from found.observations()
    columns = ("hostname", "family", "table_name", "chain_name", "hook", "priority", "policy", "rule_count")
    yield Rows("host_firewall_chain", [{name: chain[name] for name in columns} for chain in chains])


def _chains(machine: Machine, printed: str) -> list[Chain]:
    """The base chains of a ruleset in nft's JSON (libnftables-json(5)), with rules counted."""
    try:
        parts = json.loads(printed)["nftables"]
        chains = [_chain(machine, part["chain"]) for part in parts if "hook" in part.get("chain", {})]
        by_name = {(chain["family"], chain["table_name"], chain["chain_name"]): chain for chain in chains}
        for part in parts:
            rule = part.get("rule", {})
            if chain := by_name.get((rule.get("family"), rule.get("table"), rule.get("chain"))):
                chain["rule_count"] += 1
                chain["end"] = _unconditional_end(rule.get("expr", []))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unseen(Reason.MALFORMED, "What nft printed is no ruleset.") from error
    return sorted(
        by_name.values(), key=lambda chain: (chain["family"], chain["table_name"], chain["chain_name"])
    )


def _chain(machine: Machine, chain: dict[str, Any]) -> Chain:
    priority = chain.get("prio")
    return {
        "hostname": machine.name,
        "family": str(chain["family"]),
        "table_name": str(chain["table"]),
        "chain_name": str(chain["name"]),
        "hook": str(chain["hook"]),
        "priority": priority if type(priority) is int and abs(priority) < 1 << 31 else None,
        "policy": str(chain.get("policy", "accept")),
        "rule_count": 0,
        "end": None,
    }


def _unconditional_end(expressions: list[dict[str, Any]]) -> str | None:
    """The word drop or reject where a rule does just that to every packet."""
    steps = {name for step in expressions for name in step} - {"counter", "log"}
    return next(iter(steps)) if steps in ({"drop"}, {"reject"}) else None


def _judged_input(machine: Machine, chains: list[Chain]) -> dict[str, Any]:
    """What the input chains together do: the strictest end that one of them has."""
    inputs = [chain for chain in chains if chain["hook"] == "input"]
    ends = {"drop" if chain["policy"] == "drop" else chain["end"] or "accept" for chain in inputs}
    rules = sum(chain["rule_count"] for chain in inputs)
    is_active = rules > 0 or bool(ends & {"drop", "reject"})
    if not is_active and _has_old_tables(machine):
        return _by_iptables(machine)
    policy = next((end for end in ("drop", "reject", "accept") if end in ends), None)
    kind = _kind(machine, inputs) if is_active else "none"
    return {
        "kind": kind,
        "is_active": is_active,
        "input_policy": policy if is_active else None,
        "rule_count": rules,
    }


def _kind(machine: Machine, inputs: list[Chain]) -> str:
    if any(chain["table_name"] == "firewalld" for chain in inputs):
        return "firewalld"
    if any(chain["table_name"] == "filter" and chain["chain_name"] == "INPUT" for chain in inputs):
        return "ufw" if _is_ufw_enabled(machine) else "iptables"
    return "nftables"


def _without_nft(machine: Machine, refused: Unseen, found: Findings) -> dict[str, Any]:
    """What others tell where the packet filter itself cannot be asked."""
    if _is_ufw_enabled(machine):
        return _by_ufw(machine, found)
    for ask in (_by_iptables, _by_firewalld):
        try:
            answer = ask(machine)
        except Unseen:
            continue
        for column in {"input_policy", "rule_count"} - set(answer):
            found.miss(refused, column)
        return {**dict.fromkeys(_COLUMNS), **answer}
    raise refused


def _by_ufw(machine: Machine, found: Findings) -> dict[str, Any]:
    found.see("input_policy", lambda: _ufw_policy(machine))
    return {"kind": "ufw", "is_active": True, "input_policy": found.row["input_policy"], "rule_count": None}


def _ufw_policy(machine: Machine) -> str:
    match = re.search(r'^DEFAULT_INPUT_POLICY="?(\w+)"?', machine.text("/etc/default/ufw"), re.MULTILINE)
    if match is None or match[1].lower() not in _POLICIES:
        raise Unseen(Reason.MALFORMED, "/etc/default/ufw does not state the policy for incoming packets.")
    return _POLICIES[match[1].lower()]


def _by_iptables(machine: Machine) -> dict[str, Any]:
    printed = machine.answer("iptables-save", "-t", "filter")
    match = re.search(r"^:INPUT (\w+)", printed, re.MULTILINE)
    if match is None or match[1].lower() not in _POLICIES:
        raise Unseen(Reason.MALFORMED, "iptables-save does not state the policy for incoming packets.")
    rules = [
        line.removeprefix("-A INPUT ").strip()
        for line in printed.splitlines()
        if line.startswith("-A INPUT ")
    ]
    policy = _POLICIES[match[1].lower()]
    if policy == "accept" and rules and (end := re.fullmatch(r"-j (DROP|REJECT)\b.*", rules[-1])):
        policy = end[1].lower()
    is_active = bool(rules) or policy != "accept"
    return {
        "kind": "iptables" if is_active else "none", "is_active": is_active,
        "input_policy": policy if is_active else None, "rule_count": len(rules),
    }  # fmt: skip


def _by_firewalld(machine: Machine) -> dict[str, Any]:
    if machine.answer("firewall-cmd", "--state").strip() != "running":
        raise Unseen(Reason.UNSUPPORTED, "firewalld is not running.")
    return {"kind": "firewalld", "is_active": True}


def _is_ufw_enabled(machine: Machine) -> bool:
    try:
        return re.search(r"^ENABLED=yes", machine.text("/etc/ufw/ufw.conf"), re.MULTILINE) is not None
    except Unseen:
        return False


def _has_old_tables(machine: Machine) -> bool:
    try:
        return bool(machine.text("/proc/net/ip_tables_names").strip())
    except Unseen as unseen:
        if unseen.is_missing:
            return False
        raise
