"""Two firms in one home: an auditor of the second learns nothing of what the first examines."""

from __future__ import annotations

import json
import re
import tarfile
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from attestry.accounts.rules import Role, may
from attestry.accounts.tests.people import somebody
from attestry.audit_packages.actions import request_package, write_package
from attestry.audit_packages.rules.period import Period
from attestry.audit_packages.static.audit_packages import verify_package as script
from attestry.audit_packages.verifying import verify_package
from attestry.effectiveness.queries.as_read import maps_as_read_by
from attestry.effectiveness.queries.coverage_map import coverage_maps
from attestry.effectiveness.rules.answers import State
from attestry.effectiveness.rules.coverage_map import Cell
from attestry.effectiveness.rules.occurrences import Occurrence
from attestry.effectiveness.tests.world import HOUSE, a_home, a_small_company
from attestry.engagements.actions.firms import keep_firm
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.staffing import join_team, sign_independence
from attestry.engagements.models import Engagement, Firm
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.engagements.rules.subjects import ROOMS
from attestry.engagements.tests.examination import NOW, an_examination
from attestry.engagements.tests.issuing import a_letter
from attestry.evidence.errors import EntryUnknown
from attestry.evidence.models import Entry, EntryKind
from attestry.evidence.withholding import readable_entries
from attestry.journal.models import JournalEntry
from attestry.journal.static.journal import verify_journal
from attestry.kit import clock
from attestry.populations.models import PopulationExtraction
from attestry.populations.queries.reconciling import SecondSource, reconciled
from attestry.project.tests.test_api import bearing, post
from attestry.project.tests.walking_the_wall import EXAMINATION, attempt, offered, plant_everywhere
from attestry.requests.tests.scene import a_request

CANARY = "zebra-finch-7731"
DAYS = Period.of_days(date(2026, 3, 10), date(2026, 3, 13))
_HREF = re.compile(r'href="(/[^"#]*)"')
_LEFT_ALONE = ("sign-out", "/static/", "/trust", "/components", "/glossary", "/frameworks", "/profile")
_FOLLOWED = ("/journal/", "/evidence/", "/engagements/", "/packages/", "/reports/", "/controls/IAM-02")


class TwoFirms:
    """The first examination with a word in all its texts, and Zoe, partner of the second firm."""

    def __init__(self, folder) -> None:
        self.company = a_small_company(folder)
        with clock.simulated(NOW):
            self.first = first = an_examination()
            Engagement.objects.filter(pk=first.engagement.pk).update(title=f"Payroll {CANARY}")
            Firm.objects.filter(pk=first.firm.pk).update(name=f"Doyle {CANARY}")
            first.engagement.refresh_from_db()
            plant_everywhere(first, CANARY, folder, to_both=CANARY)
            self.handed_in = hand_answers_in(first)
            self.letter = a_letter(first.lead, first.engagement).entry_seq
            self.zoe, self.second = a_second_engagement(first)
        # An Ada works at the company as well.
        people = (first.partner, first.senior)
        number = first.engagement.pk
        self.words = (
            "finch-7731", "Doyle", "Payroll 2026", f"engagement:{number}<", f'engagement:{number}"',
            f"/engagements/{number}/", f"request:{number}/", f"workpaper:{number}/", f"firm:{first.firm.pk}<",
            *(one.email for one in people),
        )  # fmt: skip

    def told_in(self, text: str) -> list[str]:
        return [one for one in self.words if one in text]


def hand_answers_in(first) -> list[int]:
    """Answers with files, as management gives them on the page of a request."""
    client, before = browser(first.lead), Entry.objects.count()
    a_request(first, title=CANARY, text=CANARY, controls=["IAM-02"])
    for request in first.engagement.requests.filter(state="open"):
        file = BytesIO(f"{CANARY} {request.number}".encode())
        file.name = "list.csv" if request.controls else f"{CANARY}.csv"
        said = {"document": file, "period_from": "2026-01-01", "period_until": "2026-06-30"}
        path = f"/engagements/{first.engagement.pk}/management/requests/{request.number}/hand-in/"
        assert client.post(path, said).status_code in (200, 302)
    return list(Entry.objects.filter(seq__gte=before).values_list("seq", flat=True))


def a_second_engagement(first):
    lead, zoe = first.lead.actor(), somebody("Zoe", Role.AUDITOR)
    firm = keep_firm(
        lead,
        name="Nguyen LLP",
        licence_jurisdiction="Ohio",
        licence_number="CPA-1",
        licence_expires_on=date(2027, 12, 31),
        peer_review="Pass, 2025",
        peer_review_expires_on=date(2028, 12, 31),
    )
    made = plan_engagement(
        lead,
        first.engagement.system,
        kind=EngagementKind.SOC_2_TYPE_1,
        title="Second look",
        until_on=date(2026, 9, 30),
        firm=firm,
    )
    join_team(lead, made, zoe, duty=Duty.PARTNER)
    sign_independence(zoe.actor(), made, text="Independent.")
    return zoe, made


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """The two firms, for all tests of this file; then undone."""
    folder = tmp_path_factory.mktemp("two") / "home"
    with django_db_blocker.unblock(), a_home(folder), transaction.atomic():
        yield TwoFirms(folder), folder
        transaction.set_rollback(True)


