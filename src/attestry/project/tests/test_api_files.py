"""Files over the API and at the shell: lists are taken in and documents sealed by the acts that pages use."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from typer.testing import CliRunner

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.cli.app import app
from attestry.evidence.models import Entry
from attestry.journal import arguments
from attestry.journal.models import JournalEntry
from attestry.journal.offered import acts
from attestry.people.models import Person
from attestry.people.tests.acting import a_person
from attestry.project.tests.test_api import bearing
from attestry.risks.models import Risk

pytestmark = pytest.mark.django_db

RISKS = b"title,owner_email\nThe bank closes,ada@example.org\nA flood,ada@example.org\n"


@pytest.fixture
def lead():
    return somebody("Lea", Role.LEAD)


@pytest.fixture
def client(lead):
    a_person("Ada")
    return bearing(lead)


def hand_in(client, name, /, **parts):
    return client.post(f"/api/acts/{name}", parts)


def csv(data, name="list.csv"):
    return SimpleUploadedFile(name, data, content_type="text/csv")


def test_a_list_is_taken_in_as_a_file_with_its_fields_beside_it(client):
    answer = hand_in(client, "risks.import_risks", data=csv(RISKS))
    assert answer.status_code == 200, answer.content
    assert set(Risk.objects.values_list("title", flat=True)) == {"The bank closes", "A flood"}
    assert JournalEntry.objects.filter(act="risks.import").exists()
    people = b"email,name,started_on\nbo@example.org,Bo,2026-01-05\n"
    said = orjson.dumps({"origin": "the payroll"}).decode()
    applied = hand_in(client, "people.import_people", data=csv(people), arguments=said)
    assert applied.status_code == 200, applied.content
    assert Person.objects.get(email="bo@example.org").started_on == date(2026, 1, 5)


def test_a_small_list_may_stand_in_the_json_as_text(client):
    body = orjson.dumps({"data": RISKS.decode()})
    answer = client.post("/api/acts/risks.import_risks", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert Risk.objects.count() == 2


def test_a_list_that_is_wrong_is_refused_by_line_and_nothing_is_taken_in(client):
    answer = hand_in(client, "risks.import_risks", data=csv(RISKS + b",nobody@example.org\n"))
    assert answer.status_code == 422
    assert "line 4" in answer.json()["detail"]
    assert not Risk.objects.exists()


def test_a_file_that_an_act_does_not_take_is_named(client):
    answer = hand_in(client, "risks.import_risks", list=csv(RISKS))
    assert (answer.status_code, "list: this act takes no such file" in answer.json()["detail"]) == (422, True)
    assert answer.json()["next_step"] == "Files that it takes: data."
    missing = hand_in(client, "risks.import_risks")
    assert "data: Field required" in missing.json()["detail"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read_on(client, monkeypatch):
    monkeypatch.setattr(arguments, "MOST_BYTES", 20)
    answer = hand_in(client, "risks.import_risks", data=csv(RISKS))
    assert answer.json()["detail"] == "data: the file has more than 20 bytes."


def test_who_may_not_act_hands_nothing_in(client):
    employee = bearing(somebody("Emil", Role.EMPLOYEE))
    assert hand_in(employee, "risks.import_risks", data=csv(RISKS)).status_code == 403
    reading = bearing(somebody("Rea", Role.LEAD), may_act=False)
    assert hand_in(reading, "risks.import_risks", data=csv(RISKS)).status_code == 403
    assert not Risk.objects.exists()


def test_the_schema_says_which_field_is_a_file(client):
    told = client.get("/api/acts/risks.import_risks").json()["arguments"]
    assert told["properties"]["data"]["format"] == "binary"
    takes = {name for name, one in acts().items() if one.arguments.files}
    assert {"people.import_people", "vendors.import_vendors", "customers.import_customers"} <= takes


DOCUMENT = {
    "title": "Minutes of the board",
    "period_from": "2026-01-01T00:00:00Z",
    "period_until": "2026-02-01T00:00:00Z",
    "facts": {"kind": "minutes", "dated_on": "2026-01-20", "attendees": ["Ada"]},
}


def test_a_document_is_sealed_as_it_is_and_keeps_the_name_of_its_file(client):
    parts = {
        name: said if isinstance(said, str) else orjson.dumps(said).decode()
        for name, said in DOCUMENT.items()
    }
    answer = hand_in(client, "evidence.hand_in_document", stream=csv(b"we met", "minutes.txt"), **parts)
    assert answer.status_code == 200, answer.content
    body = orjson.loads(Entry.objects.get(pk=answer.json()["id"]).body)
    assert body["filename"] == "minutes.txt"
    assert body["digest"] == sha256(b"we met").hexdigest()
    assert body["facts"]["attendees"] == ["Ada"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"controls": ["NO-99"]}, "controls: There is no control NO-99."),
        ({"period_from": "2026-01-01T00:00:00"}, "period_from: Input should have timezone info"),
        ({"period_until": "2025-01-01T00:00:00Z"}, "The period ends before it begins."),
        ({"facts": {"kind": "minutes"}}, "dated_on: "),
    ],
)
def test_a_document_that_lacks_what_makes_it_evidence_is_refused_with_the_field(client, change, words):
    said = orjson.dumps(DOCUMENT | change).decode()
    answer = hand_in(client, "evidence.hand_in_document", stream=csv(b"we met"), arguments=said)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert not Entry.objects.exists()


def test_the_shell_hands_a_file_in_by_its_path(client, tmp_path):
    path = tmp_path / "risks.csv"
    path.write_bytes(RISKS)

    def shell(*words):
        return CliRunner().invoke(app, ["act", "do", "risks.import_risks", *words])

    done = shell("--file", f"data={path}")
    assert done.exit_code == 0, done.output
    assert Risk.objects.count() == 2
    absent = shell("--file", f"data={tmp_path / 'absent.csv'}")
    assert "absent.csv cannot be read: No such file" in str(absent.exception)
