"""The lead, the auditor and the reviewing partner take an examination to its report, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from journeys.an_examined_home import FIRST, LAST, signed_in, tell
from journeys.examined_people import (
    People,
    ask_and_answer,
    issue,
    later_events,
    plan,
    the_letters,
    the_team_signs,
    write_the_firm_down,
)
from journeys.examining_firm import (
    ANSWER,
    WHAT_FAILED,
    examine_design,
    examine_operation,
    freeze_and_draw,
    unmodified,
    weigh_what_failed,
)
from journeys.homes import served
from journeys.somebody import Somebody

pytestmark = pytest.mark.slow

PADDING = "It runs in one region of Frankfurt; a team of nine people looks after it around the clock."
TEXTS = {
    1: "Rosters is the service. It plans shifts for 40 clinics, whose staff reach it with a browser.",
    2: "We promise that a roster that is published stays readable, as the contract of 2025 says.",
    3: "The system is the Roster planner, which holds the shifts, and the people who run it.",
    5: "The security criteria apply; for changes the control is CHG-02, which two people carry.",
}
NOTHING = {
    4: "The register of incidents of the period holds none that was rated high.",
    6: "No control of a customer is assumed.",
    7: "Nobody else's controls are needed.",
    9: "The log of scope decisions of the period holds none.",
}


@pytest.fixture(scope="module")
def people(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """The four of them, in a home that is served."""
    folder = tmp_path_factory.mktemp("examined")
    sessions = tell(folder / "home", folder)
    entry = sessions.pop("entry")
    with served(folder / "home") as home:
        contexts = {key: signed_in(browser, home.address, one) for key, one in sessions.items()}
        found = People(**{key: Somebody(one.new_page()) for key, one in contexts.items()}, entry=entry)
        write_the_firm_down(found.lead)
        yield found
        for one in contexts.values():
            one.close()


def test_a_type_2_with_one_qualified_criterion_is_issued_through_the_pages(
    people: People, tmp_path: Path
) -> None:
    plan(people, kind="soc_2_type_2", title="Rosters 2026", from_on=FIRST, until_on=LAST)
    the_team_signs(people)
    the_letters(people)
    ask_and_answer(people)
    freeze_and_draw(people)
    examine_design(people)
    examine_operation(people)
    weigh_what_failed(people)
    describe_and_sign(people)
    later_events(people)
    people.auditor.see("firm/opinions/operation/")
    people.auditor.send(
        "Keep it",
        kind="qualified",
        cause="misstated",
        is_pervasive="no",
        criteria=["CC8.1"],
        matter="A change went live that nobody but its author had approved.",
        reasons="It concerns changes alone, and one of them.",
    )
    unmodified(people, "description", "design")
    nobody_climbs_the_wall(people)
    issue(people)
    report = people.lead.downloads("Download the PDF", tmp_path / "report.pdf")
    assert_it_says(report)


def test_a_type_1_holds_no_result_of_operation_and_is_issued(people: People, tmp_path: Path) -> None:
    plan(people, kind="soc_2_type_1", title="Rosters as of summer", until_on=LAST)
    the_team_signs(people)
    the_letters(people)
    people.auditor.see("firm/workpapers/")
    people.auditor.send("Open them")
    assert "O-CHG-02" not in people.auditor.words()
    examine_design(people, is_open=True)
    people.auditor.see("firm/opinions/")
    assert "operated effectively" not in people.auditor.words()
    assert people.auditor.see("firm/opinions/operation/") == 404
    describe_and_sign(people, but=9)
    later_events(people)
    unmodified(people, "description", "design")
    issue(people)
    report = people.lead.downloads("Download the PDF", tmp_path / "type-1.pdf")
    said = text_of(report)
    assert "SOC 2 Type 1" in said
    assert "as of 31 Aug 2026" in said
    assert "items tested" not in said
    assert WHAT_FAILED not in said


def describe_and_sign(people: People, *, but: int = 0) -> None:
    """The lead writes the nine criteria and makes them final; an executive signs the assertion."""
    lead = people.lead
    for number in range(1, 10):
        if number == but:
            continue
        lead.see(f"management/description/{number}/")
        if number == 8:
            names = lead.page.locator("main .description-facts a").all_inner_texts()
            text = f"Nothing of their kind is done here, and so these are not relevant: {', '.join(names)}."
            said = {"text": f"{text} {PADDING}"}
        elif number in NOTHING:
            said = {"none_because": NOTHING[number]}
        else:
            said = {"text": f"{TEXTS[number]} {PADDING}"}
        lead.send("Keep it", **said)
    lead.see("description/")
    lead.send("Make it final")
    people.executive.see("management/assertion/")
    people.executive.send("I have read it, and sign", title="Chief executive")


def nobody_climbs_the_wall(people: People) -> None:
    """The lead tries the firm's pages and acts, the auditor management's: each is refused."""
    for path in ("workpapers/", "populations/", "deviations/", "opinions/", "report/"):
        assert people.lead.see(f"firm/{path}") == 403, path
        assert people.executive.see(f"firm/{path}") == 403, path
    for path in ("description/1/", "assertion/", "deviations/", "populations/"):
        assert people.auditor.see(f"management/{path}") == 403, path
    people.lead.see("requests/")
    assert people.lead.posts("firm/opinions/operation/", {"kind": "unmodified"}) == 403
    people.auditor.see("requests/")
    assert people.auditor.posts("management/description/1/", {"text": "Ours."}) == 403
    assert people.lead.see("report/") == 200
    assert "Nothing is issued yet" in people.lead.words()


def text_of(report: Path) -> str:
    """The words of a PDF, spaces between."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(report).pages).split())


def assert_it_says(report: Path) -> None:
    """The qualified opinion with its criterion, the deviation, the response, and all five sections."""
    said = text_of(report)
    for words in (
        "SOC 2 Type 2",
        "Qualified",
        "except for the matter described above with regard to CC8.1",
        "A change went live that nobody but its author had approved.",
        "5 items tested, 1 deviating",
        WHAT_FAILED,
        ANSWER,
        "Eva Stone",
        "Doyle & Partners",
        *(f"Section {number}" for number in ("I", "II", "III", "IV", "V")),
    ):
        assert words in said, words
    assert "Draft" not in said