@pytest.fixture
def two_firms(built_once, db):
    """The two firms, in a savepoint that ends with the test; the clock stands on their day."""
    made, folder = built_once
    with a_home(folder), clock.simulated(NOW):
        yield made


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def body_of(client, path):
    with closing(client.get(path)) as answer:
        return b"".join(answer).decode("utf-8", "replace")


def reached(client, most=300):
    """What each page says that is reached from all that need no argument."""
    plain = (f"/{one.pattern}" for one in get_resolver().url_patterns if hasattr(one, "callback"))
    waiting, seen = [one for one in plain if "<" not in one], {}
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen or any(part in path for part in _LEFT_ALONE):
            continue
        seen[path] = body_of(client, path)
        found = map(unescape, _HREF.findall(seen[path]))
        waiting += [one for one in found if one.startswith(_FOLLOWED)]
    return seen


def test_the_rooms_of_an_examination_are_those_that_the_journal_withholds():
    assert set(ROOMS) == set(EXAMINATION)


def test_r71_no_page_search_or_export_tells_an_auditor_of_another_firms_engagement(two_firms):
    client = browser(two_firms.zoe)
    searches = {f"/search/?q={quote(word)}": word for word in ("7731", "Doyle", "Pat", "Payroll 2026", "1")}
    asked = ("/journal/?format=csv", "/journal/export/", "/evidence/?format=csv", "/evidence/?kind=document")
    pages = reached(client) | {path: body_of(client, path) for path in asked}
    assert {path: told for path, text in pages.items() if (told := two_firms.told_in(text))} == {}
    for path, word in searches.items():
        # What was searched for is said again, and nothing else.
        assert set(two_firms.told_in(body_of(client, path))) <= {word}, path
    assert len(pages) > 80
    own = body_of(client, "/journal/")
    assert "Zoe" in own


def test_r71_what_the_first_firm_reads_is_more_than_the_second_and_management_reads_all(two_firms):
    for user in (two_firms.first.auditor, two_firms.first.lead):
        assert "finch-7731" in body_of(browser(user), "/journal/?format=csv")
    assert readable_entries(two_firms.first.lead.actor()).count() == Entry.objects.count()
    first, zoe = two_firms.first.auditor.actor(), two_firms.zoe.actor()
    titles = readable_entries(zoe).filter(kind=EntryKind.DOCUMENT).values_list("title", flat=True)
    assert titles, "The company's own documents stay readable."
    assert set(titles) < set(readable_entries(first).values_list("title", flat=True))
    assert set(two_firms.handed_in) <= set(readable_entries(first).values_list("seq", flat=True))


def test_a_withheld_entry_is_as_one_that_is_not_there(two_firms):
    client = browser(two_firms.zoe)
    frozen = Entry.objects.filter(title__startswith="Frozen population").first()
    withheld = JournalEntry.objects.filter(subject=two_firms.first.engagement.subject).first()
    for seq in (frozen.seq, two_firms.letter, *two_firms.handed_in):
        for rest in ("", "leaf/", f"bytes/{'0' * 64}/", "rows/account/"):
            one, other = (client.get(f"/evidence/{number}/{rest}") for number in (seq, 987654))
            assert one.status_code == other.status_code == 404
            assert worded(one, str(seq)) == worded(other, "987654")
    one, other = (client.get(f"/journal/{number}/") for number in (withheld.seq, 987654))
    assert (one.status_code, worded(one, str(withheld.seq))) == (404, worded(other, "987654"))


