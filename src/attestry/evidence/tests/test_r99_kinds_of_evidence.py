"""R99: screenshots, logs, minutes and signed documents, each with what its kind cannot do without."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.effectiveness.tests.world import HOUSE, NOW
from attestry.evidence.actions import hand_in_document
from attestry.evidence.errors import DocumentUnfit
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.evidence.rules.document_kind import DocumentFacts, DocumentKind, complaints, names_in

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
PICTURE = b"\x89PNG\r\n\x1a\n and its pixels"
PERIOD = {"period_from": "2026-03-01", "period_until": "2026-03-09"}
WHOLE = {
    "screenshot": {"dated_on": "2026-03-05"},
    "log": {"source": "sign-in service"},
    "minutes": {"dated_on": "2026-03-05", "attendees": "Ada Lovelace, Ben\nCho"},
    "signed document": {"signer": "Ada Lovelace, CEO", "version": "3.1", "dated_on": "2026-01-09"},
}


def handed_in(client, kind, **said):
    data = PICTURE if kind == "screenshot" else b"What it says."
    file = SimpleUploadedFile("evidence.bin", data)
    form = {"kind": kind, "title": f"A {kind}", "document": file, **PERIOD, **said}
    return client.post("/evidence/hand-in/", form)


def test_r99_each_kind_is_refused_without_what_it_needs_and_taken_with_it(world, client_of):
    client, before = client_of(world.owner), Entry.objects.count()
    missing = {
        "screenshot": ("dated_on", "A screenshot without its day proves nothing"),
        "minutes": ("attendees", "Minutes need the people who were there."),
        "signed document": ("signer", "A signed document needs who signed it."),
        "log": ("source", "A log needs the system that it comes from."),
    }
    for kind, (field, words) in missing.items():
        answer = handed_in(client, kind, **{**WHOLE[kind], field: ""})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert [other for _, other in missing.values() if other in page] == [words]
        assert f'value="A {kind}"' in page, "what was typed is kept"
    assert Entry.objects.count() == before
    for kind, said in WHOLE.items():
        page = client.get(handed_in(client, kind, **said).headers["Location"]).content.decode()
        assert kind.capitalize() in page
    sealed = [body(one)["facts"] for one in Entry.objects.filter(seq__gte=before).order_by("seq")[:4]]
    assert [one["kind"] for one in sealed] == list(WHOLE)
    assert sealed[2]["attendees"] == ["Ada Lovelace", "Ben", "Cho"]
    assert (sealed[3]["signer"], sealed[3]["version"]) == ("Ada Lovelace, CEO", "3.1")


@pytest.mark.parametrize(
    ("facts", "data", "field"),
    [
        (DocumentFacts(DocumentKind.SCREENSHOT), PICTURE, "dated_on"),
        (DocumentFacts(DocumentKind.SCREENSHOT, dated_on=date(2026, 3, 5)), b"MZ, a program", "document"),
        (DocumentFacts(DocumentKind.SCREENSHOT, dated_on=date(2026, 2, 28)), PICTURE, "dated_on"),
        (DocumentFacts(DocumentKind.SCREENSHOT, dated_on=date(2026, 3, 9)), PICTURE, "dated_on"),
        (DocumentFacts(DocumentKind.MINUTES, dated_on=date(2026, 3, 5)), b"x", "attendees"),
        (DocumentFacts(DocumentKind.MINUTES, attendees=("Ada",)), b"x", "dated_on"),
        (DocumentFacts(DocumentKind.SIGNED, date(2026, 3, 5), version="1"), b"x", "signer"),
        (DocumentFacts(DocumentKind.SIGNED, date(2026, 3, 5), signer="Ada"), b"x", "version"),
        (DocumentFacts(DocumentKind.SIGNED, date(2027, 3, 5), signer="Ada", version="1"), b"x", "dated_on"),
        (DocumentFacts(DocumentKind.LOG, source=" "), b"x", "source"),
    ],
)
def test_r99_the_act_refuses_just_the_field_that_is_wrong(world, facts, data, field):
    before = Entry.objects.count()
    with pytest.raises(DocumentUnfit) as refusal:
        hand_in_document(
            HOUSE,
            BytesIO(data),
            filename="x",
            title="x",
            period_from=datetime(2026, 3, 1, tzinfo=UTC),
            period_until=datetime(2026, 3, 9, tzinfo=UTC),
            facts=facts,
        )
    assert [name for name, _ in refusal.value.fields] == [field]
    assert Entry.objects.count() == before


def test_what_was_signed_before_the_period_may_still_have_been_in_force():
    signed = DocumentFacts(DocumentKind.SIGNED, date(2025, 1, 1), signer="Ada", version="1")
    assert not list(complaints(signed, b"x", (NOW, NOW), NOW))


def test_attendees_are_named_once_however_they_are_separated():
    assert names_in(" Ada,\n\nBen ; Ada\n") == ("Ada", "Ben")


def test_a_name_is_no_script(world, client_of):
    client = client_of(world.owner)
    answer = handed_in(client, "minutes", dated_on="2026-03-05", attendees=SCRIPT)
    assert SCRIPT not in client.get(answer.headers["Location"]).content.decode()
