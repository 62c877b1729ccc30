"""Hostile visitors: floods, forged origins, another host, odd methods, strange addresses, uploads."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pytest
from PIL import Image

from attestry.trust_center import middleware
from attestry.trust_center import shelf as module
from attestry.trust_center.actions.keeping import set_logo
from attestry.trust_center.errors import LogoRefused
from attestry.trust_center.logo import as_png
from attestry.trust_center.models import TrustPage
from attestry.trust_center.shelf import MOST_PAGES, Shelf
from attestry.trust_center.tests.scene import a_picture, opened
from attestry.ui.security import POLICY

pytestmark = pytest.mark.django_db
HOST = "trust.example.org"


@pytest.fixture
def lead(examination):
    """Whoever keeps the page; the world sees it."""
    opened(examination.lead)
    return examination.lead


@pytest.fixture
def own_host(settings):
    """A host name of its own."""
    settings.TRUST_HOST = HOST
    settings.ALLOWED_HOSTS = ["testserver", HOST]


def test_a_stranger_is_given_no_cookie_and_nothing_of_another_host_is_asked_for(client, lead):
    for path in ("/trust/", "/trust/verify/", "/trust/subprocessors/", "/trust/nothing/"):
        answer = client.get(path)
        assert not answer.cookies, path
        assert answer["Content-Security-Policy"] == POLICY
        html = answer.content.decode()
        assert "<style" not in html
        assert "onclick" not in html
        assert 'src="http' not in html
        assert 'href="http' not in html
    for path, sent in (("/trust/verify/", {"digest": "a" * 64}), ("/trust/updates/", {"address": "a@b.com"})):
        assert not client.post(path, sent).cookies


def test_only_reading_is_answered_where_nothing_is_sent(client, lead):
    for path in ("/trust/", "/trust/subprocessors/"):
        assert client.head(path).status_code == 200
        for method in (client.post, client.put, client.delete, client.patch, client.options):
            assert method(path).status_code == 405
    assert client.get("/trust/updates/").status_code == 405
    assert client.put("/trust/verify/").status_code == 405


def test_who_asks_too_often_is_told_to_wait_and_others_are_not(client, lead):
    answers = [client.get("/trust/verify/", REMOTE_ADDR="203.0.113.9").status_code for _ in range(245)]
    assert answers.count(200) >= 240
    assert answers[-1] == 429
    refused = client.get("/trust/verify/", REMOTE_ADDR="203.0.113.9")
    assert int(refused["Retry-After"]) >= 1
    assert client.get("/trust/verify/", REMOTE_ADDR="203.0.113.10").status_code == 200


def test_sending_is_counted_harder_than_reading_and_by_no_forged_address(client, lead):
    told = [
        client.post(
            "/trust/verify/",
            {"digest": "a" * 64},
            REMOTE_ADDR="203.0.113.9",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{number}",
        ).status_code
        for number in range(12)
    ]
    assert told == [200] * 10 + [429] * 2


def test_on_its_own_host_nothing_else_of_the_installation_answers(client, lead, own_host):
    for path in ("/", "/trust/", "/trust/verify/", "/trust/ask/"):
        assert client.get(path, headers={"host": HOST}).status_code in (200, 302), path
    assert client.get("/", headers={"host": HOST})["Location"] == "/trust/"
    for path in (
        "/sign-in/", "/today/", "/controls/", "/trust-center/", "/api/acts/", "/journal/", "/health/",
        "/readers/", "/engagements/1/report/", "/admin/", "/trust/../controls/",
    ):  # fmt: skip
        answer = client.get(path, headers={"host": HOST})
        assert answer.status_code == 404, path
        assert "sign-in" not in answer.content.decode()
    client.force_login(lead)
    assert client.get("/trust-center/", headers={"host": HOST}).status_code == 404
    assert client.get("/trust-center/").status_code == 200
    assert client.get("/trust/").status_code == 200


def test_its_own_host_serves_the_style_sheet_and_says_the_same_of_every_missing_page(client, lead, own_host):
    styles = client.get("/trust/", headers={"host": HOST}).content.decode()
    sheet = styles.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert client.get(sheet, headers={"host": HOST}).status_code == 200
    one, other = (client.get(path, headers={"host": HOST}) for path in ("/users/", "/no-such-page/"))
    assert one.content == other.content


def test_a_host_that_is_not_ours_is_refused(client, lead):
    assert client.get("/trust/", headers={"host": "evil.example"}).status_code == 400


def test_an_unknown_policy_or_logo_says_the_same_as_any_missing_page(client, lead):
    nothing = client.get("/trust/policies/no-such/")
    assert nothing.status_code == 404
    assert client.get("/trust/logo.0123456789abcdef.png").content == nothing.content


def test_query_strings_are_one_page_and_take_no_room(client, lead, monkeypatch):
    own = Shelf()
    monkeypatch.setattr(module, "connection", type("Outside", (), {"in_atomic_block": False}))
    world = module.the_world(module.clock.now())
    for number in range(MOST_PAGES + 50):
        own.keep(f"/trust/policies/{number}/", b"x", world)
    assert len(own) == MOST_PAGES
    monkeypatch.setattr("attestry.trust_center.views.public.shelf", own)
    own.forget()
    for number in range(30):
        assert client.get(f"/trust/?page={number}&utm={number}").status_code == 200
    assert len(own) == 1


def test_a_kept_page_is_handed_out_until_something_that_it_shows_was_written(monkeypatch, examination):
    worlds = [object(), object()]
    monkeypatch.setattr(module, "connection", type("Outside", (), {"in_atomic_block": False}))
    at = module.clock.now()
    monkeypatch.setattr(module.clock, "now", lambda: at)
    monkeypatch.setattr(module, "the_world", lambda _at: worlds[0])
    own = Shelf()
    kept = own.keep("/trust/", b"page", worlds[0])
    assert own.find("/trust/") is kept
    at += 2 * module.ASK_AFTER
    found = own.find("/trust/")
    assert found is not None
    assert found.body == b"page"
    at += 2 * module.ASK_AFTER
    monkeypatch.setattr(module, "the_world", lambda _at: worlds[1])
    assert own.find("/trust/") is None


def test_while_one_asks_whether_anything_was_written_the_others_are_not_kept_waiting(monkeypatch):
    monkeypatch.setattr(module, "connection", type("Outside", (), {"in_atomic_block": False}))
    at = module.clock.now()
    monkeypatch.setattr(module.clock, "now", lambda: at)
    own, busy = Shelf(), Lock()
    busy.acquire()
    own.keep("/trust/", b"page", object())
    own._asking = busy
    at += 2 * module.ASK_AFTER
    assert own.find("/trust/") is not None
    at += 10 * module.ASK_AFTER
    assert own.find("/trust/") is None


def test_a_browser_that_has_the_page_is_told_that_it_is_the_same(client, lead):
    first = client.get("/trust/")
    assert "max-age" in first["Cache-Control"]
    again = client.get("/trust/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/trust/", headers={"if-none-match": '"other"'}).status_code == 200


def test_the_door_lets_everything_of_the_program_by(rf):
    seen = []
    door = middleware.PublicSide(lambda request: seen.append(request.path) or "on")
    assert door(rf.get("/controls/")) == "on"
    assert seen == ["/controls/"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_written_anew_and_nothing_of_the_upload_is_left(client, lead, kind):
    hidden = b"<script>alert(1)</script>"
    set_logo(lead.actor(), data=a_picture(kind) + hidden)
    page = TrustPage.objects.get()
    answer = client.get(f"/trust/logo.{page.logo_digest[:16]}.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert hidden not in answer.content
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.format == "PNG"
        assert picture.width <= 640
        assert picture.height <= 160
    assert f"/trust/logo.{page.logo_digest[:16]}.png" in client.get("/trust/").content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(40),
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"x" * ((2 << 20) + 1),
        a_picture(size=(5000, 4000)),
    ],
    ids=["svg", "gif", "pdf", "broken", "large", "many pixels"],
)
def test_what_is_no_small_raster_picture_is_refused(data):
    with pytest.raises(LogoRefused):
        as_png(data)


def test_a_logo_is_uploaded_and_taken_away_on_the_page_of_the_look(client, lead):
    client.force_login(lead)
    file = BytesIO(a_picture())
    file.name = "logo.svg"
    assert client.post("/trust-center/look/", {"logo": "yes", "file": file}).status_code == 302
    assert TrustPage.objects.get().logo_digest
    bad = BytesIO(b"<svg/>")
    bad.name = "logo.png"
    assert client.post("/trust-center/look/", {"logo": "yes", "file": bad}).status_code == 422
    client.post("/trust-center/look/", {"logo": "yes"})
    assert not TrustPage.objects.get().logo_digest
