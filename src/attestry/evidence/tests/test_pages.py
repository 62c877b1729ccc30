"""What the pages of the ledger say, and what they do not let out."""

from __future__ import annotations

import hashlib
import re
import subprocess
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import DOCUMENT, HOUSE, NOW
from attestry.evidence.detail import entry_page
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.queries import body
from attestry.journal.models import JournalEntry
from attestry.kit import merkle

pytestmark = pytest.mark.django_db


def first_accounts() -> Entry:
    return Entry.objects.filter(connection__name="accounts").order_by("seq").first()


def test_the_ledger_is_listed_newest_first_and_narrowed(world, client_of):
    client = client_of(world.lead)
    page = said(client.get("/evidence/"))
    assert page.index("13 Mar 2026") < page.index("10 Mar 2026")
    only = said(client.get("/evidence/?kind=document"))
    assert "Access review report" in only
    assert "Accounts: Accounts" not in only


def test_the_ledger_can_be_asked_as_of_a_day_and_searched_by_digest(world, client_of):
    client = client_of(world.lead)
    assert "Access review report" not in said(client.get("/evidence/?as_of=2026-03-11"))
    leaf = Entry.objects.get(seq=world.document).leaf_hash
    assert "Access review report" in said(client.get(f"/evidence/?q={leaf[:12]}"))


def test_the_list_costs_the_same_queries_for_every_number_of_entries(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.lead)
    client.get("/evidence/")
    with django_assert_max_num_queries(8):
        client.get("/evidence/")


def test_an_entry_shows_both_clocks_its_provenance_and_its_tables(world, client_of):
    page = said(client_of(world.lead).get(reverse("entry", args=[first_accounts().seq])))
    for words in ("True of the source", "Known to us", "files_account", "accounts.csv", "Added", "Leaf"):
        assert words in page


def test_an_entry_names_the_answers_that_read_it(world, client_of):
    page = said(client_of(world.lead).get(reverse("entry", args=[first_accounts().seq])))
    assert "What rests on it" in page
    assert "Everyone who can sign in has a strong second factor" in page


def test_a_documents_entry_names_the_finding_that_cites_it(world, client_of):
    page = said(client_of(world.lead).get(reverse("entry", args=[world.document])))
    assert "A person's test of IAM-07: operation" in page


def test_a_runs_entry_holds_its_answers(world, client_of):
    run = Entry.objects.filter(kind=EntryKind.RUN, body__contains='"tests"').order_by("seq").first()
    assert "The answers in it" in said(client_of(world.lead).get(reverse("entry", args=[run.seq])))


def test_a_findings_entry_shows_its_conclusion_and_what_it_cites(world, client_of):
    answer = client_of(world.lead).get(reverse("entry", args=[world.finding]))
    assert "The review was done in full and in time." in said(answer)
    assert reverse("entry", args=[world.document]) in links(answer)


def test_every_step_of_the_proof_leads_to_the_signed_root(world):
    for entry in Entry.objects.order_by("seq"):
        page = entry_page(HOUSE, entry.seq)
        digest = merkle.leaf_hash(entry.body.encode()).hex()
        for step in page.steps:
            assert digest in (step.left, step.right)
            digest = step.result
        assert digest == page.proof.checkpoint.root


