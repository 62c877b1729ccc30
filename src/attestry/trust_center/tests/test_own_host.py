"""The trust center's own host: all that readers need answers there, and nothing of management's."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings as of_home
from django.test import Client

from attestry.disclosures.tests.reading import a_bound_grant, download_path, viewer
from attestry.kit.secrets import SecretBox
from attestry.notices.models import Notice
from attestry.opinions.tests.issued import issued, issued_once
from attestry.readers.actions.linking import link_mail, new_reader_link
from attestry.readers.tests.visiting import asks, mailed_path, on_offer
from attestry.trust_center.middleware import ROOMS, answers_here
from attestry.trust_center.tests.scene import opened

__all__ = ["issued", "issued_once"]
HOST = "trust.example.org"
_EXAMPLES = {"uuid": "9f06cf77-3167-41b7-838e-0c2a185f766b", "int": "1", "str": "word", "slug": "report"}


@pytest.fixture(autouse=True)
def _own_host(settings):
    settings.TRUST_HOST = HOST
    settings.ALLOWED_HOSTS = ["testserver", HOST]


@pytest.fixture
def visitor():
    """A browser that only knows the trust center's host."""
    return Client(headers={"host": HOST})


def addresses_of(room):
    """An example of each address of a room."""
    routes = [str(one.pattern) for one in import_module(f"attestry.{room}.urls").urlpatterns]
    return ["/" + re.sub(r"<(\w+):\w+>", lambda kind: _EXAMPLES[kind[1]], route) for route in routes]


@pytest.mark.parametrize("room", [one for one in sorted(ROOMS) if find_spec(f"attestry.{one}.urls")])
def test_of_each_room_the_pages_below_trust_answer_there_and_no_other(room):
    addresses = addresses_of(room)
    assert addresses
    for path in addresses:
        assert answers_here(path) == path.startswith("/trust/"), path


def test_no_page_of_the_installation_outside_of_trust_answers_there(issued, visitor):
    opened(issued.scene.lead)
    visitor.force_login(issued.scene.lead)
    missing = visitor.get("/no-such-page/")
    for path in (
        "/readers/", "/readers/rules/", "/readers/requests/", "/nondisclosure/", "/nondisclosure/publish/",
        "/disclosures/", "/disclosures/trace/", "/reader-questions/", "/questionnaires/", "/trust-center/",
    ):  # fmt: skip
        answer = visitor.get(path)
        assert (answer.status_code, answer.content) == (404, missing.content), path


def test_a_stranger_asks_and_a_reader_reads_without_leaving_that_host(issued, visitor):
    opened(issued.scene.lead)
    asks(visitor, on_offer(issued))
    assert visitor.post(mailed_path("rae@acme.example.com", "confirm")).status_code == 200
    for path in ("/trust/ask/", "/trust/ask/thanks/", "/trust/sign-in/", "/trust/"):
        assert visitor.get(path).status_code == 200, path
    grant = a_bound_grant(issued)
    token = new_reader_link(grant.reader, valid_for=timedelta(minutes=30))
    assert visitor.post(f"/trust/in/{token}/").status_code == 302
    assert visitor.get("/trust/agreement/").status_code == 200
    assert visitor.get(viewer(grant)).status_code == 200
    assert visitor.get(download_path(visitor, grant)).content.startswith(b"%PDF")


def test_the_links_that_readers_are_mailed_lead_to_that_host(issued, settings):
    settings.CSRF_TRUSTED_ORIGINS, settings.SESSION_COOKIE_SECURE = ["https://attestry.example.org"], True
    mail = link_mail("rae@acme.example.com", "reader", "Sign in", "Text", page="reader_link", token="abc")
    assert mail.private == f"https://{HOST}/trust/in/abc/"
    asks(Client(), on_offer(issued))
    kept = Notice.objects.get(recipient="rae@acme.example.com")
    assert f"https://{HOST}/trust/confirm/" in SecretBox(of_home.HOME.keys).open(kept.sealed)


@pytest.mark.parametrize(
    "host", [f"{HOST}.", f"{HOST}.:8443", f"{HOST}:443", HOST.upper(), f"{HOST.upper()}.:1"]
)
def test_however_its_name_is_spelled_no_other_page_answers_there(issued, client, host):
    opened(issued.scene.lead)
    client.force_login(issued.scene.lead)
    for path in ("/sign-in/", "/today/", "/trust-center/", "/api/acts/", "/readers/"):
        assert client.get(path, headers={"host": host}).status_code == 404, path
    assert client.get("/", headers={"host": host})["Location"] == "/trust/"
    assert client.get("/trust/", headers={"host": host}).status_code == 200


def test_a_style_sheet_that_is_not_there_is_missing_like_any_page(issued, visitor):
    missing = visitor.get("/no-such-page/")
    for path in ("/static/no-such.css", "/static/../sign-in/", "/static/"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.content) == (404, missing.content), path


@pytest.mark.parametrize(("more", "status"), [([f"https://{HOST}"], 302), ([], 403)])
def test_behind_a_proxy_that_speaks_tls_a_reader_sends_forms_from_that_host(issued, settings, more, status):
    on_offer(issued)
    settings.CSRF_TRUSTED_ORIGINS = ["https://attestry.example.org", *more]
    browser = Client(enforce_csrf_checks=True, headers={"host": HOST, "origin": f"https://{HOST}"})
    browser.get("/trust/ask/")
    token = browser.cookies["csrftoken"].value
    assert asks(browser, issued, csrfmiddlewaretoken=token).status_code == status
