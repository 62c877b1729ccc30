"""The production machines: the same sound build, with updates that come and are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from attestry.kit.digest import canonical_json
from attestry.sample_company.company import Company
from attestry.sample_company.content.estate import HostFile
from attestry.sample_company.rules.calendar import WEEK, Moment
from attestry.sample_company.rules.chance import digest

Row = dict[str, Any]
Told = Callable[[Company, Moment], Iterator[Row]]

_USERS = (
    ("root", 0, "/root", "/bin/bash", True, "locked"),
    ("daemon", 1, "/usr/sbin", "/usr/sbin/nologin", True, "locked"),
    ("www-data", 33, "/var/www", "/usr/sbin/nologin", True, "locked"),
    ("sshd", 101, "/run/sshd", "/usr/sbin/nologin", True, "locked"),
    ("deploy", 1000, "/home/deploy", "/bin/bash", False, "locked"),
    ("oncall", 1001, "/home/oncall", "/bin/bash", False, "locked"),
)
_FILES = (
    ("/etc/passwd", "accounts", "0644", True),
    ("/etc/shadow", "passwords", "0640", False),
    ("/etc/sudoers", "sudo", "0440", False),
    ("/etc/ssh/sshd_config", "ssh", "0600", False),
    ("/etc/ssh/ssh_host_ed25519_key", "host_key", "0600", False),
    ("/etc/crontab", "scheduler", "0600", False),
)
_ALGORITHMS = (
    ("cipher", "chacha20-poly1305@openssh.com"),
    ("cipher", "aes256-gcm@openssh.com"),
    ("mac", "hmac-sha2-256-etm@openssh.com"),
    ("key_exchange", "curve25519-sha256"),
    ("host_key", "ssh-ed25519"),
)


def tables_of(host: HostFile) -> dict[str, Told]:
    """What fills each table for one machine."""
    return {
        "host_system": partial(_system, host),
        "host_kernel": partial(_kernel, host),
        "host_user": partial(_users, host),
        "host_user_group": partial(_groups, host),
        "host_sudo_rule": partial(_sudo_rules, host),
        "host_sudo_grant": partial(_sudo_grants, host),
        "host_sshd": partial(_sshd, host),
        "host_sshd_algorithm": partial(_algorithms, host),
        "host_authorized_key": partial(_keys, host),
        "host_socket": partial(_sockets, host),
        "host_block_device": partial(_devices, host),
        "host_mount": partial(_mounts, host),
        "host_updates": partial(_updates, host),
        "host_pending_package": partial(_pending, host),
        "host_clock": partial(_clock, host),
        "host_firewall": partial(_firewall, host),
        "host_firewall_chain": partial(_chains, host),
        "host_logging": partial(_logging, host),
        "host_sensitive_file": partial(_files, host),
    }


def _restarted(moment: Moment) -> int:
    """The day of the last maintenance window: every fourth Sunday."""
    return moment.day - (moment.day + 1) % (4 * WEEK)


def _system(host: HostFile, _company: Company, moment: Moment) -> Iterator[Row]:
    yield {
        "hostname": host.name,
        "distribution_id": "debian",
        "distribution_name": "Debian GNU/Linux 13 (trixie)",
        "distribution_version": "13",
        "support_end_on": date(2028, 8, 9),
        "extended_support_end_on": date(2030, 6, 30),
        "architecture": "x86_64",
        "is_container": False,
        "machine_booted_at": moment.calendar.at(_restarted(moment), 4, 12),
        "raw": canonical_json({"ID": "debian", "VERSION_ID": "13"}).decode(),
    }


def _kernel(host: HostFile, _company: Company, moment: Moment) -> Iterator[Row]:
    release = f"6.12.{40 + _restarted(moment) // (4 * WEEK)}+deb13-amd64"
    yield {
        "hostname": host.name,
        "kernel_release": release,
        "newest_installed_release": release,
        "address_space_randomization": 2,
        "pointer_restriction": 2,
        "is_kernel_log_restricted": True,
        "process_trace_scope": 1,
        "are_symlinks_protected": True,
        "are_hardlinks_protected": True,
        "setuid_dump_mode": 0,
        "is_forwarding_ipv4": False,
        "is_accepting_redirects": False,
        "is_answering_with_syn_cookies": True,
    }


def _users(host: HostFile, _company: Company, moment: Moment) -> Iterator[Row]:
    for name, uid, home, shell, is_system, state in _USERS:
        yield {
            "user_id": f"{host.name}/{name}",
            "hostname": host.name,
            "user_name": name,
            "uid": uid,
            "gid": uid,
            "home_directory": home,
            "shell": shell,
            "is_login_shell": shell == "/bin/bash",
            "is_system_account": is_system,
            "password_state": state,
            "password_changed_on": moment.calendar.on(-300),
        }


def _groups(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for name, uid, *_ in _USERS:
        yield {"user_id": f"{host.name}/{name}", "group_name": name, "gid": uid, "is_primary": True}
    yield {"user_id": f"{host.name}/oncall", "group_name": "sudo", "gid": 27, "is_primary": False}


def _sudo_rule(host: HostFile) -> str:
    return f"{host.name}/sudo/{digest('sudo', host.name)[:12]}"


def _sudo_rules(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    yield {
        "sudo_rule_id": _sudo_rule(host),
        "hostname": host.name,
        "subject": "%sudo",
        "is_group": True,
        "machines": "ALL",
        "run_as": "ALL:ALL",
        "commands": "ALL",
        "is_all_commands": True,
        "is_password_needed": True,
        "file_path": "/etc/sudoers",
    }


def _sudo_grants(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    yield {
        "user_id": f"{host.name}/oncall",
        "sudo_rule_id": _sudo_rule(host),
        "is_all_commands": True,
        "is_password_needed": True,
    }


def _sshd(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    yield {
        "hostname": host.name,
        "is_installed": True,
        "settings_from": "effective",
        "match_block_count": 0,
        "permit_root_login": "no",
        "is_password_login": False,
        "is_keyboard_interactive_login": False,
        "is_public_key_login": True,
        "is_empty_password_allowed": False,
        "is_host_based_login": False,
        "authentication_methods": "publickey",
        "is_using_pam": True,
        "maximum_authentication_tries": 3,
        "login_grace_seconds": 30,
        "client_alive_seconds": 300,
        "client_alive_count_maximum": 2,
        "is_x11_forwarding": False,
        "tcp_forwarding": "no",
        "is_agent_forwarding": False,
        "log_level": "VERBOSE",
        "has_allow_list": True,
        "raw": canonical_json({"allowgroups": ["oncall", "deploy"], "permitrootlogin": ["no"]}).decode(),
    }


def _algorithms(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for kind, algorithm in _ALGORITHMS:
        yield {"hostname": host.name, "kind": kind, "algorithm": algorithm}


def _keys(host: HostFile, company: Company, moment: Moment) -> Iterator[Row]:
    for person in company.people:
        if person.department == "Platform" and person.works_on(moment.day):
            fingerprint = f"SHA256:{digest('key', host.name, person.id)[:43]}"
            yield {
                "key_id": f"{host.name}/oncall/{fingerprint}",
                "user_id": f"{host.name}/oncall",
                "hostname": host.name,
                "user_name": "oncall",
                "key_type": "ssh-ed25519",
                "key_bits": 256,
                "fingerprint": fingerprint,
                "comment": company.address(person.id),
                "has_source_restriction": True,
                "has_forced_command": False,
                "file_path": "/home/oncall/.ssh/authorized_keys",
            }


def _sockets(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for port in host.ports:
        yield {
            "socket_id": f"{host.name}/tcp/0.0.0.0:{port}",
            "hostname": host.name,
            "protocol": "tcp",
            "address": "0.0.0.0",  # noqa: S104  # nosec B104
            "port": port,
            "is_loopback": False,
            "is_any_address": True,
            "is_ephemeral_port": False,
            "owner_uid": 0,
            "process_name": "sshd" if port == 22 else "nginx",
        }


def _devices(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for name, kind, mapper in (
        ("nvme0n1", "disk", None),
        ("nvme0n1p1", "partition", None),
        ("dm-0", "crypt", "root"),
    ):
        yield {
            "device_id": f"{host.name}/{name}",
            "hostname": host.name,
            "device_name": name,
            "mapper_name": mapper,
            "kind": kind,
            "size_bytes": 107_374_182_400,
            "is_removable": False,
            "is_read_only": False,
            "is_encrypted": kind == "crypt",
        }


def _mounts(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for point, is_strict in (("/", False), ("/var/lib/wagewren", True), ("/home", True)):
        yield {
            "mount_id": f"{host.name}{point}",
            "hostname": host.name,
            "mount_point": point,
            "device": "/dev/mapper/root",
            "device_name": "dm-0",
            "file_system": "ext4",
            "is_root": point == "/",
            "is_read_only": False,
            "is_no_suid": is_strict,
            "is_no_exec": is_strict,
            "is_no_dev": is_strict,
            "is_encrypted": True,
        }


def _waiting(host: HostFile, company: Company, moment: Moment) -> bool:
    told = company.story.pending_updates
    return host.name == told.host and told.day <= moment.day < told.day + told.days


def _updates(host: HostFile, company: Company, moment: Moment) -> Iterator[Row]:
    waiting = 2 if _waiting(host, company, moment) else 0
    yield {
        "hostname": host.name,
        "package_manager": "apt",
        "lists_refreshed_at": moment.calendar.at(moment.day - moment.day % 3, 3, 7),
        "pending_count": waiting,
        "security_pending_count": waiting,
        "automatic_updates_by": "unattended-upgrades",
        "is_automatic_updates": not waiting,
        "is_restart_required": False,
    }


def _pending(host: HostFile, company: Company, moment: Moment) -> Iterator[Row]:
    if _waiting(host, company, moment):
        for package in ("libssl3t64", "openssl"):
            yield {
                "package_id": f"{host.name}/{package}:amd64",
                "hostname": host.name,
                "package_name": package,
                "architecture": "amd64",
                "installed_version": "3.5.1-1",
                "available_version": "3.5.1-1+deb13u1",
                "origin": "trixie-security",
                "is_security": True,
            }


def _clock(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    yield {
        "hostname": host.name,
        "is_synchronized": True,
        "is_service_enabled": True,
        "seen_by": "chronyc",
        "time_zone": "Etc/UTC",
    }


def _firewall(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    yield {
        "hostname": host.name,
        "kind": "nftables",
        "is_active": True,
        "input_policy": "drop",
        "rule_count": 4 + len(host.ports),
    }


def _chains(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for hook, policy in (("input", "drop"), ("forward", "drop"), ("output", "accept")):
        yield {
            "hostname": host.name,
            "family": "inet",
            "table_name": "filter",
            "chain_name": hook,
            "hook": hook,
            "priority": 0,
            "policy": policy,
            "rule_count": 4 + len(host.ports) if hook == "input" else 0,
        }


def _logging(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    yield {
        "hostname": host.name,
        "is_audit_daemon_installed": True,
        "is_audit_daemon_running": True,
        "audit_log_file_megabytes": 64,
        "audit_log_file_count": 20,
        "audit_log_full_action": "rotate",
        "is_journal_running": True,
        "journal_storage": "persistent",
        "is_journal_persistent": True,
        "journal_retention_seconds": 400 * 86_400,
        "journal_maximum_bytes": 8 << 30,
        "is_syslog_running": False,
        "is_forwarding": True,
    }


def _files(host: HostFile, _company: Company, _moment: Moment) -> Iterator[Row]:
    for path, purpose, mode, is_readable in _FILES:
        yield {
            "file_id": f"{host.name}{path}",
            "hostname": host.name,
            "path": path,
            "purpose": purpose,
            "owner_uid": 0,
            "owner_gid": 42 if purpose == "passwords" else 0,
            "mode": mode,
            "is_group_writable": False,
            "is_world_readable": is_readable,
            "is_world_writable": False,
        }
