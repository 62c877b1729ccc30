"""Listening sockets, firewall, disks and guarded files of recorded machines."""

import json
import os
from pathlib import Path

import pytest

from attestry.connectors.sources.host.tests.reading import read
from attestry.connectors.sources.host.tests.trees import recorded, write


def test_listening_sockets_are_told_with_address_and_process(tmp_path: Path) -> None:
    sockets = read("sockets", recorded(tmp_path, "debian-12")).table("host_socket")
    assert set(sockets) == {
        "tcp/0.0.0.0:22", "tcp/127.0.0.1:5432", "tcp6/[::]:22", "tcp6/[::1]:5432",
        "tcp6/[::ffff:127.0.0.1]:8080", "udp/0.0.0.0:33333",
    }  # fmt: skip
    assert sockets["tcp/127.0.0.1:5432"]["process_name"] == "postgres"
    assert sockets["tcp/0.0.0.0:22"]["is_any_address"] is True
    assert sockets["tcp6/[::1]:5432"]["is_loopback"] is True
    assert sockets["tcp6/[::ffff:127.0.0.1]:8080"]["is_loopback"] is True
    assert sockets["udp/0.0.0.0:33333"]["is_ephemeral_port"] is True


def test_where_no_process_can_be_seen_their_names_are_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "alpine-3.20")
    table = (recorded(tmp_path, "debian-12") / "proc/net/tcp").read_text()
    write(root, "proc/net/tcp", table)
    write(root, "proc/net/udp", "header\n")
    seen = read("sockets", root)
    assert len(seen.table("host_socket")) == 2
    assert seen.unknown("host_socket") == {"process_name"}


@pytest.mark.parametrize("line", ["garbage", "0: XX:YY 0 0A 0 0 0 0 0 0", "0: 0100:16 0 0A 0 0 0 0 0 0"])
def test_a_garbled_table_of_sockets_is_told(tmp_path: Path, line: str) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "proc/net/tcp", f"header\n{line}\n")
    assert any(gap.item_id is None and "/proc/net/tcp:2" in gap.detail for gap in read("sockets", root).gaps)


def test_encryption_is_followed_down_the_layers(tmp_path: Path) -> None:
    seen = read("disks", recorded(tmp_path, "debian-12"))
    devices = seen.table("host_block_device")
    assert {name: device["kind"] for name, device in devices.items()} == {
        "sda": "disk", "sda1": "partition", "sda2": "partition", "sdb": "disk", "sdb1": "partition",
        "sdb2": "partition", "dm-0": "crypt", "dm-1": "lvm", "loop0": "loop",
    }  # fmt: skip
    assert {name for name, device in devices.items() if device["is_encrypted"]} == {"dm-0", "dm-1"}
    assert devices["sdb1"]["is_removable"] is True
    assert devices["sda"]["size_bytes"] == 512_000_000
    assert seen.unknown("host_block_device") == {"is_encrypted"}


def test_mounts_and_swap_are_told_with_what_lies_below(tmp_path: Path) -> None:
    mounts = read("disks", recorded(tmp_path, "debian-12")).table("host_mount")
    assert {name: mount["is_encrypted"] for name, mount in mounts.items()} == {
        "": True, "boot": False, "srv/my data": False, "swap:/swapfile": True, "swap:/dev/sdb2": False
    }  # fmt: skip
    assert mounts["srv/my data"]["is_no_exec"] is True
    assert mounts["swap:/swapfile"]["device_name"] == "dm-1"


def test_a_root_that_lies_on_layers_of_a_container_is_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "alpine-3.20")
    write(root, "proc/self/mountinfo", "22 1 0:50 / / rw,relatime - overlay overlay rw\n")
    seen = read("disks", root)
    assert seen.unknown("host_mount") == {"device_name", "is_encrypted"}
    assert seen.table("host_mount")[""]["is_root"] is True


