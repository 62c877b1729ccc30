"""The SSH server and authorized keys of recorded machines."""

import base64
import hashlib
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.tests.reading import read
from attestry.connectors.sources.host.tests.trees import recorded, write


def public_key(kind: str, *numbers: int) -> str:
    """A public key's line; numbers as SSH writes them, with a leading zero byte (RFC 4251 §5)."""
    fields = [kind.encode(), *(number.to_bytes(number.bit_length() // 8 + 1, "big") for number in numbers)]
    blob = b"".join(struct.pack(">I", len(field)) + field for field in fields)
    return f"{kind} {base64.b64encode(blob).decode()}"


RSA = public_key("ssh-rsa", 65537, 2**2047 + 1)
ED25519 = public_key("ssh-ed25519", 2**255 - 19)


def test_effective_settings_are_told(tmp_path: Path) -> None:
    seen = read("ssh", recorded(tmp_path, "debian-12"))
    server = seen.only("host_sshd")
    assert server["settings_from"] == "effective"
    assert server["permit_root_login"] == "no"
    assert server["is_password_login"] is False
    assert server["maximum_authentication_tries"] == 6
    assert server["login_grace_seconds"] == 120
    assert server["has_allow_list"] is True
    assert server["match_block_count"] == 1
    kinds = {row["kind"] for row in seen.rows["host_sshd_algorithm"]}
    assert kinds == {"cipher", "mac", "key_exchange", "host_key"}
    assert seen.gaps == []


def test_files_tell_what_they_state_and_the_rest_is_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "commands/sshd_-T.txt").unlink()
    seen = read("ssh", root)
    server = seen.only("host_sshd")
    assert server["settings_from"] == "files"
    assert (server["permit_root_login"], server["is_password_login"]) == ("no", False)
    assert "log_level" in seen.unknown("host_sshd")
    assert server["log_level"] is None


def test_spans_old_spellings_and_changed_defaults_in_files(tmp_path: Path) -> None:
    seen = read("ssh", recorded(tmp_path, "almalinux-9"))
    server = seen.only("host_sshd")
    assert server["permit_root_login"] == "prohibit-password"
    assert server["login_grace_seconds"] == 90
    assert {row["algorithm"] for row in seen.rows["host_sshd_algorithm"]} == {"hmac-sha1", "hmac-sha2-256"}
    assert any("ciphers changes a default" in gap.detail for gap in seen.gaps)
    assert any("sss_ssh_authorizedkeys" in gap.detail for gap in seen.gaps)


def test_a_machine_without_the_server_says_so(tmp_path: Path) -> None:
    seen = read("ssh", recorded(tmp_path, "alpine-3.20"))
    assert seen.only("host_sshd") == {"hostname": "edge-1", "is_installed": False}
    assert seen.gaps == []


@pytest.mark.parametrize("printed", ["", "garbage\n", "\x00\xff", "x" * 100_000])
def test_a_garbled_answer_falls_back_on_the_files(tmp_path: Path, printed: str) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "commands/sshd_-T.txt", printed)
    assert read("ssh", root).only("host_sshd")["settings_from"] == "files"


def test_files_that_include_themselves_end_in_a_gap(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "commands/sshd_-T.txt").unlink()
    write(root, "etc/ssh/sshd_config", "Include sshd_config\n")
    seen = read("ssh", root)
    assert "permit_root_login" in seen.unknown("host_sshd")


def test_keys_are_told_with_type_size_and_restrictions(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(
        root,
        "home/ann/.ssh/authorized_keys",
        f"# hers\n{ED25519} ann@laptop\n"
        f'from="10.0.0.0/8",command="echo ssh-rsa AAAA",expiry-time="20270102Z" {RSA}\n{ED25519} again\n',
    )
    keys = {row["key_type"]: row for row in read("ssh", root).rows["host_authorized_key"]}
    assert keys["ssh-ed25519"]["key_bits"] == 256
    assert keys["ssh-ed25519"]["comment"] == "ann@laptop"
    assert keys["ssh-rsa"]["key_bits"] == 2048
    assert keys["ssh-rsa"]["has_source_restriction"] is True
    assert keys["ssh-rsa"]["has_forced_command"] is True
    assert keys["ssh-rsa"]["expires_at"] == datetime(2027, 1, 2, tzinfo=UTC)
    blob = base64.b64decode(RSA.split()[1])
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    assert keys["ssh-rsa"]["key_id"] == f"db-1/ann/SHA256:{digest}"


@pytest.mark.parametrize(
    "line",
    [
        "garbage",
        "ssh-rsa !!!!",
        "ssh-rsa AAAA",
        "ssh-ed25519 " + RSA.split()[1],
        RSA[:60],
        "x" * 200_000,
        "\x00\xff",
    ],
)
def test_a_line_that_is_no_key_is_told(tmp_path: Path, line: str) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "home/ann/.ssh/authorized_keys", line + "\n")
    seen = read("ssh", root)
    assert seen.rows.get("host_authorized_key", []) == []
    assert [gap.reason for gap in seen.gaps] == [Reason.MALFORMED]


def test_an_expiry_in_local_time_of_another_zone_is_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "home/ann/.ssh/authorized_keys", f'expiry-time="20270102" {RSA}\n')
    assert read("ssh", root).unknown("host_authorized_key") == {"expires_at"}
    write(root, "etc/timezone", "Etc/UTC\n")
    assert read("ssh", root).only("host_authorized_key")["expires_at"] == datetime(2027, 1, 2, tzinfo=UTC)
