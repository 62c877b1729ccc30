"""The operating system and kernel of recorded machines."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from attestry.connectors.rules.observation import Reason
from attestry.connectors.sources.host.support import support_end, support_ends
from attestry.connectors.sources.host.tests.reading import read
from attestry.connectors.sources.host.tests.trees import recorded, write
from attestry.connectors.sources.host.unseen import Unseen


def test_a_debian_machine_is_described(tmp_path: Path) -> None:
    seen = read("system", recorded(tmp_path, "debian-12"))
    system = seen.only("host_system")
    assert (system["hostname"], system["distribution_id"], system["distribution_version"]) == (
        "db-1",
        "debian",
        "12",
    )
    assert system["support_end_on"] == date(2026, 7, 11)
    assert system["extended_support_end_on"] == date(2028, 6, 30)
    assert system["architecture"] == "x86_64"
    assert system["machine_booted_at"] == datetime(2026, 1, 1, 0, 1, tzinfo=UTC)
    assert system["is_container"] is False
    assert seen.gaps == []


@pytest.mark.parametrize(
    ("recording", "end", "is_container"),
    [("almalinux-9", date(2032, 5, 31), False), ("alpine-3.20", date(2026, 4, 1), True)],
)
def test_other_distributions_are_recognized(
    tmp_path: Path, recording: str, end: date, *, is_container: bool
) -> None:
    system = read("system", recorded(tmp_path, recording)).only("host_system")
    assert (system["support_end_on"], system["is_container"]) == (end, is_container)


def test_kernel_settings_are_numbers_and_switches(tmp_path: Path) -> None:
    kernel = read("system", recorded(tmp_path, "debian-12")).only("host_kernel")
    assert kernel["address_space_randomization"] == 2
    assert kernel["are_symlinks_protected"] is True
    assert kernel["is_forwarding_ipv4"] is False
    assert kernel["process_trace_scope"] == 1
    assert kernel["newest_installed_release"] == "6.1.0-41-amd64"


def test_a_kernel_without_the_restriction_has_no_trace_scope(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "proc/sys/kernel/yama/ptrace_scope").unlink()
    seen = read("system", root)
    assert seen.only("host_kernel")["process_trace_scope"] is None
    assert "process_trace_scope" not in seen.unknown("host_kernel")


def test_a_version_that_is_not_in_the_table_is_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/os-release", "ID=debian\nPRETTY_NAME='Debian \"sid\"'\n")
    seen = read("system", root)
    assert seen.unknown("host_system") == {"support_end_on", "extended_support_end_on"}
    assert seen.only("host_system")["distribution_name"] == 'Debian "sid"'


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe=\nID", b"ID=\n", b"A=" + b"x" * (5 << 20)])
def test_a_description_that_says_nothing_is_unknown(tmp_path: Path, content: bytes) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "etc/os-release", content)
    seen = read("system", root)
    assert "distribution_id" in seen.unknown("host_system")
    assert seen.gaps[0].reason == Reason.MALFORMED


def test_a_link_that_leads_out_of_a_recording_is_not_followed(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    (root / "etc/os-release").unlink()
    (root / "etc/os-release").symlink_to("/etc/os-release")
    assert "distribution_id" in read("system", root).unknown("host_system")


def test_a_setting_that_is_no_number_is_unknown(tmp_path: Path) -> None:
    root = recorded(tmp_path, "debian-12")
    write(root, "proc/sys/kernel/randomize_va_space", "two\n")
    assert read("system", root).unknown("host_kernel") == {"address_space_randomization"}


def test_versions_are_found_by_their_longest_known_beginning() -> None:
    assert support_end("rhel", "9.4") == support_end("rhel", "9")
    assert support_end("alpine", "3.20.3") == support_end("alpine", "3.20")
    with pytest.raises(Unseen):
        support_end("debian", None)


def test_no_end_of_extended_support_lies_before_the_standard_one() -> None:
    for versions in support_ends().distributions.values():
        for end in versions.values():
            assert end.extended is None or end.extended > end.standard
