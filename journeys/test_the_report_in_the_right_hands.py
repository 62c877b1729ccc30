"""A stranger asks, signs, reads, maps and asks; the company sees it all, traces a copy, and revokes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from journeys.a_report_to_read import ASSUMED, BY_RULE, ToRead, a_report_to_read
from journeys.a_stranger import Looked, ask, at_their_desk, decide, prove_the_mailbox, sign
from journeys.keyboard import Keyboard

pytestmark = pytest.mark.slow

ASKED, ANSWERED = "Who approves a change at night?", "Whoever is on call, and never its author."
MANAGEMENTS = (
    "/readers/", "/readers/rules/", "/readers/invite/", "/nondisclosure/", "/nondisclosure/publish/",
    "/nondisclosure/paper/", "/nondisclosure/versions/1/", "/disclosures/", "/disclosures/files/",
    "/disclosures/trace/", "/reader-questions/", "/trust-center/", "/trust-center/items/report/",
)  # fmt: skip
WAYS = ("Download my copy", "Read", "Your controls", "Questions")
STRANGERS = ("/trust/subprocessors/", "/trust/sign-in/")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ToRead]:
    """An issued report and the page on which strangers find it."""
    with a_report_to_read(tmp_path_factory.mktemp("to-read")) as found:
        yield found


@pytest.mark.parametrize("width", [1440, 390])
def test_a_stranger_comes_to_a_stamped_copy_and_is_stopped_where_the_lead_revokes(
    home: ToRead, browser: Browser, tmp_path: Path, width: int
) -> None:
    email, company = f"rae@acme{width}.example.com", f"Acme {width}"
    with (
        at_their_desk(browser, home.address, width) as rae,
        at_their_desk(browser, home.home.address, width, home.lead) as lead,
    ):
        for path in STRANGERS:
            rae.see(path)
            rae.look()
        ask(rae, email, company)
        prove_the_mailbox(rae, home, email)
        assert "with a person now" in rae.words()
        decide(lead, company)
        sign(rae, home, email)
        read_what_it_says(rae)
        map_a_control(rae, tmp_path / "mapping.csv")
        ask_and_be_answered(rae, lead, company)
        copy = take_a_copy(rae, tmp_path / "copy.pdf", email)
        look_at_a_page(rae)
        rae.follow("Report")
        genuine(rae, copy)
        revoke(lead, copy)
        be_stopped(rae)
        it_is_all_written_down(lead, email)
        for path in MANAGEMENTS:
            lead.see(path)
            lead.look()
        assert rae.complaints + lead.complaints == []


def read_what_it_says(rae: Looked) -> None:
    """Opinions, the deviation, the firm's peer review at issue, and what the report assumes of its reader."""
    for words in (
        "Unmodified on the description",
        "Qualified on the operation",
        "Nobody but its author approved it.",
        "Pass, 2025, until 31 Dec 2028",
        ASSUMED,
        "0 of 1 mapped",
    ):
        assert words in rae.words(), words


def map_a_control(rae: Looked, file: Path) -> None:
    """The control that the report assumes, mapped to one of their own; and the mapping as CSV."""
    rae.follow("Your controls")
    rae.send("Keep it", state="in_place", words="HR closes each account.", owner="IT")
    assert "Every one is mapped" in rae.words()
    rae.look()
    with rae.downloads("CSV", file).open(encoding="utf-8-sig") as kept:
        (row,) = csv.DictReader(kept)
    assert (row["assumed"], row["state"], row["our_control"]) == (
        ASSUMED,
        "in_place",
        "HR closes each account.",
    )


def ask_and_be_answered(rae: Looked, lead: Looked, company: str) -> None:
    """A question on the record, and its answer."""
    rae.follow("Questions")
    rae.send("Ask", words=ASKED)
    lead.see("/reader-questions/")
    with lead.page.expect_navigation():
        lead.page.locator("main tbody tr").filter(has_text=company).get_by_role("link").first.click()
    lead.send("Answer", words=ANSWERED)
    lead.look()
    rae.page.reload()
    assert ANSWERED in rae.words()
    rae.look()
    rae.follow("Report")


