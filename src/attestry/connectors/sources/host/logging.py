"""Logs: the journal and how long it is kept, the audit daemon, and whether logs leave the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attestry.connectors.rules.observation import Gap, Rows
from attestry.connectors.sources.host.findings import Findings
from attestry.connectors.sources.host.machine import Machine
from attestry.connectors.sources.host.processes import running
from attestry.connectors.sources.host.settings_files import bytes_of, ini_values, seconds_of
from attestry.connectors.sources.host.unseen import Unseen

_JOURNAL_PROGRAMS = ("/usr/lib/systemd/systemd-journald", "/lib/systemd/systemd-journald")
_JOURNAL_COLUMNS = (
    "journal_storage",
    "is_journal_persistent",
    "journal_retention_seconds",
    "journal_maximum_bytes",
)
_SYSLOGS = frozenset({"rsyslogd", "syslog-ng", "syslogd"})
_SHIPPERS = frozenset({
    "filebeat", "fluent-bit", "fluentd", "td-agent", "vector", "promtail", "alloy", "otelcol",
    "otelcol-contrib", "datadog-agent", "splunkd", "nxlog", "amazon-cloudwat",
})  # fmt: skip
_FORWARD = re.compile(r'^\s*(?!#)(?:\S+\s+@@?[\w\[(]|.*\baction\(.*type="om(?:fwd|relp)")', re.MULTILINE)
_AUDIT = "/etc/audit/auditd.conf"


def read_logging(machine: Machine) -> Iterator[Rows | Gap]:
    """The row of host_logging."""
    found = Findings("host_logging", "hostname", machine.name)
    _audit(machine, found)
    _journal(machine, found)
    found.see("is_syslog_running", lambda: bool(running(machine) & _SYSLOGS))
    found.see("is_forwarding", lambda: _is_forwarding(machine))
    yield from found.observations()


def _audit(machine: Machine, found: Findings) -> None:
    found.see("is_audit_daemon_installed", lambda: machine.exists(_AUDIT))
    found.see("is_audit_daemon_running", lambda: "auditd" in running(machine))
    columns = ("audit_log_file_megabytes", "audit_log_file_count", "audit_log_full_action")
    found.see_all(columns, lambda: _audit_settings(machine))


def _audit_settings(machine: Machine) -> dict[str, object]:
    try:
        values = ini_values(machine.text(_AUDIT))
    except Unseen as unseen:
        if not unseen.is_missing:
            raise
        values = {}
    size, count = values.get("max_log_file", ""), values.get("num_logs", "")
    action = values.get("max_log_file_action", "")
    return {
        "audit_log_file_megabytes": int(size) if re.fullmatch(r"\d{1,9}", size) else None,
        "audit_log_file_count": int(count) if re.fullmatch(r"\d{1,9}", count) else None,
        "audit_log_full_action": action.lower() or None,
    }


def _journal(machine: Machine, found: Findings) -> None:
    found.see("is_journal_running", lambda: "systemd-journal" in running(machine))
    found.see_all(_JOURNAL_COLUMNS, lambda: _journal_settings(machine))


def _journal_settings(machine: Machine) -> dict[str, object]:
    if not any(machine.exists(program) for program in _JOURNAL_PROGRAMS):
        return {**dict.fromkeys(_JOURNAL_COLUMNS), "is_journal_persistent": False}
    values: dict[str, str] = {}
    for path in _journal_files(machine):
        values |= ini_values(machine.text(path))
    storage = values.get("Storage", "auto").lower()
    return {
        "journal_storage": storage,
        "is_journal_persistent": storage == "persistent"
        or (storage == "auto" and machine.exists("/var/log/journal")),
        "journal_retention_seconds": seconds_of(values.get("MaxRetentionSec", "0")) or None,
        "journal_maximum_bytes": bytes_of(values.get("SystemMaxUse", "0")) or None,
    }


def _journal_files(machine: Machine) -> list[str]:
    """The main file, then drop-ins in the order of their names, those of /etc in place of others."""
    main = [f"{folder}/journald.conf" for folder in ("/usr/lib/systemd", "/etc/systemd")]
    drop_ins: dict[str, str] = {}
    for folder in ("/usr/lib/systemd", "/run/systemd", "/etc/systemd"):
        for name in machine.names(f"{folder}/journald.conf.d"):
            if name.endswith(".conf"):
                drop_ins[name] = f"{folder}/journald.conf.d/{name}"
    return [*(path for path in main if machine.exists(path)), *(drop_ins[name] for name in sorted(drop_ins))]


def _is_forwarding(machine: Machine) -> bool:
    processes = running(machine)
    if processes & _SHIPPERS:
        return True
    if "rsyslogd" not in processes:
        return False
    folder = "/etc/rsyslog.d"
    files = [
        "/etc/rsyslog.conf",
        *(f"{folder}/{name}" for name in machine.names(folder) if name.endswith(".conf")),
    ]
    return any(_FORWARD.search(machine.text(path)) for path in files if machine.exists(path))