def worded(answer, number):
    """What the page says, without the number that was asked for."""
    [said] = re.findall(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return said.replace(number, "")


def test_over_the_api_what_is_another_firms_is_named_as_what_is_not_there(two_firms):
    first, zoe = two_firms.first, bearing(two_firms.zoe, days=3)
    known = {
        "engagements.sign_independence": ("engagement", first.engagement.pk, {"text": "Independent."}),
        "populations.freeze_population": ("population", 1, {}),
        "workpapers.conclude": ("workpaper", 1, {"verdict": "effective", "words": "Fine.", "entries": []}),
        "requests.accept_request": ("request", first.engagement.requests.first().pk, {}),
        "deviations.confirm_deviation": (
            "deviation", 1,
            {"is_deviation": True, "on_evidence": "a", "on_population": "a", "on_timing": "a"},
        ),
        "opinions.approve_opinion": ("opinion", 1, {}),
    }  # fmt: skip
    for act, (field, number, said) in known.items():
        one = post(zoe, act, **{field: number}, **said)
        other = post(zoe, act, **{field: 987654}, **said)
        assert one.status_code == other.status_code, (act, one.content, other.content)
        assert one.json()["detail"].replace(f"“{number}”", "") == other.json()["detail"].replace(
            "“987654”", ""
        )
    colleague = {"engagement": two_firms.second.pk, "duty": "auditor"}
    taken = post(zoe, "engagements.join_team", user=first.auditor.email, **colleague)
    nobody = post(zoe, "engagements.join_team", user="nobody@example.org", **colleague)
    assert taken.status_code == nobody.status_code
    assert taken.json()["detail"].replace(first.auditor.email, "") == nobody.json()["detail"].replace(
        "nobody@example.org", ""
    )


def test_the_chain_is_checked_through_what_is_withheld(two_firms, tmp_path):
    lines = body_of(browser(two_firms.zoe), "/journal/export/").splitlines()
    whole = body_of(browser(two_firms.first.lead), "/journal/export/").splitlines()
    assert [one for one in lines if two_firms.told_in(one)] == []
    assert len(lines) == len(whole)
    kept = [one for one in map(json.loads, lines) if "withheld" in one]
    assert all(set(one) == {"seq", "previous_hash", "hash", "withheld"} for one in kept)
    head = json.loads(whole[-1])["hash"]
    assert verify_journal.problem(lines, head) == (len(lines), len(kept), "")
    assert len(kept) > 50
    assert "withheld" not in {key for one in map(json.loads, whole) for key in one}


def test_a_package_for_an_auditor_holds_nothing_of_another_firms_engagement(two_firms, tmp_path):
    zoe = two_firms.zoe.actor()
    ours = request_package(HOUSE, DAYS, target=tmp_path / "whole.attestry")
    write_package(ours, progress=lambda _text: None)
    half_year = Period.of_days(date(2026, 1, 1), date(2026, 7, 5))
    theirs = request_package(zoe, half_year, target=tmp_path / "zoe.attestry")
    write_package(theirs, progress=lambda _text: None)
    with tarfile.open(tmp_path / "zoe.attestry") as opened:
        members = {one.name: opened.extractfile(one).read() for one in opened}
    told = {name: two_firms.told_in(data.decode("utf-8", "replace")) for name, data in members.items()}
    assert {name: words for name, words in told.items() if words} == {}
    answer = verify_package(tmp_path / "zoe.attestry", progress=lambda _text: None)
    assert not answer.findings
    assert answer.counted.withheld_lines > 50
    found, looked_at = script.check(str(tmp_path / "zoe.attestry"), "", "")
    assert found == []
    assert f"{answer.counted.withheld_lines} journal lines withheld" in looked_at
    client = browser(two_firms.zoe)
    assert client.get(f"/packages/{ours.pk}/").status_code == 404
    assert client.get(f"/packages/{ours.pk}/file/").status_code == 404
    assert client.get(f"/packages/{theirs.pk}/").status_code == 200


def test_an_auditor_neither_cites_nor_draws_from_what_is_withheld(two_firms):
    zoe = browser(two_firms.zoe)
    at = f"/engagements/{two_firms.second.pk}/firm/populations"
    assert two_firms.told_in(body_of(zoe, f"{at}/choose/")) == []
    for seq in two_firms.handed_in:
        path = f"{at}/define/?origin=document&entry="
        one, other = zoe.get(f"{path}{seq}"), zoe.get(f"{path}987654")
        assert (one.status_code, worded(one, str(seq))) == (404, worded(other, "987654"))


def test_management_does_what_it_may_with_the_word_in_it(two_firms):
    """Management's own texts of the first engagement stand behind the wall for the second firm as well."""
    first, before = two_firms.first, JournalEntry.objects.count()
    for one in offered():
        is_of_all = one.name == "engagements.set_standard"
        if one.room in EXAMINATION and may(Role.LEAD, one.permission) and not is_of_all:
            attempt((first.lead, first.executive), first, one, CANARY)
    assert JournalEntry.objects.count() > before
    client = browser(two_firms.zoe)
    for path in ("/journal/", "/journal/?format=csv", "/journal/export/", "/evidence/?format=csv"):
        assert two_firms.told_in(body_of(client, path)) == [], path


def test_a_map_of_coverage_counts_what_is_withheld_and_neither_names_it_nor_leads_to_it(two_firms):
    expected = Occurrence(DAYS.from_at, DAYS.until_at, timedelta())
    shown = Cell(expected, State.MET, f"{CANARY} was handed in", entry_seq=two_firms.handed_in[0])
    (found,) = coverage_maps(DAYS.from_at.date(), DAYS.until_at.date(), at=NOW, keys=["IAM-02"])
    whole = replace(found, cells=(shown,))
    (theirs,) = maps_as_read_by(two_firms.zoe.actor(), [whole])
    assert [(one.state, one.entry_seq) for one in theirs.cells] == [(State.MET, None)]
    assert CANARY not in theirs.cells[0].words
    assert maps_as_read_by(two_firms.first.lead.actor(), [whole]) == (whole,)


def test_a_second_source_is_no_entry_that_is_withheld(two_firms):
    asked = SecondSource(two_firms.handed_in[0], "item")
    with pytest.raises(EntryUnknown):
        reconciled(two_firms.zoe.actor(), PopulationExtraction(), asked)