def take_a_copy(rae: Looked, file: Path, email: str) -> Path:
    """The downloaded report, with whose it is on every page and in the file's own data."""
    copy = rae.downloads("Download my copy", file)
    reader = PdfReader(copy)
    assert str(reader.metadata["/AttestryCopy"]).startswith("attestry-copy:")  # type: ignore[index]
    for page in reader.pages:
        assert email in page.extract_text().replace("\n", "")
    return copy


def look_at_a_page(rae: Looked) -> None:
    """A page of the report in the browser, as a picture that is there; and the next one."""
    rae.follow("Read")
    rae.page.locator("main").get_by_role("link", name="Next page").click()
    rae.page.wait_for_url("**?page=2")
    assert (
        rae.page.locator(".viewer-sheet img").evaluate("one => one.decode().then(() => one.naturalWidth)")
        == 1240
    )
    rae.look()
    rae.page.go_back()
    rae.page.go_back()


def genuine(rae: Looked, copy: Path) -> None:
    """The verify page knows the very file."""
    way = rae.page.url
    rae.see("/trust/verify/")
    rae.page.get_by_label("File", exact=False).first.set_input_files(copy)
    rae.page.get_by_text("It is genuine", exact=True).wait_for()
    rae.look()
    rae.see(way, whole=True)


def revoke(lead: Looked, copy: Path) -> None:
    """A copy turned up: its stamp leads to its reader, whose access ends."""
    lead.see("/disclosures/trace/")
    lead.page.get_by_label("The file", exact=False).set_input_files(copy)
    lead.send("Trace it")
    assert "It was handed to Rae Jones" in lead.words()
    lead.look()
    lead.follow("Open the reader")
    lead.send("Revoke", why="A copy turned up where it should not be.")
    assert "Revoked" in lead.words()
    lead.look()


def be_stopped(rae: Looked) -> None:
    """The very next click opens nothing and says why; nor does any other link that stood on the page."""
    links = [rae.page.locator("main").get_by_role("link", name=one, exact=True).first for one in WAYS]
    others = [one.get_attribute("href") or "" for one in links]
    with rae.page.expect_navigation() as going:
        links[0].click()
    assert going.value.status == 403
    assert "Your access to this has ended" in rae.words()
    rae.look()
    for way in others:
        assert rae.see(way, whole=True) == 403, way
    rae.see("/trust/reading/")
    assert "Revoked" in rae.words()
    rae.look()


def it_is_all_written_down(lead: Looked, email: str) -> None:
    """The list of what was handed out names the copy and the pages, the journal each act with its reader."""
    lead.see(f"/disclosures/?q={email}")
    for words in ("Downloaded", "Page shown"):
        assert words in lead.words(), words
    for act in ("download_as_reader", "view_as_reader", "be_refused_as_reader"):
        lead.see(f"/journal/?act=disclosures.{act}&q={email}")
        assert f"disclosures.{act}" in lead.words(), act


def test_by_keyboard_alone_somebody_whom_a_rule_lets_in_asks_signs_and_reads(
    home: ToRead, browser: Browser
) -> None:
    email = f"kim@{BY_RULE}"
    with at_their_desk(browser, home.address, 390) as kim:
        keys = Keyboard(kim.page)
        kim.see("/trust/ask/")
        for label, words in (
            ("Your name", "Kim Lee"),
            ("Your mail address", email),
            ("Company", "Globex"),
        ):
            keys.write(label, words)
        keys.choose("What you need it for", "Before we buy")
        keys.button("Ask for it")
        kim.see(home.mailed(email, "Confirm"))
        keys.button("Yes, I asked")
        keys.link("Sign the agreement")
        keys.write("Your name", "Kim Lee")
        keys.write("Your position", "Buyer")
        keys.press(kim.page.get_by_label("I read it"), "Space")
        keys.button("I agree and sign")
        keys.link("Open the report")
        assert "Qualified on the operation" in kim.words()


def test_a_host_that_reads_like_the_trust_center_s_answers_nothing(home: ToRead, browser: Browser) -> None:
    with at_their_desk(browser, home.address, 1440) as rae:
        like = home.address.replace("trust", "xn--trst-1ra")
        assert rae.see(f"{like}/trust/", whole=True) == 400
        assert rae.see("/readers/") == 404
