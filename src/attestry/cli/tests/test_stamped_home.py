"""A whole home whose roots are stamped: by the line, after a retry, and out of a backup without anybody."""

from __future__ import annotations

import pytest

from attestry.cli.tests.shell import attestry
from attestry.evidence.tests.time_stamp_authority import NAME, certificates, served

pytestmark = pytest.mark.slow


def ran(home, *arguments):
    done = attestry(home, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_home_is_stamped_by_the_line_and_verified_from_its_backup_with_nothing_else(tmp_path, monkeypatch):
    home, restored = tmp_path / "home", tmp_path / "restored"
    with served(certificates(tmp_path / "authority")) as authority:
        monkeypatch.setenv("ATTESTRY_STAMP_AUTHORITY", authority.address)
        monkeypatch.setenv("ATTESTRY_STAMP_ROOTS", str(authority.certificates.roots))
        authority.is_down()
        ran(home, "up", "--no-serve")
        assert "it answered 503" in ran(home, "doctor")
        authority.is_up_again()
        monkeypatch.setenv("ATTESTRY_STAMP_AUTHORITY", authority.address + "?another")
        ran(home, "line")
        assert f"Time stamps: {NAME} stamped the root over" in ran(home, "doctor")
    for name in ("ATTESTRY_STAMP_AUTHORITY", "ATTESTRY_STAMP_ROOTS"):
        monkeypatch.delenv(name)
    ran(home, "backup", "create", str(tmp_path / "backup.tar"))
    ran(restored, "backup", "restore", str(tmp_path / "backup.tar"))
    assert f"1 time stamp by {NAME} under the root certificate" in ran(restored, "verify")
    assert "belong to no entry" not in ran(restored, "doctor")
