"""A new reader finds what the report says without help; nobody else finds anything."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from attestry.disclosures.tests.reading import a_bound_grant
from attestry.engagements.models import Firm
from attestry.engagements.tests.examination import NOW
from attestry.journal.models import JournalEntry
from attestry.kit import clock
from attestry.nondisclosure.tests.agreeing import published, signs
from attestry.opinions.models import ReportWithdrawal
from attestry.opinions.tests.whole import DEVIATION
from attestry.readers.actions.granting import revoke_grant
from attestry.readers.rules.kinds import ReaderKind
from attestry.readers.tests.visiting import HOUSE, a_grant, a_reader, mailed_path
from attestry.reliance.tests.relying import CARVED, FIRST, SECOND, Reading, reissued
from attestry.reliance.views.bound import OPENED

RESPONSE = "Two people approve each change now."


def test_r12_a_new_user_entity_finds_opinion_period_deviations_cuecs_and_csocs_without_help(issued):
    control = issued.report.content["controls"][0]
    title = f"Response to D-1: {control['key']} {control['title']}"
    report = reissued(issued, other=[{"title": title, "text": RESPONSE}])
    published(issued)
    grant = a_grant(issued)
    browser = Client()
    browser.post("/trust/sign-in/", {"email": grant.reader.email})
    link = mailed_path(grant.reader.email)
    home = browser.post(link, follow=True)
    assert home.request["PATH_INFO"] == "/trust/reading/"
    told = home.content.decode()
    assert "you read for Acme" in told
    assert "Next: sign the agreement" in told
    assert str(grant.key) not in told, "nothing to open before"
    after = browser.get(signs(browser)["Location"]).content.decode()
    way = re.search(r'href="(/trust/reading/[0-9a-f-]{36}/)"', after)[1]
    page = browser.get(way).content.decode()
    for one in report.content["opinions"]:
        assert f"<b>{one['label']}</b> on the {one['subject']}" in page
        assert escape(one["sentence"]) in page
    modified = next(one for one in report.content["opinions"] if one["criteria"])
    assert "CC8.1" in page
    assert escape(modified["matter"]) in page
    assert "1 Jan 2026 to 30 Jun 2026" in page
    assert escape(DEVIATION) in page
    assert RESPONSE in page
    assert "Not covered by the opinion." in page
    for words in (FIRST["text"], CARVED["name"], CARVED["expected"][0]["text"]):
        assert words in page
    assert "Left out of the report (carve-out)" in page
    assert "Ask for a bridge letter" in page
    assert escape(issued.report.content["firm"]["name"]) in page
    assert f"/trust/files/{grant.key}/report/" in page
    assert "/trust/download/" in page
    assert "0 of 1 mapped" in page


def test_licence_and_peer_review_are_those_of_the_day_of_issue_whatever_the_records_say_since(reading):
    told = "Licence Ohio CPA-4411; peer review: Pass, 2025, until 31 Dec 2028"
    assert told in reading.page()
    Firm.objects.update(licence_number="CPA-9", peer_review="Fail, 2026", peer_review_expires_on=None)
    page = reading.page()
    for words in (told, "<dd>Ohio CPA-4411</dd>", "<dd>Pass, 2025, until 31 Dec 2028</dd>"):
        assert words in page
    assert "Fail, 2026" not in page


def test_a_report_that_names_no_peer_review_says_so_and_nothing_of_today_s_records(issued):
    firm = {key: words for key, words in issued.report.content["firm"].items() if "peer" not in key}
    reissued(issued, firm=firm)
    page = Reading(a_bound_grant(issued)).page()
    assert "no peer review is named" in page
    assert "Pass, 2025" not in page


def test_every_opening_is_written_down_before(reading):
    reading.page()
    entry = JournalEntry.objects.filter(act="reliance.open_as_reader").last()
    assert entry.subject == reading.grant.subject
    assert entry.after["by"] == "rae@acme.example.com"


def test_a_search_finds_criteria_controls_tests_and_deviations(reading):
    assert ">Deviation<" in reading.page(q="nobody author")
    assert ">Criterion<" in reading.page(q="cc8.1")
    assert ">Control<" in reading.page(q="CHG-02")
    assert ">Your control<" in reading.page(q="people who leave")
    assert ">Subservice organization<" in reading.page(q="halls")
    assert "Nothing in the report holds" in reading.page(q="unicorn")
    assert "0 places found" in reading.page(q="CHG-02 unicorn")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "\x00", "a" * 5000]
)
def test_hostile_words_are_searched_for_and_shown_as_words(reading, words):
    page = reading.page(q=words)
    assert "<script>alert(1)" not in page
    assert ">49<" not in page


def test_hostile_words_of_a_report_are_shown_as_words(issued):
    bad = "<img src=x onerror=alert(1)>"
    told = {**FIRST, "text": bad, "without_it": bad}
    reissued(issued, users=[told], others=[{**CARVED, "name": bad, "service": bad}])
    read = Reading(a_bound_grant(issued))
    for page in (read.page(), read.page("controls/"), read.page(q="onerror")):
        assert "<img src=x" not in page
        assert escape(bad) in page


def test_an_unbound_reader_is_sent_to_the_agreement(issued):
    reissued(issued)
    published(issued)
    read = Reading(a_grant(issued))
    for page in ("", "controls/", "controls.csv", "controls.oscal.json", "questions/"):
        assert read.browser.get(read.path(page))["Location"] == "/trust/agreement/", page


def test_another_reader_s_grant_and_a_guessed_one_are_not_there(reading, issued):
    other = Reading(a_bound_grant(issued, a_reader(issued, email="ot@beta.example.com", company="Beta")))
    for key in (reading.grant.key, uuid4()):
        for page in ("", "controls/", "controls.csv", "controls.oscal.json", "questions/"):
            assert other.browser.get(f"/trust/reading/{key}/{page}").status_code == 404
        for page in ("controls/", "questions/", "letter/"):
            answer = other.browser.post(f"/trust/reading/{key}/{page}", {"words": "x", "state": "in_place"})
            assert answer.status_code == 404
    assert "Acme" not in other.page("questions/")


def test_a_revoked_grant_opens_nothing_at_once_and_the_try_is_written_down(reading):
    reading.page()
    revoke_grant(HOUSE, reading.grant, why="The contract ended.")
    for page in ("", "controls/", "controls.csv", "questions/"):
        assert reading.browser.get(reading.path(page)).status_code == 403
    assert reading.maps().status_code == 403
    assert JournalEntry.objects.filter(act="disclosures.be_refused_as_reader").count() == 5
    home = reading.browser.get("/trust/reading/").content.decode()
    assert "Revoked" in home
    assert str(reading.grant.key) not in home


def test_an_expired_grant_and_a_withdrawn_report_say_what_is_next(reading, issued):
    report = issued.report.engagement.issued_reports.first()
    ReportWithdrawal.objects.create(
        report=report, reason="A mistake.", by=issued.scene.partner, by_name="P", at=NOW
    )
    assert reading.browser.get(reading.path()).status_code == 404
    assert "nobody may rely on it" in reading.browser.get("/trust/reading/").content.decode()
    with clock.simulated(NOW + timedelta(days=31)):
        again = Reading(reading.grant)
        assert again.browser.get(again.path()).status_code == 403
        assert "Expired" in again.browser.get("/trust/reading/").content.decode()


def test_who_was_granted_nothing_is_told_what_to_do(issued):
    reader = a_reader(issued)
    grant = a_grant(issued, a_reader(issued, email="else@beta.example.com", company="Beta"))
    browser = Reading(grant).browser
    browser.post("/trust/sign-out/")
    grant.reader = reader
    home = Reading(grant).browser.get("/trust/reading/").content.decode()
    assert "Nothing was granted to you yet" in home


def test_a_user_auditor_sees_for_whom_it_reads(issued):
    reissued(issued)
    auditor = a_reader(issued, email="aud@cpa.example.com", kind=ReaderKind.USER_AUDITOR)
    read = Reading(a_bound_grant(issued, auditor))
    assert "you read for Acme as its auditor" in read.browser.get("/trust/reading/").content.decode()
    assert "You read for Acme as its auditor" in read.page()


def test_pages_opened_faster_than_anybody_reads_are_refused(reading):
    with clock.simulated(NOW):
        while not OPENED.wait_for(str(reading.grant.reader.key), NOW):
            pass
    assert reading.browser.get(reading.path()).status_code == 429


def test_a_long_report_asks_as_many_queries_as_a_short_one(issued):
    reissued(issued)
    read = Reading(a_bound_grant(issued))

    def asked() -> list[int]:
        counts = []
        for page in ("", "controls/", "questions/"):
            with CaptureQueriesContext(
                connection,
            ) as ran:
                read.page(page)
            counts.append(len(ran))
        return counts

    asked()
    short = asked()
    many = [{**SECOND, "key": f"CUEC-{n}", "text": f"Do {n}."} for n in range(60)]
    reissued(issued, users=many, others=[{**CARVED, "name": f"Rack {n}"} for n in range(30)])
    assert asked() == short