def test_chains_of_the_packet_filter_are_told(tmp_path: Path) -> None:
    seen = read("firewall", recorded(tmp_path, "debian-12"))
    assert seen.only("host_firewall") == {
        "hostname": "db-1", "kind": "nftables", "is_active": True, "input_policy": "drop", "rule_count": 2
    }  # fmt: skip
    assert {row["chain_name"] for row in seen.rows["host_firewall_chain"]} == {"input", "forward"}


def test_a_last_rule_that_rejects_everything_is_the_policy(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    chain = {
        "family": "inet",
        "table": "firewalld",
        "name": "filter_INPUT",
        "hook": "input",
        "prio": 10,
        "policy": "accept",
    }
    rule = {
        "family": "inet",
        "table": "firewalld",
        "chain": "filter_INPUT",
        "expr": [{"reject": {"type": "icmpx"}}],
    }
    write(
        root, "commands/nft_-j_list_ruleset.txt", json.dumps({"nftables": [{"chain": chain}, {"rule": rule}]})
    )
    firewall = read("firewall", root).only("host_firewall")
    assert (firewall["kind"], firewall["input_policy"]) == ("firewalld", "reject")


def test_an_empty_ruleset_filters_nothing(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "commands/nft_-j_list_ruleset.txt", '{"nftables": []}')
    firewall = read("firewall", root).only("host_firewall")
    assert (firewall["kind"], firewall["is_active"], firewall["input_policy"]) == ("none", False, None)


def test_iptables_answers_where_nft_does_not(tmp_path: Path) -> None:
    seen = read("firewall", recorded(tmp_path, "alpine-3.20"))
    firewall = seen.only("host_firewall")
    assert (firewall["kind"], firewall["input_policy"], firewall["rule_count"]) == ("iptables", "drop", 2)


def test_firewalld_tells_only_that_it_runs(tmp_path: Path) -> None:
    seen = read("firewall", recorded(tmp_path, "almalinux-9"))
    assert (seen.only("host_firewall")["kind"], seen.only("host_firewall")["is_active"]) == (
        "firewalld",
        True,
    )
    assert seen.unknown("host_firewall") == {"input_policy", "rule_count"}


def test_ufw_tells_its_policy_by_files_that_all_may_read(tmp_path: Path) -> None:
    root = recorded(tmp_path, "almalinux-9")
    write(root, "etc/ufw/ufw.conf", "ENABLED=yes\n")
    write(root, "etc/default/ufw", 'DEFAULT_INPUT_POLICY="DROP"\n')
    firewall = read("firewall", root).only("host_firewall")
    assert (firewall["kind"], firewall["input_policy"]) == ("ufw", "drop")


@pytest.mark.parametrize(
    "printed", ["", "[]", '{"nftables": 7}', '{"nftables": [7]}', '{"nftables": [{"chain": {"hook": 1}}]}']
)
def test_a_ruleset_that_is_not_understood_is_unknown(tmp_path: Path, printed: str) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "commands/nft_-j_list_ruleset.txt", printed)
    assert "is_active" in read("firewall", root).unknown("host_firewall")


def test_guarded_files_are_told_with_their_bits(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "etc/shadow").chmod(0o646)
    (root / "etc/ssh/ssh_host_ed25519_key").chmod(0o600)
    files = read("files", root).table("host_sensitive_file")
    assert (files["etc/shadow"]["mode"], files["etc/shadow"]["is_world_writable"]) == ("0646", True)
    assert files["etc/ssh/ssh_host_ed25519_key"]["purpose"] == "host_key"
    assert files["etc/ssh/ssh_host_ed25519_key"]["is_world_readable"] is False
    assert "etc/gshadow" not in files


def test_a_file_whose_name_is_no_text_is_told_with_escapes(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "etc/cron.d").mkdir()
    (root / os.fsdecode(b"etc/cron.d/\xff\xc3\xa9")).write_text("x")
    assert "etc/cron.d/\\xff\u00e9" in read("files", root).table("host_sensitive_file")
