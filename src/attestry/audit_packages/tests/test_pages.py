"""The pages of audit packages: who may, what they teach when empty, progress, and the file."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from http import HTTPStatus as Status
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from attestry.audit_packages.actions import request_package, write_package, write_pending
from attestry.audit_packages.errors import PackageExists
from attestry.audit_packages.models import AuditPackage, PackageState
from attestry.audit_packages.queries import pending
from attestry.audit_packages.tests.conftest import DAYS, HOUSE, silent
from attestry.audit_packages.verifying import verify_package
from attestry.audit_packages.views.packages import USUAL_DAYS
from attestry.effectiveness.tests.world import NOW
from attestry.kit import clock

ASKED = {"first_on": "2026-03-10", "last_on": "2026-03-13"}


@pytest.fixture
def browser(company):
    """Signs somebody of the small company in."""

    def as_(user):
        client = Client()
        client.force_login(user)
        return client

    with clock.simulated(NOW):
        yield as_


@pytest.fixture
def written(browser, company):
    """A package that the lead asked for and the line wrote."""
    browser(company.lead).post(reverse("audit_packages"), ASKED)
    write_pending(progress=silent)
    return AuditPackage.objects.get()


def test_an_empty_list_teaches_what_a_package_is_for(browser, company):
    said = browser(company.lead).get(reverse("audit_packages")).content.decode()
    assert "No package was asked for yet" in said
    assert "without a network" in said


def test_a_package_is_asked_for_written_by_the_line_and_fetched(browser, company, tmp_path):
    client = browser(company.lead)
    asked = client.post(reverse("audit_packages"), ASKED)
    package = AuditPackage.objects.get()
    assert asked.headers["Location"] == reverse("audit_package", args=[package.pk])
    waiting = client.get(asked.headers["Location"]).content.decode()
    assert "Waits for the line" in waiting
    assert "data-pending" in waiting
    write_pending(progress=silent)
    ready = client.get(asked.headers["Location"]).content.decode()
    assert "It is ready" in ready
    assert "data-pending" not in ready
    fetched = client.get(reverse("audit_package_file", args=[package.pk]))
    file = tmp_path / "fetched.attestry"
    with closing(fetched):
        file.write_bytes(b"".join(fetched.streaming_content))
    assert verify_package(file, progress=silent, is_replay_wanted=False).holds


def test_asking_twice_is_asking_once(browser, company):
    client = browser(company.lead)
    for _ in range(2):
        client.post(reverse("audit_packages"), ASKED)
    assert AuditPackage.objects.count() == 1


def test_a_package_whose_file_is_gone_is_written_again_when_it_is_asked_for_again(browser, company, written):
    Path(written.path).unlink()
    client = browser(company.lead)
    assert client.get(reverse("audit_package_file", args=[written.pk])).status_code == Status.NOT_FOUND
    client.post(reverse("audit_packages"), ASKED)
    write_pending(progress=silent)
    again = AuditPackage.objects.order_by("pk").last()
    assert (again.pk != written.pk, again.state, again.digest) == (True, "ready", written.digest)


def test_a_writer_that_was_killed_after_the_last_byte_is_found_ready(browser, company, written):
    AuditPackage.objects.update(state=PackageState.BUILDING, digest="", bytes=0)
    write_pending(progress=silent)
    again = AuditPackage.objects.get()
    assert (again.state, again.digest, again.bytes) == ("ready", written.digest, written.bytes)


def test_what_the_shell_was_asked_for_waits_for_the_shell_and_not_for_the_line(browser, company, tmp_path):
    made = request_package(HOUSE, DAYS, target=tmp_path / "mine.attestry")
    assert pending() == []
    write_pending(progress=silent)
    said = browser(company.lead).get(reverse("audit_package", args=[made.pk])).content.decode()
    assert "run it again" in said
    assert "data-pending" not in said
    assert not (tmp_path / "mine.attestry").exists()


def test_what_may_not_be_written_over_is_over_and_waits_for_nobody(browser, company, tmp_path):
    (tmp_path / "mine.attestry").write_bytes(b"somebody's")
    made = request_package(HOUSE, DAYS, target=tmp_path / "mine.attestry")
    with pytest.raises(PackageExists):
        write_package(made, progress=silent)
    made.refresh_from_db()
    assert (made.state, made.is_pending) == ("failed", False)
    assert "exists" in made.detail
    assert (tmp_path / "mine.attestry").read_bytes() == b"somebody's"


def test_a_package_that_cannot_be_written_says_so_on_its_page(browser, company, monkeypatch):
    from attestry.audit_packages import actions
    from attestry.kit.errors import Unavailable

    def full(*_args, **_kwargs):
        raise Unavailable("The disk that holds the home is full.", next_step="Free some space.")

    client = browser(company.lead)
    asked = client.post(reverse("audit_packages"), ASKED)
    monkeypatch.setattr(actions, "write_plan", full)
    write_pending(progress=silent)
    said = client.get(asked.headers["Location"]).content.decode()
    assert "It could not be written" in said
    assert "Free some space" in said


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"first_on": "2026-03-13", "last_on": "2026-03-10"}, "The last day is before the first"),
        ({"first_on": "2029-01-01", "last_on": "2029-02-01"}, "has not begun yet"),
        ({"first_on": "2020-01-01", "last_on": "2020-02-01"}, "Nothing was tested up to the end"),
        ({"first_on": "2020-01-01", "last_on": "9999-12-31"}, "is no day that ends"),
        ({"first_on": "no day", "last_on": ""}, "Enter a valid date"),
    ],
)
def test_a_period_that_is_none_is_refused_with_what_was_typed(browser, company, typed, words):
    answer = browser(company.lead).post(reverse("audit_packages"), typed)
    assert answer.status_code == Status.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()
    assert not AuditPackage.objects.exists()


@pytest.mark.parametrize(
    "who, sees, asks, fetches",
    [
        ("lead", Status.OK, Status.FOUND, Status.OK),
        ("auditor", Status.OK, Status.FOUND, Status.OK),
        ("owner", Status.OK, Status.FORBIDDEN, Status.FORBIDDEN),
        ("employee", Status.FORBIDDEN, Status.FORBIDDEN, Status.FORBIDDEN),
    ],
)
def test_who_may_see_ask_and_fetch(browser, company, written, who, sees, asks, fetches):
    client = browser(getattr(company, who))
    assert client.get(reverse("audit_packages")).status_code == sees
    assert client.get(reverse("audit_package", args=[written.pk])).status_code == sees
    assert client.post(reverse("audit_packages"), ASKED).status_code == asks
    with closing(client.get(reverse("audit_package_file", args=[written.pk]))) as fetched:
        assert fetched.status_code == fetches


def test_nobody_who_is_not_signed_in_sees_anything(written):
    for address in ("audit_package", "audit_package_file"):
        answer = Client().get(reverse(address, args=[written.pk]))
        assert answer.status_code == Status.FOUND
        assert "sign-in" in answer.headers["Location"]


def test_a_package_that_is_none_is_not_found(browser, company):
    assert browser(company.lead).get(reverse("audit_package", args=[9])).status_code == Status.NOT_FOUND


def test_the_command_on_the_page_names_the_period_that_the_form_offers(browser, company):
    said = browser(company.lead).get(reverse("audit_packages")).content.decode()
    last = NOW.date() - timedelta(days=1)
    assert f"{last - timedelta(days=USUAL_DAYS)}..{last}.attestry" in said
