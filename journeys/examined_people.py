"""The people of an examination, and what both sides do at its beginning and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from journeys.somebody import Somebody


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, each in a browser of their own."""

    lead: Somebody
    executive: Somebody
    partner: Somebody
    auditor: Somebody
    entry: str

    def all_at(self, address: str) -> None:
        """Let everybody's pages lie below one engagement."""
        for one in (self.lead, self.executive, self.partner, self.auditor):
            one.at = address


def today() -> str:
    """The day, as fields want it."""
    return datetime.now(UTC).date().isoformat()


def write_the_firm_down(lead: Somebody) -> None:
    """The firm with its licence and its peer review."""
    lead.see("/engagements/firms/new/", whole=True)
    expires = (datetime.now(UTC).date() + timedelta(days=400)).isoformat()
    lead.send(
        "Keep it",
        name="Doyle & Partners",
        city="Columbus",
        state="Ohio",
        licence_jurisdiction="Ohio",
        licence_number="CPA-4411",
        licence_expires_on=expires,
        peer_review="Pass, 2025",
        peer_review_expires_on=expires,
    )


def plan(people: People, *, kind: str, title: str, until_on: str, from_on: str = "") -> None:
    """The lead plans, names the firm and its reviewing partner."""
    lead = people.lead
    lead.see("/engagements/plan/", whole=True)
    lead.send(
        "Plan it",
        kind=kind,
        title=title,
        from_on=from_on,
        until_on=until_on,
        firm="Doyle & Partners",
    )
    people.all_at("/" + lead.page.url.partition("//")[2].partition("/")[2])
    lead.send("Put on the team", user="Pat Doyle", duty="partner")


def the_team_signs(people: People) -> None:
    """The partner names the auditor; both sign that they are independent, and the work begins."""
    people.partner.see()
    people.partner.send("Put on the team", user="Sam Reyes", duty="lead")
    for one in (people.partner, people.auditor):
        one.see("firm/independence/")
        one.send("Sign in my name", text="Neither the firm nor I work for the company.")


def the_letters(people: People) -> None:
    """The engagement letter before the work; then the firm goes to fieldwork."""
    people.lead.see("letters/")
    people.lead.send("Seal it", **letter("engagement"), countersigned_by="Pat Doyle")
    people.auditor.see()
    people.auditor.send("Go to “Fieldwork”")


def letter(kind: str) -> dict[str, object]:
    """A signed copy."""
    return {
        "kind": kind,
        "document": (f"{kind}.pdf", "application/pdf", f"%PDF-1.7 {kind}".encode()),
        "signatory": "Eva Stone",
        "signatory_title": "Chief executive",
        "dated_on": today(),
    }


def ask_and_answer(people: People) -> None:
    """The auditor asks for what fits; the lead answers one from the ledger, and the auditor accepts it."""
    people.auditor.see("requests-from-the-library/")
    people.auditor.page.locator("main [name=due_on]").fill(today())
    people.auditor.page.locator("main form").filter(has=people.auditor.page.locator("[name=due_on]")).locator(
        "button"
    ).first.click()
    people.auditor.page.wait_for_url("**/requests/")
    people.lead.see("requests/PBC-071/")
    people.lead.send("Attach", note="Every change, as the list of the release desk has it.")
    people.lead.send("Hand it to the firm")
    people.auditor.see("requests/PBC-071/")
    people.auditor.send("Accept it")
    assert "Accepted" in people.auditor.words()


def later_events(people: People) -> None:
    """Five questions: asked by the auditor, answered by the lead, weighed by the auditor."""
    people.auditor.see("later-events/")
    people.auditor.send("Ask management")
    people.lead.see("later-events/")
    for address in actions(people.lead, "answer/"):
        people.lead.send(
            "Keep the answer",
            to=address,
            has_occurred="no",
            words="Nothing; the registers were read.",
            until_on=today(),
            said_by="Lea Brandt, head of compliance",
        )
        people.lead.see("later-events/")
    people.auditor.see("later-events/")
    for address in actions(people.auditor, "weigh/"):
        people.auditor.send("Keep it", to=address, effect="none", words="As the registers say.")
        people.auditor.see("later-events/")


def actions(who: Somebody, ending: str) -> list[str]:
    """Where the forms of a page go, those that end so."""
    forms = who.page.locator(f"main form[action$='{ending}']")
    found: list[str] = forms.evaluate_all("all => all.map(one => one.getAttribute('action'))")
    return found


def issue(people: People) -> None:
    """The representation letter, review, the partner's approvals, and the report."""
    people.lead.see("letters/")
    people.lead.send("Seal it", **letter("representation"))
    people.auditor.see()
    people.auditor.send("Go to “Review”")
    people.auditor.see("firm/report/")
    assert people.auditor.page.get_by_role("button", name="Issue the report").count() == 0
    people.partner.see("firm/opinions/")
    for address in actions(people.partner, "approve/"):
        people.partner.send("Let it stand", to=address)
        people.partner.see("firm/opinions/")
    people.partner.see("firm/report/")
    assert "Nothing stands against it" in people.partner.words(), people.partner.words()
    people.partner.send("Issue the report", report_on=today())
    people.lead.see("report/")
