"""Somebody sees a criterion that fails, and wants to hold the bytes behind it (R5)."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def test_r5_from_a_failing_criterion_to_the_sealed_bytes_in_four_clicks(in_sample, sample) -> None:
    page = in_sample("/criteria/?outcome=fail")
    page.locator("main a[href^='/criteria/']").filter(has_text=re.compile("CC|A1|C1")).first.click()
    clicks = [page.locator("a[href^='/prove/']").first]
    clicks[0].click()
    sealed_bytes = page.locator("main a[href*='/bytes/']").first
    while not sealed_bytes.is_visible():
        closed = page.locator("main details:not([open]):has(a[href*='/bytes/'])").first
        closed.locator("summary").first.click()
        clicks.append(closed)
    with page.expect_download() as downloading:
        sealed_bytes.click()
    clicks.append(sealed_bytes)

    assert len(clicks) <= 4
    sealed = Path(downloading.value.path()).read_bytes()
    digest = re.search(r"/bytes/([0-9a-f]{64})/", downloading.value.url)[1]
    assert hashlib.sha256(sealed).hexdigest() == digest
    assert (sample.home / "evidence" / digest[:2] / digest[2:]).read_bytes() == sealed
