"""Bridge letters as people of management see and use them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.bridge_letters.actions.signing import sign_letter, withdraw_letter
from attestry.bridge_letters.gaps import gaps
from attestry.bridge_letters.models import BridgeLetter, SignedLetter
from attestry.bridge_letters.queries.letters import superseded
from attestry.bridge_letters.tests.scene import (
    FROM,
    LATER,
    NEXT,
    UNTIL,
    a_bare_report,
    a_high_issue,
    a_letter,
    a_reviewed_letter,
    again,
    answer_all,
    standing,
)
from attestry.engagements.models import Engagement
from attestry.engagements.rules.kind import EngagementKind
from attestry.incidents.actions.reporting import report_incident
from attestry.kit import clock
from attestry.kit.digest import sha256_hex
from attestry.opinions.models import IssuedReport

FORM = {"from_on": FROM.isoformat(), "until_on": UNTIL.isoformat(), "statement": "We moved on.",
        "next_report_on": NEXT.isoformat()}  # fmt: skip


def browser(user) -> Client:
    made = Client()
    made.force_login(user)
    return made


def words_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_r144_a_letter_is_written_answered_reviewed_and_signed_on_its_pages(scene):
    lead, reviewer, officer = (browser(one) for one in (scene.lead, scene.reviewer, scene.officer))
    issue = a_high_issue()
    new = f"/bridge-letters/new/{scene.report.engagement_id}/"
    assert 'value="2026-07-01"' in words_of(lead.get(new))
    answer = lead.post(new, FORM, follow=True)
    letter = BridgeLetter.objects.get()
    at = f"/bridge-letters/{letter.pk}/"
    told = words_of(answer)
    for part in ("Backups were never restored", "has to be disclosed", "Odd sign-ins", f"/tasks/{issue.pk}/",
                 "is not disclosed", "neither disclosed nor explained"):  # fmt: skip
        assert part in told, part
    keys = [one.change.key for one in standing(letter).changes]
    said = {"keys": keys, "answer": "explained", "words": "Minor."}
    refused = lead.post(f"{at}answer/", said)
    assert (refused.status_code, "disclose it" in words_of(refused)) == (422, True)
    assert lead.post(f"{at}answer/", {**said, "answer": "disclosed"}, follow=True).status_code == 200
    assert "You wrote some of it" in words_of(lead.get(at))
    digest = standing(letter).digest
    assert digest in words_of(reviewer.get(at))
    assert reviewer.post(f"{at}review/", {"seen_digest": digest}, follow=True).status_code == 200
    assert lead.post(f"{at}sign/", {"seen_digest": digest, "title": "CEO"}).status_code == 403
    answer = officer.post(f"{at}sign/", {"seen_digest": digest, "title": "Chief Executive"}, follow=True)
    assert "Signed and sealed" in words_of(answer)
    file = lead.get(f"{at}file/")
    assert sha256_hex(file.content) == SignedLetter.objects.get().digest
    assert file.content.startswith(b"%PDF")
    assert (
        lead.get(f"{at}companion/").json()["letter"]["ledger_entry"] == SignedLetter.objects.get().entry_seq
    )
    assert lead.get(f"{at}write/").status_code == 200
    assert lead.post(f"{at}write/", FORM).status_code == 422


def test_r144_what_is_refused_stands_on_the_page_with_its_field(scene):
    lead = browser(scene.lead)
    new = f"/bridge-letters/new/{scene.report.engagement_id}/"
    for change, words in (
        ({"from_on": "2026-07-02"}, "It begins on 1 Jul 2026"),
        ({"until_on": "2026-12-31"}, "still to come"),
        ({"statement": "All was audited."}, "“audited” belongs to an auditor"),
        ({"until_on": ""}, "required"),
    ):
        answer = lead.post(new, {**FORM, **change})
        assert (answer.status_code, words in words_of(answer)) == (422, True), words
        assert "We moved on." in words_of(answer) or "statement" in change
    assert not BridgeLetter.objects.exists()


def test_r144_a_long_letter_shows_a_strong_warning_until_it_is_known(scene):
    with clock.simulated(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        letter = a_letter(scene, until_on=datetime(2026, 11, 30).date())
        page = words_of(browser(scene.lead).get(f"/bridge-letters/{letter.pk}/"))
    assert "More than three months" in page
    assert "Say that you know this" in page


def test_r141_an_engagement_offers_the_letter_and_the_list_counts_the_days(scene):
    lead = browser(scene.lead)
    with clock.simulated(datetime(2026, 10, 8, 9, tzinfo=UTC)):
        page = words_of(lead.get(f"/engagements/{scene.report.engagement_id}/"))
        assert "100 unaudited days" in page
        assert f"/bridge-letters/new/{scene.report.engagement_id}/" in page
        listed = words_of(lead.get("/bridge-letters/"))
        assert "100 days without a word" in listed
        (gap,) = gaps(clock.now())
    assert "100 days since the last" in gap.title
    assert gap.url == f"/bridge-letters/new/{scene.report.engagement_id}/"
    assert list(gaps(LATER)) == [], "two months are no gap yet"


def test_r141_a_letter_closes_the_gap_until_it_is_old_or_withdrawn(scene):
    letter = a_reviewed_letter(scene)
    sign_letter(scene.officer.actor(), letter, title="Chief Executive")
    in_october = datetime(2026, 10, 8, 9, tzinfo=UTC)
    assert list(gaps(in_october)) == []
    assert len(list(gaps(in_october + timedelta(days=60)))) == 1
    withdraw_letter(scene.officer.actor(), letter, reason="It was wrong.")
    assert len(list(gaps(in_october))) == 1
    page = words_of(browser(scene.lead).get(f"/bridge-letters/{letter.pk}/"))
    assert "Withdrawn: nobody may rely on it" in page
    assert "It was wrong." in page


@pytest.mark.parametrize(("as_of", "spoken_of"), [(date(2026, 3, 31), 1), (date(2026, 7, 2), 2)])
def test_a_type_1_is_told_by_a_later_type_2_and_a_type_2_by_no_type_1(scene, examination, as_of, spoken_of):
    first = Engagement.objects.get(pk=scene.report.engagement_id)
    first.pk, first.kind, first.from_on, first.until_on = None, EngagementKind.SOC_2_TYPE_1, None, as_of
    first.save()
    a_bare_report(examination, engagement=first)
    found = list(gaps(datetime(2026, 12, 1, 9, tzinfo=UTC)))
    assert len(found) == spoken_of
    assert any("until 30 Jun 2026" in one.why for one in found)
    assert bool(superseded(IssuedReport.objects.get(engagement=first))) == (spoken_of == 1)
    assert superseded(scene.report) == ""


def test_an_empty_list_teaches(client, db):
    client.force_login(somebody("Lea", Role.LEAD))
    assert "There is nothing to bridge yet" in words_of(client.get("/bridge-letters/"))


def test_every_text_is_escaped(scene):
    hostile = "<script>alert(1)</script>"
    with clock.simulated(LATER - timedelta(days=9)):
        report_incident(HOUSE, title=hostile, summary=hostile)
    letter = a_letter(scene, statement=hostile, limits=hostile)
    answer_all(scene, letter)
    page = browser(scene.lead).get(f"/bridge-letters/{letter.pk}/").content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.OWNER, 200), (Role.EMPLOYEE, 403), (Role.AUDITOR, 403), (Role.EXECUTIVE, 200)]
)
def test_roles_reach_what_is_theirs(scene, role, sees):
    letter = a_reviewed_letter(scene)
    other = browser(somebody("Other", role))
    at = f"/bridge-letters/{letter.pk}/"
    assert other.get("/bridge-letters/").status_code == sees
    assert other.get(at).status_code == sees
    for path in (f"{at}write/", f"{at}answer/", f"/bridge-letters/new/{scene.report.engagement_id}/"):
        assert other.post(path, FORM).status_code == 403
    if role is not Role.EXECUTIVE:
        assert other.post(f"{at}sign/", {"title": "x", "seen_digest": "0" * 64}).status_code == 403
        assert other.post(f"{at}review/", {"seen_digest": "0" * 64}).status_code == 403
        assert other.post(f"{at}withdraw/", {"reason": "x"}).status_code == 403
    assert not hasattr(again(letter), "withdrawal")


def test_what_is_not_there_is_not_found(scene):
    lead = browser(scene.lead)
    letter = a_letter(scene)
    assert lead.get("/bridge-letters/999/").status_code == 404
    assert lead.get(f"/bridge-letters/{letter.pk}/file/").status_code == 404
    assert lead.get("/bridge-letters/new/999/").status_code == 404


def test_two_who_write_at_once_see_both(scene):
    letter = a_letter(scene)
    lead, other = browser(scene.lead), browser(scene.reviewer)
    at = f"/bridge-letters/{letter.pk}/write/"
    lead.post(at, {**FORM, "statement": "Mine came first.", "seen_version": 1})
    answer = other.post(at, {**FORM, "statement": "Yours.", "seen_version": 1})
    assert answer.status_code == 422
    assert "Mine came first." in words_of(answer)
    assert "Yours." in words_of(answer)


def test_all_open_changes_are_chosen_at_once(scene):
    letter = a_letter(scene)
    page = browser(scene.lead).get(f"/bridge-letters/{letter.pk}/?choose=open").content.decode()
    assert page.count(" checked") == len(standing(letter).changes) == 1


def test_the_list_takes_a_constant_number_of_queries(scene, django_assert_max_num_queries):
    lead = browser(scene.lead)
    a_letter(scene)
    lead.get("/bridge-letters/")
    with django_assert_max_num_queries(15):
        lead.get("/bridge-letters/")
    for _ in range(8):
        a_letter(scene)
    with django_assert_max_num_queries(15):
        lead.get("/bridge-letters/")
