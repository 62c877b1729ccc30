"""Updates, clock and logs of recorded machines."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.tests.reading import read
from attestry.connectors.sources.host.tests.trees import recorded, write

INSTANT = datetime(2025, 12, 30, 6, tzinfo=UTC)


def test_pending_packages_of_apt_are_told_and_security_ones_counted(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    os.utime(root / "var/lib/apt/lists", (INSTANT.timestamp(), INSTANT.timestamp()))
    seen = read("updates", root)
    updates = seen.only("host_updates")
    assert (updates["pending_count"], updates["security_pending_count"]) == (3, 2)
    assert updates["lists_refreshed_at"] == INSTANT
    assert (updates["automatic_updates_by"], updates["is_automatic_updates"]) == ("unattended-upgrades", True)
    assert updates["is_restart_required"] is False
    package = seen.table("host_pending_package")["libssl3:amd64"]
    assert (package["installed_version"], package["is_security"]) == ("3.0.17-1~deb12u2", True)
    assert seen.gaps == []


def test_without_lists_the_count_is_unknown_not_zero(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    for name in (root / "var/lib/apt/lists").iterdir():
        name.unlink()
    seen = read("updates", root)
    assert {"pending_count", "security_pending_count", "lists_refreshed_at"} <= seen.unknown("host_updates")
    assert ("host_pending_package", Reason.INCOMPLETE) in {(gap.table, gap.reason) for gap in seen.gaps}


def test_updates_that_are_switched_off_are_not_automatic(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/apt/apt.conf.d/99off", 'APT::Periodic::Unattended-Upgrade "0";\n')
    assert read("updates", root).only("host_updates")["is_automatic_updates"] is False


def test_a_restart_that_is_asked_for_is_told(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "run/reboot-required", "*** System restart required ***\n")
    assert read("updates", root).only("host_updates")["is_restart_required"] is True


def test_pending_packages_of_dnf_are_matched_with_advisories(tmp_path: Path) -> None:
    seen = read("updates", recorded(tmp_path, "almalinux-9"))
    updates = seen.only("host_updates")
    assert (updates["pending_count"], updates["security_pending_count"]) == (2, 1)
    assert updates["is_restart_required"] is True
    assert updates["is_automatic_updates"] is True
    packages = seen.table("host_pending_package")
    assert packages["openssl:x86_64"]["is_security"] is True
    assert packages["vim-minimal:x86_64"]["is_security"] is False


def test_without_advisories_security_is_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "almalinux-9")
    (root / "commands/dnf_-C_-q_updateinfo_list_--security.txt").unlink()
    seen = read("updates", root)
    assert seen.unknown("host_updates") == {"security_pending_count"}
    assert seen.unknown("host_pending_package") == {"is_security"}


def test_apk_never_tells_which_updates_are_security_fixes(tmp_path: Path) -> None:
    seen = read("updates", recorded(tmp_path, "alpine-3.20"))
    assert seen.only("host_updates")["pending_count"] == 2
    assert seen.table("host_pending_package")["musl:x86_64"]["available_version"] == "1.2.5-r1"
    assert "security_pending_count" in seen.unknown("host_updates")


def test_a_machine_without_a_package_manager_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    seen = read("updates", tmp_path / "bare")
    assert seen.only("host_updates")["hostname"] == "bare"
    assert "package_manager" in seen.unknown("host_updates")


def test_the_clock_is_told_by_timedatectl_or_chrony_or_a_mark(tmp_path: Path) -> None:
    debian = read("clock", recorded(tmp_path, "debian-12")).only("host_clock")
    assert (debian["is_synchronized"], debian["seen_by"], debian["time_zone"]) == (
        True,
        "timedatectl",
        "Europe/Berlin",
    )
    alma = read("clock", recorded(tmp_path, "almalinux-9")).only("host_clock")
    assert (alma["is_synchronized"], alma["seen_by"], alma["time_zone"]) == (False, "chronyc", "Europe/Paris")
    assert alma["is_service_enabled"] is True
    root = recorded(tmp_path, "alpine-3.20")
    write(root, "run/systemd/timesync/synchronized", "")
    assert read("clock", root).only("host_clock")["seen_by"] == "timesyncd"


def test_a_clock_nobody_speaks_of_is_unknown(tmp_path: Path) -> None:
    seen = read("clock", recorded(tmp_path, "alpine-3.20"))
    assert seen.unknown("host_clock") == {"is_synchronized", "seen_by", "is_service_enabled", "time_zone"}


def test_journal_audit_and_forwarding_are_told(tmp_path: Path) -> None:
    seen = read("logging", recorded(tmp_path, "debian-12"))
    assert seen.only("host_logging") == {
        "hostname": "db-1", "is_audit_daemon_installed": True, "is_audit_daemon_running": True,
        "audit_log_file_megabytes": 8, "audit_log_file_count": 5, "audit_log_full_action": "rotate",
        "is_journal_running": True, "journal_storage": "auto", "is_journal_persistent": True,
        "journal_retention_seconds": 6 * 2_629_800, "journal_maximum_bytes": 2 << 30,
        "is_syslog_running": True, "is_forwarding": True,
    }  # fmt: skip
    assert seen.gaps == []


def test_a_log_that_stays_on_the_machine_is_not_forwarded(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/rsyslog.conf", "#*.* @@logs.example.org\nauth.* /var/log/auth.log\n")
    assert read("logging", root).only("host_logging")["is_forwarding"] is False


@pytest.mark.parametrize("setting", ["MaxRetentionSec=soon", "SystemMaxUse=a lot"])
def test_a_journal_setting_that_is_not_understood_is_unknown(tmp_path: Path, setting: str) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/systemd/journald.conf.d/zz.conf", f"[Journal]\n{setting}\n")
    assert "journal_storage" in read("logging", root).unknown("host_logging")


def test_where_the_first_process_is_hidden_running_programs_are_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "proc/1/comm").unlink()
    assert "is_audit_daemon_running" in read("logging", root).unknown("host_logging")
