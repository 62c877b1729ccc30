"""A letter for a report that was issued on the whole way, and a letter that an authority stamped."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from attestry.bridge_letters.actions.signing import sign_letter
from attestry.bridge_letters.queries.letters import letters_for, signed_bytes
from attestry.bridge_letters.tests.scene import LATER, a_reviewed_letter, a_run, bridging
from attestry.evidence.tests.time_stamp_authority import NAME, certificates, served
from attestry.kit import clock
from attestry.kit.errors import Unavailable
from attestry.opinions.tests.whole import issued_by


def test_r144_a_letter_bridges_on_from_a_report_that_was_issued_on_the_whole_way(examination, tmp_path):
    report = issued_by(examination, tmp_path)
    with clock.simulated(LATER):
        scene = bridging(examination, report)
        a_run(datetime(2026, 8, 31, 6, tzinfo=UTC))
        letter = a_reviewed_letter(scene)
        made = sign_letter(scene.officer.actor(), letter, title="Chief Executive")
        assert letters_for(report, LATER.date()) == [made]
    assert made.content["report"]["pdf_sha256"] == report.digest
    labels = {one["subject"]: one["label"] for one in made.content["report"]["opinions"]}
    assert labels["operation"] == "Qualified"
    assert signed_bytes(made).startswith(b"%PDF")


def test_r144_where_an_authority_is_configured_the_file_is_stamped_and_otherwise_not_signed(
    scene, tmp_path, settings, monkeypatch
):
    letter = a_reviewed_letter(scene)
    monkeypatch.setattr(clock, "is_simulated", lambda: False)
    certified = certificates(tmp_path)
    with served(certified) as authority:
        settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = authority.address, str(certified.roots)
        made = sign_letter(scene.officer.actor(), letter, title="Chief Executive")
    assert NAME in made.seal["stamped_by"]
    assert made.seal["stamped_at"]
    with pytest.raises(Unavailable):
        sign_letter(scene.officer.actor(), a_reviewed_letter(scene), title="Chief Executive")
