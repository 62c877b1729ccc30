"""What the pages say of time stamps: by whom, since when they wait, or what to configure."""

from __future__ import annotations

import subprocess

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.effectiveness.tests.reading import links, said
from attestry.effectiveness.tests.world import a_home
from attestry.evidence.actions import stamp_due
from attestry.evidence.models import StampAttempt
from attestry.evidence.tests.line import HOUSE, account, made_line
from attestry.evidence.tests.time_stamp_authority import NAME, certificates, served
from attestry.kit import clock
from attestry.kit.blobs import Folder
from attestry.kit.errors import Unavailable
from attestry.project.health.time_stamps import time_stamps
from attestry.project.home import Organization

pytestmark = pytest.mark.django_db

EVERY_PAGE = ["/evidence/", "/evidence/checkpoints/", "/evidence/0/"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return certificates(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def home(tmp_path):
    with a_home(tmp_path / "home") as one:
        yield one
        transaction.set_rollback(True)


@pytest.fixture
def lead(home):
    """A browser of somebody who leads, over a ledger of two entries under two roots."""
    line = made_line()
    for day in range(2):
        line.read(account(1, mfa_factor=["totp", "none"][day]), on=day)
        line.sign(on=day)
    client = Client()
    client.force_login(somebody("Ada", Role.LEAD))
    return client


@pytest.fixture
def authority(home, made, settings):
    with served(made) as one:
        settings.STAMP_AUTHORITY, settings.STAMP_ROOTS = one.address, str(made.roots)
        yield one


def stamp():
    return stamp_due(HOUSE, progress=lambda _: None)


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_stamp_is_shown_with_its_name_instant_and_accuracy(lead, authority, address):
    at = stamp().stamped_at
    page = said(lead.get(address))
    assert f"Stamped by {NAME} at {at.day} {at:%b %Y, %H:%M:%S} UTC (± 1 s)" in page
    assert "the root over 2 entries existed by then" in page


def test_an_entry_whose_first_root_has_no_stamp_is_proved_up_to_the_one_that_has(lead, authority):
    stamp()
    page = said(lead.get("/evidence/0/"))
    assert "is the root that was signed over 2 entries" in page
    assert "signed before, over 1 entries" in page
    assert "has no stamp of its own and needs none" in page
    assert "signed before" not in said(lead.get("/evidence/1/"))
    assert "Under a later one" in said(lead.get("/evidence/checkpoints/"))


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_while_the_authority_is_down_a_page_says_since_when_and_its_last_answer(lead, authority, address):
    assert "It is asked within the minute" in said(lead.get(address))
    authority.is_down()
    stamp()
    page = said(lead.get(address))
    assert "Waiting for the time-stamp authority since 1 Mar 2026, 08:00 UTC" in page
    assert "it answered 503 Service Unavailable" in page
    assert "It is asked again at" in page


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_without_an_authority_a_page_says_what_to_do(lead, address):
    page = said(lead.get(address))
    assert "No time-stamp authority is configured" in page
    assert "ATTESTRY_STAMP_AUTHORITY" in page


def test_wrong_settings_are_said(lead, settings):
    settings.STAMP_AUTHORITY = "http://127.0.0.1/"
    assert "Nothing is stamped: ATTESTRY_STAMP_AUTHORITY is set and" in said(lead.get("/evidence/"))


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_made_up_company_says_that_it_is_never_stamped(lead, authority, home, address):
    home.belongs_to(Organization("Sample", is_sample=True))
    assert "Never stamped: the instants of a made-up company are made up too" in said(lead.get(address))


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_stamp_that_does_not_hold_is_said_with_the_reason(lead, authority, address):
    stamp()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER evidence_stamp_no_update")
        cursor.execute("UPDATE evidence_stamp SET answer = x'00'")
    assert "The time stamp does not hold: it is not a time stamp" in said(lead.get(address))


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_store_that_does_not_answer_costs_no_page(lead, authority, address, monkeypatch):
    stamp()

    def away(_self, _digest):
        raise Unavailable("The bucket evidence was read an object, and no answer came.")

    monkeypatch.setattr(Folder, "read", away)
    page = said(lead.get(address))
    assert "The time stamp over 2 entries cannot be checked now: The bucket evidence" in page
    assert "does not hold" not in page
    (finding,) = time_stamps(None)
    assert (finding.severity.value, "no answer came" in finding.found) == ("look", True)


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_what_an_authority_answers_is_never_markup(lead, authority, address):
    StampAttempt.objects.create(
        checkpoint_id=2, authority=authority.address, at=clock.now(), refusal="<script>alert(1)</script>"
    )
    page = lead.get(address)
    assert b"<script>alert(1)" not in page.content
    assert "<script>alert(1)</script>" in said(page)


def test_the_downloads_and_commands_of_the_page_verify_with_openssl_alone(lead, authority, tmp_path):
    stamp()
    answer = lead.get("/evidence/0/")
    for part in ("note", "tsr", "pem"):
        address = reverse("checkpoint_part", args=[2, part])
        assert address in links(answer)
        (tmp_path / f"checkpoint-2.{part}").write_bytes(lead.get(address).content)
    shown = said(answer)
    start = shown.index("openssl ts -verify")
    command = shown[start : shown.index("openssl ts -reply")].replace("\\", " ")
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout


def test_what_is_not_there_is_not_found_and_who_may_not_export_takes_nothing(lead, authority):
    one = stamp()
    for address in ("2/other", "1/tsr", "1/pem", "7/note"):
        assert lead.get(f"/evidence/checkpoints/{address}/").status_code == 404
    owner = Client()
    owner.force_login(somebody("Ben", Role.OWNER))
    assert owner.get(reverse("checkpoint_part", args=[one.checkpoint_id, "note"])).status_code == 403
    assert "checkpoint-2.note" not in said(owner.get("/evidence/0/")).replace("-data checkpoint-2.note", "")
