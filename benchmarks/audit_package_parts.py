"""Two parts of ``bench_audit_package.py`` that want a home and a process of their own.

    ATTESTRY_HOME=FOLDER python benchmarks/audit_package_parts.py append|large

Ten thousand entries appended; and a gigabyte of documents, packaged and verified beside OpenSSL.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2025, 1, 1, 6, tzinfo=UTC)
APPENDED, APPEND_SECONDS = 10_000, 5.0
DOCUMENTS, DOCUMENT_MB = 8, 128
SHARE_OF_OPENSSL = 0.70


def append_only() -> None:
    """Append in this process and print the seconds."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "attestry.project.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    from attestry.evidence.actions import append_run, sign_checkpoint
    from attestry.journal.rules import Actor

    call_command("migrate", verbosity=0)
    house, at, began = Actor.system("benchmark"), START, time.perf_counter()
    for first in range(0, APPENDED, 100):
        with transaction.atomic():
            for number in range(first, first + 100):
                append_run(
                    house, ordinal=number, as_of=at, title="made", said={"number": number}, segment=None
                )
            sign_checkpoint(house)
    seconds = time.perf_counter() - began
    print(
        f"ratio {seconds / APPEND_SECONDS:.2f}  {APPENDED:,} entries appended in s: "
        f"{seconds:.1f} of {APPEND_SECONDS:g}"
    )


def large_only() -> None:
    """A gigabyte of documents, packaged and verified, beside the machine's own OpenSSL in turn."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "attestry.project.settings"
    import django

    django.setup()
    from io import BytesIO

    from django.core.management import call_command

    from attestry.audit_packages.actions import write_plan
    from attestry.audit_packages.rules.layout import Plan
    from attestry.audit_packages.verifying import verify_package
    from attestry.evidence.actions import hand_in_document, ledger_key, sign_checkpoint
    from attestry.journal.rules import Actor

    call_command("migrate", verbosity=0)
    house, until = Actor.system("benchmark"), START + timedelta(days=30)
    for number in range(DOCUMENTS):
        data = os.urandom(1 << 20) * DOCUMENT_MB
        title = f"Minutes {number}"
        hand_in_document(
            house, BytesIO(data), filename="m", title=title, period_from=START, period_until=until
        )
        del data
    root = sign_checkpoint(house)
    assert root is not None
    plan = Plan("Made up", False, START, until, ledger_key().verifier.name, root.size, root.root)  # noqa: FBT003
    target = Path(os.environ["ATTESTRY_HOME"]) / "large.attestry"
    write_plan(plan, target, lambda _: None)
    size, shares = target.stat().st_size / 1e6, []
    for _ in range(3):
        began = time.perf_counter()
        assert verify_package(target, progress=lambda _: None, is_replay_wanted=False).holds
        rate = size / (time.perf_counter() - began)
        openssl = _openssl_mb_per_second()
        shares.append(rate / openssl)
        print(f"bytes and proofs of {size:,.0f} MB: {rate:,.0f} MB/s; OpenSSL alone {openssl:,.0f} MB/s")
    share = sorted(shares)[1]
    print(
        f"ratio {SHARE_OF_OPENSSL / share:.2f}  share of OpenSSL: {share:.2f}, at least {SHARE_OF_OPENSSL:g}"
    )


def _openssl_mb_per_second() -> float:
    """What “openssl speed” says of SHA-256 over blocks of 16 KiB on one core."""
    said = subprocess.run(
        ["openssl", "speed", "-seconds", "2", "-bytes", "16384", "-mr", "-evp", "sha256"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.search(r"^\+F:\d+:sha256:([\d.]+)", said, re.MULTILINE | re.IGNORECASE)
    assert found, said
    return float(found[1]) / 1e6


if __name__ == "__main__":
    {"append": append_only, "large": large_only}[sys.argv[1]]()