def test_the_commands_on_the_page_do_what_they_say(world, client_of, tmp_path):
    client = client_of(world.lead)
    seq = first_accounts().seq
    (tmp_path / f"entry-{seq}.json").write_bytes(client.get(reverse("entry_leaf", args=[seq])).content)
    page = client.get(reverse("entry", args=[seq])).content.decode()
    expected = re.findall(r"# expect ([0-9a-f]{64})", page)
    answer = subprocess.run(
        ["bash", "-c", rf"(printf '\0'; cat entry-{seq}.json) | sha256sum"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        text=True,
    )
    assert answer.stdout.split()[0] == expected[0]


def test_sealed_bytes_are_a_download_and_never_a_page(world, client_of):
    digest = body(Entry.objects.get(seq=world.document))["digest"]
    answer = client_of(world.auditor).get(reverse("entry_bytes", args=[world.document, digest]))
    assert b"".join(answer.streaming_content) == DOCUMENT
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_bytes_are_given_only_for_the_entry_that_rests_on_them(world, client_of):
    digest = body(Entry.objects.get(seq=world.document))["digest"]
    other = reverse("entry_bytes", args=[first_accounts().seq, digest])
    assert client_of(world.lead).get(other).status_code == 404


@pytest.mark.parametrize("digest", ["..", "0" * 64, "etc-passwd"])
def test_a_made_up_digest_finds_nothing(world, client_of, digest):
    answer = client_of(world.lead).get(f"/evidence/{world.document}/bytes/{digest}/")
    assert answer.status_code == 404


def test_who_may_not_export_takes_nothing_away(world, client_of):
    client = client_of(world.owner)
    digest = body(Entry.objects.get(seq=world.document))["digest"]
    assert client.get(reverse("entry_bytes", args=[world.document, digest])).status_code == 403
    assert client.get(reverse("entry_leaf", args=[world.document])).status_code == 403


def test_personal_columns_are_masked_for_who_may_not_see_them(world, client_of):
    address = reverse("entry_rows", args=[first_accounts().seq, "files_account"])
    assert "ada@example.org" in said(client_of(world.lead).get(address))
    masked = said(client_of(world.owner).get(address))
    assert "ada@example.org" not in masked
    assert "Personal columns are masked" in masked


def test_a_masked_column_cannot_be_searched(world, client_of):
    address = reverse("entry_rows", args=[first_accounts().seq, "files_account"])
    assert "No item matches" not in said(client_of(world.owner).get(address + "?q=zzz"))
    assert "No item matches" in said(client_of(world.lead).get(address + "?q=zzz"))


def test_rows_are_those_of_the_entry_and_not_of_today(world, client_of):
    entries = list(Entry.objects.filter(connection__name="accounts").order_by("seq"))
    shown = [
        said(client_of(world.lead).get(reverse("entry_rows", args=[one.seq, "files_account"])))
        for one in entries
    ]
    assert [" none " in page for page in shown] == [False, True, False]


def test_a_table_that_the_entry_has_not_is_not_shown(world, client_of):
    assert (
        client_of(world.lead).get(f"/evidence/{first_accounts().seq}/rows/files_worker/").status_code == 404
    )
    assert client_of(world.lead).get(f"/evidence/{world.document}/rows/files_worker/").status_code == 404


def hand_in(client, **changed):
    said_of_it = {
        "kind": "other",
        "document": SimpleUploadedFile("minutes.txt", b"Minutes of the board."),
        "title": "Minutes of the board",
        "period_from": "2026-03-01",
        "period_until": "2026-03-10",
        "controls": "GOV-03, iam-02",
    }
    return client.post("/evidence/hand-in/", {**said_of_it, **changed})


def test_a_document_is_handed_in_with_its_period_and_signed_at_once(world, client_of):
    answer = hand_in(client_of(world.owner))
    entry = Entry.objects.order_by("-seq").first()
    assert answer.headers["Location"] == reverse("entry", args=[entry.seq])
    assert (entry.period_until - entry.period_from) == timedelta(days=10)
    assert body(entry)["controls"] == ["GOV-03", "IAM-02"]
    assert body(entry)["digest"] == hashlib.sha256(b"Minutes of the board.").hexdigest()
    assert entry_page(HOUSE, entry.seq).proof.holds
    assert JournalEntry.objects.filter(act="evidence.hand_in", actor_key=world.owner.subject).exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "Say what it shows"),
        ({"kind": ""}, "Choose what it is"),
        ({"period_until": "2026-02-01"}, "ends before it begins"),
        ({"controls": "NOPE-99"}, "There is no control NOPE-99"),
        ({"document": SimpleUploadedFile("empty.txt", b"")}, "The file is empty"),
    ],
)
def test_a_document_that_is_no_evidence_is_refused_and_nothing_is_kept(world, client_of, changed, words):
    before = Entry.objects.count()
    answer = hand_in(client_of(world.owner), **changed)
    assert answer.status_code == 422
    assert words in said(answer)
    assert Entry.objects.count() == before


def test_a_length_that_is_no_number_is_not_reckoned_with(world):
    client = Client()
    client.force_login(world.owner)
    assert client.get("/evidence/", CONTENT_LENGTH="²").status_code == 200


@pytest.mark.parametrize("announced", ["2000000000", "9" * 5000])
def test_an_upload_of_two_gigabytes_is_refused_before_it_is_read(world, announced):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.owner)
    answer = client.post("/evidence/hand-in/", {"title": "A film"}, CONTENT_LENGTH=announced)
    assert answer.status_code == 422, "whoever looks for the form's token reads what came with it"
    assert "What you sent is larger than 512 MB." in said(answer)
    assert client.post("/evidence/hand-in/", {"title": "A film"}).status_code == 403


def test_who_may_not_hand_in_is_told_so(world, client_of):
    assert client_of(world.auditor).get("/evidence/hand-in/").status_code == 403
    assert hand_in(client_of(world.employee)).status_code == 403


def test_signed_roots_are_listed(world, client_of):
    page = said(client_of(world.lead).get("/evidence/checkpoints/"))
    assert "attestry/" in page
    assert NOW.strftime("%b %Y") in page


@pytest.mark.parametrize(
    "address", ["/evidence/", "/evidence/0/", "/evidence/checkpoints/", "/evidence/hand-in/"]
)
def test_strangers_are_sent_to_sign_in(world, client, address):
    assert client.get(address).headers["Location"].startswith("/sign-in/")
