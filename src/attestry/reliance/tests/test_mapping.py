"""The mapping is the user entity's own: carried over by a reissue, exported, and seen by nobody else."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import DatabaseError, connection, transaction
from oscal_bindings.v1.models import ComponentDefinitionDocument

from attestry.disclosures.tests.reading import a_bound_grant
from attestry.journal.models import JournalEntry
from attestry.kit.errors import NotAllowed
from attestry.kit.salted import commitment
from attestry.project.tests.addresses import every_address
from attestry.readers.actions.signing_in import hand_reader_link
from attestry.readers.rules.kinds import ReaderKind
from attestry.readers.tests.visiting import a_reader
from attestry.reliance.actions.mapping import map_control
from attestry.reliance.models import MappedControl
from attestry.reliance.rules.kinds import MappingState
from attestry.reliance.tests.relying import FIRST, SECOND, Reading, browser_of, reissued


def test_a_reader_maps_a_control_to_their_own_and_may_say_it_anew(reading):
    assert "not mapped yet" in reading.page("controls/")
    assert reading.maps(words="HR closes accounts.").status_code == 302
    page = reading.page("controls/")
    assert "HR closes accounts." in page
    assert "Every one is mapped." in page
    assert "1 of 1 mapped" in reading.page()
    reading.maps(state="partly")
    assert "<b>Partly</b>" in reading.page("controls/")
    assert MappedControl.objects.count() == 2


@pytest.mark.parametrize(
    "said", [{"state": "gone"}, {"state": ""}, {"owner": "x" * 201}, {"words": "x" * 4001}]
)
def test_a_mapping_that_says_nothing_known_is_refused_on_its_form(reading, said):
    assert reading.maps(**said).status_code == 422
    assert not MappedControl.objects.exists()


def test_a_control_that_the_report_does_not_assume_is_not_there(reading):
    assert reading.maps("CUEC-99").status_code == 404


def test_a_reissue_carries_over_what_reads_the_same_and_says_what_is_new(reading, issued):
    reading.maps()
    changed = {**SECOND, "text": "Review who has access each month."}
    reissued(issued, users=[{**FIRST, "key": "CUEC-7"}, changed])
    page = reading.page("controls/")
    assert "carried over from version 2" in page
    assert "1 of 2 left to map, 1 of them new in this version" in page
    assert "New in this version" in reading.page()


def test_the_journal_holds_a_commitment_and_no_word_and_no_page_of_management_shows_it(reading, issued):
    secret = "Zanzibar-controls-everything"
    reading.maps(words=secret, owner=secret, evidence=secret)
    made = MappedControl.objects.get()
    entry = JournalEntry.objects.filter(act="reliance.map_as_reader").get()
    told = {"state": "in_place", "words": secret, "owner": secret, "evidence": secret}
    assert entry.after == {"mapped": commitment(told, made.salt)}
    assert not JournalEntry.objects.filter(after__icontains=secret).exists()
    lead, reader = browser_of(issued.scene.lead), reading.grant.reader
    paths = [one.path for one in every_address() if not one.is_public and "reader" in one.path]
    assert "/reader-questions/" in paths
    for path in [*paths, f"/readers/{reader.key}/", "/readers/", "/readers/?format=csv", "/journal/"]:
        answer = lead.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code < 500
        assert secret.encode() not in body, path


def test_another_company_s_readers_see_nothing_of_it_and_colleagues_do(reading, issued):
    reading.maps(words="Ours alone.")
    beta = Reading(a_bound_grant(issued, a_reader(issued, email="o@beta.example.com", company="Beta")))
    assert "Ours alone." not in beta.page("controls/")
    assert "0 of 1 mapped" in beta.page()
    colleague = Reading(a_bound_grant(issued, a_reader(issued, email="c@acme.example.com", name="Cleo")))
    assert "Ours alone." in colleague.page("controls/")
    assert "Cleo" in reading.page("controls/")


def test_a_link_that_management_handed_over_opens_no_mapping(reading, issued):
    reading.maps(words="Ours alone.")
    token = hand_reader_link(issued.scene.lead.actor(), reading.grant.reader)
    reading.browser.post(f"/trust/in/{token}/")
    for page in ("controls/", "controls.csv", "controls.oscal.json"):
        assert reading.browser.get(reading.path(page)).status_code == 403
    assert reading.maps().status_code == 403
    told = reading.page()
    assert "Ours alone." not in told
    assert "0 of 1 mapped" in told


def test_a_user_auditor_reads_the_mapping_and_does_not_change_it(reading, issued):
    reading.maps(words="HR closes accounts.")
    auditor = a_reader(issued, email="aud@cpa.example.com", kind=ReaderKind.USER_AUDITOR)
    read = Reading(a_bound_grant(issued, auditor))
    page = read.page("controls/")
    assert "HR closes accounts." in page
    assert "Keep it" not in page
    assert read.maps().status_code == 403


def test_nobody_maps_in_a_reader_s_name(reading, issued):
    other = a_reader(issued, email="o@beta.example.com", company="Beta")
    for actor in (issued.scene.lead.actor(), other.actor()):
        with pytest.raises(NotAllowed):
            map_control(actor, reading.grant, "CUEC-1", state=MappingState.IN_PLACE)


def test_the_csv_holds_no_formula(reading):
    reading.maps(words="=HYPERLINK(1)", owner="+1", evidence="@x")
    answer = reading.browser.get(reading.path("controls.csv"))
    (row,) = csv.DictReader(io.StringIO(b"".join(answer).decode()))
    assert (row["control"], row["state"]) == ("CUEC-1", "in_place")
    assert (row["our_control"], row["owner"], row["evidence"]) == ("'=HYPERLINK(1)", "'+1", "'@x")


def test_the_oscal_component_definition_is_what_nist_s_model_wants(reading, issued):
    reissued(issued, users=[FIRST, SECOND])
    reading.maps()
    said = json.loads(reading.browser.get(reading.path("controls.oscal.json")).content)
    ComponentDefinitionDocument.model_validate(said)
    (component,) = said["component-definition"]["components"]
    (made,) = component["control-implementations"]
    first, second = made["implemented-requirements"]
    assert (first["control-id"], first["description"]) == ("CUEC-1", "HR closes accounts.")
    assert {"name": "implementation-status", "value": "implemented"} in first["props"]
    assert second["description"] == "Not mapped yet."


def test_a_report_that_assumes_nothing_exports_nothing(reading, issued):
    reissued(issued, users=[])
    ComponentDefinitionDocument.model_validate(
        json.loads(reading.browser.get(reading.path("controls.oscal.json")).content)
    )
    assert "assumes no control" in reading.page("controls/")


def test_what_was_mapped_is_never_changed(reading):
    reading.maps()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reliance_mappedcontrol SET words = 'x'")
