"""A home that comes back without its private keys: old roots stay checked, new ones have a new key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from attestry.audit_packages.static.audit_packages import verify_package
from attestry.cli.tests.test_stamped_home import ran
from attestry.evidence.static.evidence import verify_ledger
from attestry.kit.clock import now

pytestmark = pytest.mark.slow


def checked_outside(script, *arguments):
    return subprocess.run(
        [sys.executable, "-I", script.__file__, *arguments], capture_output=True, text=True, check=False
    )


def test_a_home_restored_without_its_keys_verifies_and_goes_on_under_a_new_one(tmp_path):
    home, restored, file = tmp_path / "home", tmp_path / "restored", tmp_path / "backup.tar"
    ran(home, "up", "--no-serve")
    assert "It holds no private keys" in ran(home, "backup", "create", "--no-keys", str(file))
    ran(restored, "backup", "restore", str(file))
    assert "Everything matches" in ran(restored, "verify")
    ran(restored, "up", "--no-serve")
    assert "Everything matches" in ran(restored, "verify")
    both = restored / "keys" / "ledger.public.pem"
    assert both.read_bytes().count(b"BEGIN PUBLIC KEY") == 2
    ran(restored, "backup", "create", str(tmp_path / "again.tar"))
    outside = checked_outside(verify_ledger, str(tmp_path / "again.tar"), "--key", str(both))
    assert outside.returncode == 0, outside.stdout
    package, today = tmp_path / "today.attestry", f"{now():%Y-%m-%d}"
    ran(restored, "package", f"{today}..{today}", "-o", str(package))
    said = ran(restored, "verify", str(package))
    assert "every replay is the same" in said
    inside = checked_outside(verify_package, str(package), "--key", str(both))
    assert inside.returncode == 0, inside.stdout
    old = Path(home / "keys" / "ledger.public.pem")
    assert checked_outside(verify_package, str(package), "--key", str(old)).returncode == 1
