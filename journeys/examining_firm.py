"""What the firm does behind the wall: population, sample, workpapers, the deviation, opinions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from journeys.an_examined_home import UNAPPROVED
from journeys.examined_people import People
from journeys.somebody import Somebody

WHAT_FAILED = "Nobody but its author approved it."
ANSWER = "We agree: the rule of the branch had been switched off for an afternoon."


def freeze_and_draw(people: People) -> None:
    """The list of changes: defined, taken, checked, accepted by another, frozen, and drawn with a seed."""
    auditor, page = people.auditor, people.auditor.page
    auditor.see("firm/populations/choose/")
    page.locator("main .population-sources a").filter(has_text="files_change_ticket").first.click()
    auditor.send(
        "Define it",
        title="Changes that went live",
        unit="a change that went live",
        date_column="deployed_at",
        name_column="title",
    )
    population = page.url
    auditor.send("Take the list")
    for kind, items in (("count", ""), ("accuracy", UNAPPROVED)):
        auditor.send(
            "Record the check", kind=kind, holds="yes", words="Compared with the release desk.", items=items
        )
    people.partner.see(population, whole=True)
    people.partner.send("Accept the list", words="It was read whole, and agrees with the desk.")
    auditor.see(population, whole=True)
    auditor.send("Freeze the list")
    auditor.send("Fix the seed", words="autumn")
    page.get_by_role("link", name="Draw the sample").click()
    auditor.send(
        "Draw it, once",
        method="random",
        basis="judgement",
        size=5,
        reason="So few are looked at one and all.",
    )
    auditor.send("Ask for them", words="The record of each approval.")


def examine_design(people: People, *, is_open: bool = False) -> None:
    """What the control is, read and walked through; concluded by the auditor, reviewed by the partner."""
    auditor = people.auditor
    auditor.see("firm/workpapers/")
    if not is_open:
        auditor.send("Open them")
    paper = paper_of(auditor, "D-CHG-02")
    auditor.send("Keep the procedure", text="Read the rule of the branch.", natures=["inspection", "inquiry"])
    auditor.send(
        "Keep it",
        to="write/inquiry/",
        who="Ann Berg",
        role="Developer",
        when="Yesterday",
        question="Who approves a change?",
        answer="Somebody else than whoever wrote it.",
    )
    auditor.send(
        "Keep it",
        to="write/inspection/",
        item="The rule of the main branch",
        seen="One approval by another is required.",
        entry=people.entry,
    )
    auditor.see(paper, whole=True)
    auditor.send(
        "Keep the conclusion",
        verdict="effective",
        words="The rule stands between a change and what is live.",
        entries=people.entry,
    )
    people.partner.see(paper, whole=True)
    people.partner.send("Say so", stands="yes")


def paper_of(who: Somebody, reference: str) -> str:
    """Open a workpaper; its address."""
    who.page.locator("main tbody tr").filter(has_text=reference).get_by_role("link").first.click()
    who.page.wait_for_url("**/workpapers/*/")
    return who.page.url


def examine_operation(people: People) -> None:
    """Each drawn change by two attributes; the one that nobody else approved is marked so."""
    auditor = people.auditor
    auditor.see("firm/workpapers/")
    paper = paper_of(auditor, "O-CHG-02")
    auditor.send(
        "Keep the procedure",
        text="Read the record of each change and of its approval.",
        natures=["inspection"],
        attributes="Approved by another\nApproved before it went live",
    )
    auditor.send("Test this one", population="Changes that went live")
    items = auditor.page.locator(".paper-grid tbody a").evaluate_all("all => all.map(one => one.href)")
    assert len(items) == 5
    for item in items:
        auditor.see(item, whole=True)
        fails = UNAPPROVED in auditor.words()
        marks = {"mark__A": "fail" if fails else "pass", "mark__B": "pass"}
        words = WHAT_FAILED if fails else "The record names who approved it."
        auditor.send("Keep, and go on", **marks, words=words, entry=people.entry)
    auditor.see(paper, whole=True)
    assert "5 items: 1 deviates" in auditor.words()
    auditor.send(
        "Keep the conclusion",
        verdict="not_effective",
        words="One of five changes was approved by nobody else.",
        entries=people.entry,
    )
    assert auditor.page.locator("main form[action$='write/review/']").count() == 0, "nobody reviews their own"
    people.partner.see(paper, whole=True)
    people.partner.send("Say so", to="write/review/", stands="yes")


def weigh_what_failed(people: People) -> None:
    """Raised, confirmed, evaluated, reviewed by the partner, shared; and answered by the lead."""
    auditor, page = people.auditor, people.auditor.page
    auditor.see("firm/deviations/")
    mark = page.locator(
        "main form[action$='raise/marks/'] [name$='marks'][type=checkbox]"
    ).first.get_attribute("value")
    auditor.send(
        "Raise it", to="raise/marks/", marks=mark, title="A change without approval", words=WHAT_FAILED
    )
    if not page.url.rstrip("/").rpartition("/")[2].isdecimal():
        auditor.see("firm/deviations/1/")
    auditor.send(
        "Keep it",
        to="write/confirm/",
        is_deviation="yes",
        on_evidence="The record was read; it names one person alone.",
        on_population="It went live in the period.",
        on_timing="No approval came later.",
    )
    auditor.send(
        "Keep the evaluation",
        pattern="isolated",
        is_intentional="no",
        is_override="yes",
        cause="The rule of the branch was switched off for an afternoon.",
        extension="not_extended",
        extension_words="The whole list was looked at.",
        compensating_words="No other control covers it.",
        pervasiveness="One change of five, of one team.",
        incident_words="None followed; the register was read.",
        severity="criterion_not_met",
        **{f"effect__{key}": "not_met" if key == "CC8.1" else "none" for key in effects(auditor)},
    )
    address = page.url
    people.partner.see(address, whole=True)
    people.partner.send("Say so", stands="yes")
    auditor.see(address, whole=True)
    auditor.send(
        "Share it with management",
        what="One change went live that nobody but its author approved.",
        effect="CC8.1 is not met.",
    )
    people.lead.see("management/deviations/")
    people.lead.send(
        "Keep the response",
        stance="accepted",
        words=ANSWER,
        action="The rule cannot be switched off by one person any more.",
        due_on=(datetime.now(UTC).date() + timedelta(days=30)).isoformat(),
        who="Ann Berg",
    )


def effects(auditor: Somebody) -> list[str]:
    """The criteria of which an evaluation has to say what the deviation means for them."""
    names = auditor.page.locator("main [name*='effect-']").evaluate_all("all => all.map(one => one.name)")
    return sorted({one.rpartition("effect-")[2] for one in names})


def unmodified(people: People, *subjects: str) -> None:
    """The auditor writes an unmodified opinion on each of these."""
    for subject in subjects:
        people.auditor.see(f"firm/opinions/{subject}/")
        people.auditor.send("Keep it", kind="unmodified")
