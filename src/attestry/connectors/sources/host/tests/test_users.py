"""Accounts, passwords' state and sudo on recorded machines."""

from datetime import date
from pathlib import Path

import pytest

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.accounts import password_state
from attestry.connectors.sources.host.tests.reading import Seen, read
from attestry.connectors.sources.host.tests.trees import recorded, write


def test_accounts_are_told_with_shell_and_password_state(tmp_path: Path) -> None:
    seen = read("users", recorded(tmp_path, "debian-12"))
    users = seen.table("host_user")
    assert {name: user["password_state"] for name, user in users.items()} == {
        "root": "none", "daemon": "none", "ann": "set", "bob": "locked", "nobody": "none"
    }  # fmt: skip
    assert users["ann"]["password_hash_scheme"] == "yescrypt"
    assert users["ann"]["password_changed_on"] == date(2024, 10, 4)
    assert users["ann"]["password_maximum_days"] == 90
    assert users["ann"]["account_expires_on"] == date(2027, 7, 1)
    assert users["ann"]["full_name"] == "Ann Author"
    assert users["bob"]["password_maximum_days"] is None
    assert users["daemon"]["is_login_shell"] is False
    assert {name for name, user in users.items() if not user["is_system_account"]} == {"ann", "bob"}
    assert seen.gaps == []


def test_no_password_hash_is_ever_told(tmp_path: Path) -> None:
    seen = read("users", recorded(tmp_path, "debian-12"))
    assert "$y$" not in str(seen.rows)
    assert "abcdefghijklmnop" not in str(seen.rows)


def test_a_hash_in_the_user_database_itself_is_seen(tmp_path: Path) -> None:
    users = read("users", recorded(tmp_path, "almalinux-9")).table("host_user")
    assert (users["cleo"]["password_state"], users["cleo"]["password_hash_scheme"]) == ("set", "md5crypt")
    assert users["toor"]["password_state"] == "empty"
    assert users["toor"]["uid"] == 0


@pytest.mark.parametrize(
    ("stored", "state", "scheme"),
    [
        ("", "empty", None), ("*", "none", None), ("!", "none", None), ("!!", "none", None),
        ("$6$salt$hash-of-some-length", "set", "sha512crypt"), ("!*", "none", None),
        ("!$5$salt$hash-of-length", "locked", "sha256crypt"),
        ("$2b$10$hash-of-some-length", "set", "bcrypt"), ("abcdefghijklm", "set", "des"),
        ("$9z$salt$hash-of-some-length", "set", "other"),
    ],
)  # fmt: skip
def test_password_states_and_schemes(stored: str, state: str, scheme: str | None) -> None:
    assert password_state(stored) == (state, scheme)


def test_passwords_that_may_not_be_read_are_unknown_and_the_rest_is_told(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "etc/shadow").unlink()
    (root / "etc/shadow").mkdir()
    seen = read("users", root)
    assert "password_state" in seen.unknown("host_user")
    assert len([gap for gap in seen.gaps if gap.table == "host_user"]) == 5
    assert seen.table("host_user")["ann"]["uid"] == 1000


def test_lines_that_are_no_account_are_told(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    good = (root / "etc/passwd").read_bytes()
    write(
        root,
        "etc/passwd",
        good + b"garbage\n\xff\xfe:x:a:b:c:d:e\n+::::::\nann:x:7:7::/:/bin/sh\n" + b"y" * 100_000,
    )
    seen = read("users", root)
    assert len(seen.table("host_user")) == 5
    gaps = [gap for gap in seen.gaps if gap.table == "host_user" and gap.item_id is None]
    assert [gap.detail.split(" ")[0] for gap in gaps] == [f"/etc/passwd:{line}" for line in range(6, 11)]


def test_groups_are_told_the_primary_one_included(tmp_path: Path) -> None:
    rows = read("users", recorded(tmp_path, "debian-12")).rows["host_user_group"]
    ann = {row["group_name"]: row["is_primary"] for row in rows if row["user_id"] == "db-1/ann"}
    assert ann == {"sudo": False, "ann": True}


def grants(seen: Seen) -> set[tuple[str, str]]:
    subjects = {row["sudo_rule_id"]: row["subject"] for row in seen.rows.get("host_sudo_rule", [])}
    return {(row["user_id"].rpartition("/")[2], subjects[row["sudo_rule_id"]])
            for row in seen.rows.get("host_sudo_grant", [])}  # fmt: skip


def test_sudo_rules_reach_accounts_by_name_group_and_alias(tmp_path: Path) -> None:
    seen = read("users", recorded(tmp_path, "debian-12"))
    rules = {(row["subject"], row["is_all_commands"]): row for row in seen.rows["host_sudo_rule"]}
    assert set(rules) == {("root", True), ("%sudo", True), ("bob", False), ("#1002", False), ("bob", True)}
    assert rules["bob", False]["commands"].startswith(
        "/usr/bin/systemctl restart payroll, /usr/bin/systemctl"
    )
    assert rules["bob", True]["is_password_needed"] is False
    assert rules["bob", True]["file_path"] == "/etc/sudoers.d/backup"
    assert rules["%sudo", True]["is_password_needed"] is True
    assert grants(seen) == {("root", "root"), ("ann", "%sudo"), ("bob", "bob")}


def test_defaults_without_authentication_and_exceptions_are_understood(tmp_path: Path) -> None:
    seen = read("users", recorded(tmp_path, "almalinux-9"))
    assert {row["is_password_needed"] for row in seen.rows["host_sudo_rule"]} == {False}
    assert grants(seen) == {("cleo", "%wheel"), ("root", "ALL"), ("toor", "ALL")}
    assert any("netgroup +ops" in gap.detail for gap in seen.gaps)


@pytest.mark.parametrize(
    "line", ["nonsense", "ann ALL", "ann ALL =", "User_Alias X", "ann ALL = NOPASSWD:", "= = ="]
)
def test_a_rule_that_is_not_understood_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/sudoers", f"root ALL=(ALL) ALL\n{line}\n")
    seen = read("users", root)
    assert [gap.detail.split(" ")[0] for gap in seen.gaps if gap.table == "host_sudo_rule"] == [
        "/etc/sudoers:2"
    ]
    assert len(seen.rows["host_sudo_rule"]) == 1


def test_includes_that_go_round_in_a_circle_end(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/sudoers", "@include sudoers\n#include /etc/sudoers.d/missing\nroot ALL=ALL\n")
    seen = read("users", root)
    assert len(seen.rows["host_sudo_rule"]) == 1
    assert any("missing" in gap.detail for gap in seen.gaps)


def test_rules_of_doas_are_said_to_be_unread(tmp_path: Path) -> None:
    seen = read("users", recorded(tmp_path, "alpine-3.20"))
    assert ("host_sudo_grant", Reason.UNSUPPORTED) in {(gap.table, gap.reason) for gap in seen.gaps}
