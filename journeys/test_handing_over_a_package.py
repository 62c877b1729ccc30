"""Somebody asks for the audit package of the last days, follows it to its end, and a stranger replays it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from attestry.cli.tests.shell import environment


def test_a_package_is_asked_for_fetched_and_replayed_by_somebody_with_no_home(in_sample, tmp_path) -> None:
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    page = in_sample("/")
    page.locator("summary", has_text="Examination").click()
    page.get_by_role("link", name="Audit packages").click()
    page.get_by_label("First day").fill((yesterday - timedelta(days=2)).isoformat())
    page.get_by_label("Last day").fill(yesterday.isoformat())
    page.get_by_role("button", name="Ask for it").click()

    # Nobody loads the page again: it follows by itself.
    expect(page.get_by_text("It is ready")).to_be_visible(timeout=60_000)
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Download").click()
    file = tmp_path / fetching.value.suggested_filename
    fetching.value.save_as(file)

    digest = page.get_by_text("SHA-256").first
    expect(digest).to_be_visible()
    done = subprocess.run(
        [sys.executable, "-m", "attestry", "verify", str(file)],
        env=environment(tmp_path / "nobody"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " same; " in done.stdout
    assert "DIFFERS" not in done.stdout
    assert not (tmp_path / "nobody").exists()
