"""A description is held against the one of the last period, and against the registers as they stand now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import HOUSE, somebody
from attestry.controls.models import Control
from attestry.descriptions.actions.writing import make_final, write_passage
from attestry.descriptions.queries.description import draft_of
from attestry.descriptions.queries.last_period import last_period
from attestry.descriptions.rules.since import Stood, since
from attestry.descriptions.tests.test_pages import browser_of
from attestry.descriptions.tests.texts import PADDING, write_all
from attestry.engagements.actions.planning import plan_engagement
from attestry.engagements.actions.staffing import join_team
from attestry.engagements.rules.kind import EngagementKind
from attestry.engagements.rules.side import Duty
from attestry.engagements.tests.examination import NOW
from attestry.people.models import Person, Team
from attestry.policies.rules.differences import Change
from attestry.scope.actions.drawing import add_component
from attestry.scope.actions.sharing import add_subservice_organization
from attestry.scope.rules.promises import Method
from attestry.scope.rules.system import ComponentKind
from attestry.vendors.actions.keeping import end_vendor
from attestry.vendors.tests.conftest import a_vendor
from attestry.vendors.tests.test_reports import a_report


def the_next(scene):
    """The engagement of the six months after."""
    return plan_engagement(
        scene.lead.actor(),
        scene.engagement.system,
        kind=EngagementKind.SOC_2_TYPE_2,
        title="Payroll, second half",
        from_on=date(2026, 7, 1),
        until_on=date(2026, 12, 31),
        period_reason="Half a year, as agreed.",
    )


def written(scene):
    """The first description final, the next one taken over but for DC 1, and a component that came since."""
    Control.objects.filter(key="CHG-02").update(state="live", owner=scene.lead)
    write_all(scene)
    make_final(scene.lead.actor(), scene.engagement)
    add_component(
        scene.lead.actor(), scene.engagement.system, kind=ComponentKind.SOFTWARE, name="Wage engine"
    )
    after = the_next(scene)
    kept = (
        f"The system consists of the Ledger database, which holds wages, and of those who run it. {PADDING}"
    )
    write_passage(
        scene.lead.actor(), after, criterion=1, text=f"Payslips is the service, in 50 firms. {PADDING}"
    )
    write_passage(scene.lead.actor(), after, criterion=3, text=kept)
    return after


def test_words_and_facts_that_differ_from_the_last_period_stand_on_the_page(described):
    after = written(described)
    page = browser_of(described.lead).get(f"/engagements/{after.pk}/description/").content.decode()
    assert "from the final description of" in page
    assert "<ins>" in page
    assert "<b>New in the records:</b> Wage engine" in page
    assert "The records changed, and the words are those of the last period." in page
    form = browser_of(described.lead).get(f"/engagements/{after.pk}/management/description/1/")
    assert f"What differs from {described.engagement.title}" in form.content.decode()
    first = browser_of(described.lead).get(f"/engagements/{described.engagement.pk}/description/")
    assert "What differs from" not in first.content.decode()


def test_what_differs_is_frozen_with_the_final_version(described):
    after = written(described)
    lead, system = described.lead.actor(), described.engagement.system
    texts = f"The Ledger, the Wage engine, and those who run them. {PADDING} {PADDING}"
    write_all(replace(described, engagement=after), dc_3=texts)
    make_final(lead, after)
    add_component(lead, system, kind=ComponentKind.SOFTWARE, name="Wiki")
    found = last_period(lead, after, draft_of(after))
    assert found.changed[3].came == ("Wage engine",)


def test_a_firm_that_did_not_examine_the_last_period_learns_nothing_of_it(described):
    after = written(described)
    stranger = somebody("Zoe", Role.AUDITOR)
    join_team(described.lead.actor(), after, stranger, duty=Duty.PARTNER)
    assert last_period(stranger.actor(), after, draft_of(after)) is None
    page = browser_of(stranger).get(f"/engagements/{after.pk}/description/").content.decode()
    assert "What differs from" not in page
    assert last_period(described.lead.actor(), after, draft_of(after)).engagement == described.engagement


def test_what_is_not_written_yet_is_compared_by_its_facts_alone():
    before = {1: Stood("One.", {"A": "x", "B": "y"}), 2: Stood("Two.", {})}
    found = since(before, {1: Stood("", {"A": "z", "C": "y"}), 2: Stood("Two.", {})})
    assert set(found) == {1}
    assert (found[1].lines, found[1].came, found[1].went, found[1].changed) == ((), ("C",), ("B",), ("A",))
    (gone, come) = since(before, {2: Stood("Three.", {})})[2].lines
    assert (gone.change, come.change) == (Change.REMOVED, Change.ADDED)


def test_who_works_here_is_a_fact_of_the_description(described):
    core = Team.objects.create(name="Core")
    for n in range(3):
        Person.objects.create(
            name=f"P{n}", email=f"p{n}@example.org", team=core, started_on=date(2025, 1, 1),
            engagement="contractor" if n else "employee", recorded_at=NOW,
        )  # fmt: skip
    facts = {one.name: one.words for one in draft_of(described.engagement).sections[2].facts}
    said = facts["Who works here"].replace("\u00a0", " ")
    assert said == "3 people work here. Of them 2 as contractor. Teams: Core (3)."


def test_a_vendor_that_is_a_subservice_organization_and_not_in_the_scope_has_to_be_named(described):
    vendor = a_vendor(method="carve_out", expected_controls="Doors are locked.")
    report = a_report(vendor)
    write_all(described)
    assert draft_of(described.engagement).lacks[7] == ("it says none, and the records hold Cloudy",)
    facts = {one.name: one.words for one in draft_of(described.engagement).sections[6].facts}
    said = facts["Register of vendors: Cloudy"].replace("\u00a0", " ")
    assert said.startswith("SOC 2 Type 2, from 1 Jan 2025 until 31 Dec 2025, qualified.")
    assert f"{report.gap(NOW.date()).days} days since then" in said
    add_subservice_organization(
        described.lead.actor(), described.engagement.system, name="Cloudy Inc.", service="Hosting",
        method=Method.CARVE_OUT, why_needed="Its halls.", monitoring="Its report is read.",
    )  # fmt: skip
    assert draft_of(described.engagement).lacks[7] == ("it says none, and the records hold Cloudy Inc.",)


def test_a_vendor_whose_relation_ended_in_the_period_is_told_of_and_one_before_it_is_not(described):
    marked = {"method": "carve_out", "expected_controls": "Doors are locked."}
    for name, day in (("Before", date(2025, 12, 31)), ("Within", date(2026, 3, 31))):
        end_vendor(HOUSE, a_vendor(name, **marked), ended_on=day, how="Keys revoked.")
    write_all(described)
    section = draft_of(described.engagement).sections[6]
    assert [one.name for one in section.facts] == ["Register of vendors: Within"]
    assert "The relation ended on 31 Mar 2026." in section.facts[0].words.replace("\u00a0", " ")
    assert section.lacks == ()
