"""An issued report as a file: hashed outside the house, it is what was shown, logged and sealed."""

from __future__ import annotations

import subprocess
from contextlib import closing

from django.urls import reverse

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.evidence.withholding import readable_entries
from attestry.journal.models import JournalEntry
from attestry.opinions.tests.issued import issued, issued_once
from attestry.ui.words import day_words

__all__ = ["issued", "issued_once"]


def sha256sum(path):
    """What the machine's own tool says of a file."""
    done = subprocess.run(["sha256sum", str(path)], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split()[0]


def downloaded(client, name, *args):
    with closing(client.get(reverse(name, args=args))) as answer:
        assert answer.status_code == 200
        return b"".join(answer)


def test_r114_the_report_that_is_downloaded_hashes_outside_to_the_value_shown_and_logged(
    issued, client, tmp_path
):
    report, file = issued.report, tmp_path / "report.pdf"
    for user in (issued.scene.lead, issued.scene.auditor):
        client.force_login(user)
        file.write_bytes(downloaded(client, "soc_report_file", report.engagement_id, report.version))
        digest = sha256sum(file)
        page = downloaded(client, "soc_report", report.engagement_id).decode()
        assert digest in page
        assert day_words(report.report_on) in page
    logged = [one for one in JournalEntry.objects.filter(act="opinions.issue") if digest in str(one.after)]
    assert [one.subject for one in logged] == [report.engagement.subject]
    assert body(Entry.objects.get(seq=report.entry_seq))["digest"] == digest
    file.write_bytes(file.read_bytes() + b"\n")
    assert sha256sum(file) != digest


def test_the_sealed_file_is_no_entry_to_an_auditor_of_another_firm(issued, client):
    stranger, report = somebody("Zoe", Role.AUDITOR), issued.report
    client.force_login(stranger)
    assert client.get(reverse("entry", args=[report.entry_seq])).status_code == 404
    assert client.get(reverse("entry_bytes", args=[report.entry_seq, report.digest])).status_code == 404
    assert not readable_entries(stranger.actor()).filter(seq=report.entry_seq).exists()
    assert readable_entries(issued.scene.auditor.actor()).filter(seq=report.entry_seq).exists()
    assert readable_entries(issued.scene.lead.actor()).filter(seq=report.entry_seq).exists()
