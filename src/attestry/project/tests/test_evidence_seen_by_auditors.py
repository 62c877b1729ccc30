"""Every view of evidence by an auditor is in the journal, page by page; nobody else's is."""

from __future__ import annotations

from contextlib import closing

from django.test import Client
from django.urls import get_resolver, reverse

from attestry.accounts.access import SHOWS_EVIDENCE
from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.audit_packages.actions import request_package, write_pending
from attestry.audit_packages.tests.conftest import DAYS, HOUSE, silent
from attestry.effectiveness.tests.world import FIRST, MFA, NOW, a_home, a_small_company
from attestry.engagements.tests.conftest import examination  # noqa: F401  a fixture
from attestry.evidence.detail import sealed_digests
from attestry.evidence.models import Entry
from attestry.evidence.queries import body
from attestry.journal import queries as journal
from attestry.kit import clock
from attestry.populations.models import SampledItem
from attestry.project.tests.walking_the_wall import fill
from attestry.reports.actions import issue_report
from attestry.scope.queries.categories import the_system
from attestry.workpapers.models import Workpaper

# Where the small company shows what each of these views shows, and what the journal then names.
WHERE = {
    "evidence": (lambda _it: reverse("evidence"), "evidence"),
    "entry": (lambda it: reverse("entry", args=[it.document]), "entry:{document}"),
    "entry_leaf": (lambda it: reverse("entry_leaf", args=[it.document]), "entry:{document}"),
    "entry_rows": (lambda it: reverse("entry_rows", args=[it.listed, it.table]), "entry:{listed}"),
    "entry_bytes": (lambda it: reverse("entry_bytes", args=[it.document, it.digest]), "entry:{document}"),
    "audit_package": (lambda it: reverse("audit_package", args=[it.package]), "package:{package}"),
    "audit_package_file": (lambda it: reverse("audit_package_file", args=[it.package]), "package:{package}"),
    "control_test": (lambda _it: reverse("control_test", args=[MFA]), f"test:{MFA}"),
    "control_test_item": (
        lambda _it: reverse("control_test_item", args=[MFA]) + "?item=crm/ada",
        f"test:{MFA}",
    ),
    "control_test_sample": (lambda _it: reverse("control_test_sample", args=[MFA]), f"test:{MFA}"),
    "prove": (lambda _it: reverse("prove", args=["CC6.1"]), "proof:CC6.1"),
    "report_file": (lambda it: reverse("report_file", args=[it.report]), "report:{report}"),
}
BEHIND_THE_WALL = "/engagements/"


class Places:
    """The numbers of what the small company has to show."""

    def __init__(self, world) -> None:
        self.lead, self.auditor = world.lead, world.auditor
        self.document = world.document
        found = Entry.objects.get(seq=world.document)
        self.digest = next(iter(sealed_digests(found)))
        self.listed, self.table = listed()
        with clock.simulated(NOW):
            self.package = request_package(HOUSE, DAYS).pk
            write_pending(progress=silent)
            issued = issue_report(HOUSE, the_system(), kind="progress", from_at=FIRST, as_of=NOW)
            self.report = issued.pk


def listed():
    """The entry of the first list of accounts, and its table."""
    found = Entry.objects.filter(connection__name="accounts").earliest("seq")
    return found.seq, body(found)["tables"][0]["table"]


def behind_the_wall():
    return {
        pattern.name
        for pattern in get_resolver().url_patterns
        if getattr(pattern.callback, SHOWS_EVIDENCE, "") and BEHIND_THE_WALL in f"/{pattern.pattern}"
    }


def marked():
    return {
        pattern.name
        for pattern in get_resolver().url_patterns
        if getattr(pattern.callback, SHOWS_EVIDENCE, "") and BEHIND_THE_WALL not in f"/{pattern.pattern}"
    }


def test_every_view_that_shows_evidence_has_its_place_here():
    assert marked() == set(WHERE)


def test_each_view_by_an_auditor_is_written_down_and_nobody_elses(db, tmp_path):
    with a_home(tmp_path / "home"):
        it = Places(a_small_company(tmp_path / "home"))
        with clock.simulated(NOW):
            for name, (place, subject) in WHERE.items():
                lead, auditor = Client(), Client()
                lead.force_login(it.lead)
                auditor.force_login(it.auditor)
                before = journal.entries(act="evidence.view").count()
                with closing(lead.get(place(it))) as answer:
                    assert answer.status_code == 200, name
                assert journal.entries(act="evidence.view").count() == before, name
                with closing(auditor.get(place(it))) as answer:
                    assert answer.status_code == 200, (name, answer.status_code)
                assert journal.entries(act="evidence.view").count() == before + 1, name
                seen = journal.entries(act="evidence.view")[0]
                assert seen.subject == subject.format(**vars(it)), name
                assert seen.actor_key == it.auditor.subject


def test_what_the_firm_opens_behind_the_wall_is_written_down_and_not_which_item(examination, tmp_path):
    fill(examination, "a text", tmp_path)
    client, number = Client(), examination.engagement.pk
    client.force_login(examination.auditor)
    item = SampledItem.objects.first()
    paper, population = Workpaper.objects.get().pk, item.sample.population_id
    places = {
        reverse("population_items", args=[number, population]): f"population:{number}/{population}",
        reverse("population_file", args=[number, population]): f"population:{number}/{population}",
        reverse("workpaper_item", args=[number, paper, item.pk]): f"workpaper:{number}/{paper}",
    }
    assert len(behind_the_wall()) == len(places)
    for place, subject in places.items():
        with closing(client.get(place)) as answer:
            assert answer.status_code == 200, place
        seen = journal.entries(act="evidence.view")[0]
        assert seen.subject == subject
        assert item.item_id not in str(seen.record())
    assert journal.entries(act="evidence.view").count() == len(places)


def test_what_an_auditor_was_refused_was_not_seen(db):
    client = Client()
    client.force_login(somebody("Aud", Role.AUDITOR))
    assert client.get("/evidence/999/").status_code == 404
    assert not journal.entries(act="evidence.view").exists()


def test_what_was_searched_for_is_not_kept(db, tmp_path):
    with a_home(tmp_path / "home"), clock.simulated(NOW):
        it = a_small_company(tmp_path / "home")
        client = Client()
        client.force_login(it.auditor)
        assert client.get(reverse("entry_rows", args=listed()) + "?q=ada").status_code == 200
        assert "ada" not in str(journal.entries(act="evidence.view")[0].record()).replace(
            it.auditor.email, ""
        ).replace(it.auditor.name, "")
