"""The pages of the wizard, the decision, rules, environments, others' controls and access to data."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from attestry.accounts.rules import Role
from attestry.controls.tests.samples import make_user
from attestry.frameworks.actions import sync_frameworks
from attestry.scope.actions.deciding import add_driver, mark_inapplicable
from attestry.scope.actions.describing import add_data_store
from attestry.scope.actions.discovering import note_discovered
from attestry.scope.actions.disposing import record_disposal
from attestry.scope.actions.environments import add_environment
from attestry.scope.actions.ruling import add_boundary_rule
from attestry.scope.actions.setting_up import ensure_system
from attestry.scope.actions.sharing import (
    add_subservice_organization,
    add_user_entity_control,
    edit_subservice_organization,
    expect_control,
)
from attestry.scope.models import BoundaryRule, DataStore, Environment, ScopeDecision, SubserviceOrganization
from attestry.scope.queries.decisions import signing_page
from attestry.scope.rules.boundary_rules import ResourceFacts, RuleKind
from attestry.scope.rules.decision import DriverKind
from attestry.scope.rules.disposal import DisposalKind, DisposalMethod
from attestry.scope.rules.promises import Method, UserControlKind
from attestry.scope.rules.system import Verdict
from attestry.scope.tests.samples import HOUSE, driven, signed
from attestry.ui.tests.lists import looked_at

SCRIPT = "<script>alert(1)</script>"
PAGES = [
    "/scope/wizard/",
    "/scope/decision/",
    "/scope/decision/not-applicable/",
    "/scope/boundary/rules/",
    "/scope/boundary/environments/",
    "/scope/subservice/",
    "/scope/subservice/user-entities/",
    "/scope/data-stores/disposals/",
    "/scope/",
    "/scope/resources/",
    "/scope/data-stores/",
]
ORGANIZATION = {
    "name": "Cloud Ltd",
    "service": "Hosting",
    "method": "carve_out",
    "why_needed": "Its guards keep the halls.",
}


@pytest.fixture
def system(db):
    sync_frameworks(HOUSE)
    return ensure_system(HOUSE, "Payroll")


@pytest.fixture
def lead(client, system):
    client.force_login(make_user("Ada", Role.LEAD))
    return client


def words(answer):
    return answer.content.decode()


def fill(system, start, count, text="Part"):
    """One more of everything that a page of this room lists, ``count`` times."""
    day = system.created_at.date()
    for n in range(start, start + count):
        add_driver(HOUSE, system, category="security", kind=DriverKind.CONTRACT, words=f"{text} {n}")
        add_environment(HOUSE, system, name=f"{text} {n}", is_production=False, route=text)
        add_boundary_rule(
            HOUSE, system, kind=RuleKind.ACCOUNT, pattern=f"{text} {n}", verdict=Verdict.OUT, reason=text
        )
        one = add_subservice_organization(
            HOUSE, system, name=f"{text} {n}", service=text, method=Method.CARVE_OUT, why_needed=text
        )
        expect_control(HOUSE, one, text=text, criteria=["CC6.4"])
        add_user_entity_control(HOUSE, system, kind=UserControlKind.RESPONSIBILITY, text=f"{text} {n}")
        record_disposal(
            HOUSE,
            system,
            name=f"{text} {n}",
            kind=DisposalKind.DEVICE,
            method=DisposalMethod.PURGED,
            disposed_on=day,
            performed_by=text,
        )
        add_data_store(HOUSE, system, name=f"{text} {n}", agreement=text)
    mark_inapplicable(HOUSE, system, reference=f"CC6.{start + 1}", reason=text)
    facts = {text: ResourceFacts(account=text, project=text, tags=(f"{text}={text}",))}
    note_discovered(HOUSE, system, source="aws", item_ids=facts, facts=facts)
    signed(system)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_however_much_there_is(lead, system, path, django_assert_max_num_queries):
    fill(system, 0, 1)
    with django_assert_max_num_queries(70) as first:
        assert lead.get(path).status_code == 200
    fill(system, 1, 6)
    with django_assert_max_num_queries(len(first)):
        assert lead.get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/scope/decision/1/", "/scope/boundary/"])
def test_what_people_typed_is_shown_as_text(lead, system, path):
    fill(system, 0, 1, text=SCRIPT)
    page = words(lead.get(path))
    assert SCRIPT not in page


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_page_says_what_to_do(lead, path):
    assert "<form" in words(lead.get(path))


def test_r14_the_wizard_s_page_gives_categories_with_reasons_for_and_against(lead):
    page = words(lead.get("/scope/wizard/"))
    assert "Nobody has answered yet" in page
    page = words(lead.post("/scope/wizard/", {"promises_uptime": "on", "markets": ["us", "eu"]}, follow=True))
    assert "Customers are promised that the service is up." in page
    assert "Answered by Ada" in page
    assert page.index("1. SOC 2") < page.index("2. ISO/IEC 27001") < page.index("3. GDPR duties")
    assert "Advised against" in page
    assert lead.post("/scope/wizard/", {"markets": ["mars"]}).status_code == 422


def test_r14_the_advice_is_taken_on_the_wizard_with_its_reasons(lead, system):
    page = words(lead.get("/scope/wizard/"))
    assert "Answer the questions below" in page
    assert "with these reasons" not in page, "nobody has answered yet"
    page = words(lead.post("/scope/wizard/", {"promises_uptime": "on", "markets": ["us"]}, follow=True))
    assert "Choose it, with these reasons" in page
    taken = {"chosen": "yes", "back": "wizard", "reason": "Customers are promised that the service is up."}
    answer = lead.post("/scope/categories/availability/", taken, follow=True)
    assert answer.redirect_chain[-1][0] == "/scope/wizard/#availability"
    assert "Decided so" in words(answer)
    left = {"chosen": "no", "back": "wizard", "reason": "Nothing that you said or recorded needs it."}
    lead.post("/scope/categories/privacy/", left)
    kept = system.categories.get(category="privacy")
    assert (kept.is_chosen, kept.reason) == (False, "Nothing that you said or recorded needs it.")


def test_a_category_that_is_not_chosen_is_left_out_with_a_reason_on_its_page(lead, system):
    assert "Leave it out" in words(lead.get("/scope/"))
    lead.post("/scope/categories/privacy/", {"chosen": "no", "reason": "No data about people."})
    assert "No data about people." in words(lead.get("/scope/"))
    assert not system.categories.get(category="privacy").is_chosen


@pytest.mark.parametrize("path", ["/scope/wizard/", "/scope/", "/scope/boundary/", "/scope/decision/"])
def test_r75_a_page_says_where_one_is_the_one_next_thing_and_what_it_takes(lead, path):
    page = words(lead.get(path))
    for said in (
        "Step 1 of 6: Decide the scope",
        "The one next thing",
        "What it will take",
        "conditions hold",
    ):
        assert said in page


def test_r17_the_wizard_s_page_recommends_a_soc_1(lead):
    page = words(lead.post("/scope/wizard/", {"feeds_customers_books": "on"}, follow=True))
    assert "Ask for a SOC 1 as well" in page


def test_r34_a_blocker_stands_on_the_page_until_the_track_is_started(lead):
    lead.post("/scope/data-stores/", {"name": "Charts", "encryption": "unknown", "is_health_data": "on"})
    for path in ("/scope/wizard/", "/scope/"):
        assert "no HIPAA track is started" in words(lead.get(path))
    page = words(lead.post("/scope/tracks/hipaa/start/", {}, follow=True))
    assert "no HIPAA track is started" not in page
    assert "Worked on since" in page
    assert "needs a reason" in words(lead.post("/scope/tracks/hipaa/stop/", {}, follow=True))


def test_r9_a_category_without_a_driver_warns_on_its_page(lead):
    assert "Nobody is recorded who asks for it" in words(lead.get("/scope/"))
    form = {"category": "security", "kind": "board", "words": "Decision of May"}
    page = words(lead.post("/scope/drivers/", form, follow=True))
    assert "Board: Decision of May" in page
    assert "Nobody is recorded who asks for it" not in page
    assert "names who asks" in words(lead.post("/scope/drivers/", {**form, "words": ""}, follow=True))


def test_r76_the_decision_is_signed_on_its_page_and_its_bytes_are_handed_out(lead, system):
    driven(system)
    page = signing_page(system)
    answer = lead.post("/scope/decision/", {"digest": "0" * 64, "title": "Lead"})
    assert answer.status_code == 422
    assert "The scope changed since you read it." in words(answer)
    lead.post("/scope/decision/", {"digest": page.digest, "title": "Lead", "note": "The first report."})
    assert ScopeDecision.objects.get().signer_name == "Ada"
    assert "There is nothing new to sign." in words(lead.get("/scope/decision/"))
    lead.post("/scope/boundary/", {"kind": "data", "name": "Payslips", "verdict": "in", "reason": "New."})
    assert "data Payslips" in words(lead.get("/scope/decision/"))
    assert lead.get("/scope/decision/1/?format=txt").content.decode() == page.text
    assert "It is the first version" in words(lead.get("/scope/decision/1/"))
    assert lead.get("/scope/decision/7/").status_code == 404


def test_r137_adding_a_component_to_a_signed_scope_asks_for_a_reason_beside_its_field(lead, system):
    signed(system)
    answer = lead.post("/scope/boundary/", {"kind": "data", "name": "Payslips", "verdict": "in"})
    assert answer.status_code == 422
    assert "Adding to a scope that is signed needs a reason." in words(answer)


def test_r137_growth_since_the_baseline_stands_on_the_decision_with_its_reasons(lead, system):
    signed(system)
    for name in ("Ledger", "Gateway"):
        added = {"kind": "software", "name": name, "verdict": "in", "reason": f"Northern needs {name}."}
        assert lead.post("/scope/boundary/", added).status_code == 302
    lead.post("/scope/categories/privacy/", {"chosen": "yes", "reason": "Northern's contract."})
    digest = signing_page(system).digest
    lead.post("/scope/decision/", {"digest": digest, "title": "Lead", "reason": "It comes."})
    page = words(lead.get("/scope/decision/")).partition('id="growth"')[2]
    for said in ("software Ledger", "Northern needs Ledger.", "Northern needs Gateway.", "Privacy"):
        assert said in page
    assert "Northern&#39;s contract." in page


def test_r18_a_criterion_is_left_out_on_its_page_only_with_a_reason(lead):
    answer = lead.post("/scope/decision/not-applicable/", {"criteria": "CC6.4"})
    assert answer.status_code == 422
    assert "needs a reason" in words(answer)
    page = words(
        lead.post(
            "/scope/decision/not-applicable/", {"criteria": "CC6.4", "reason": "No premises."}, follow=True
        )
    )
    assert "No premises." in page
    assert "No premises." in words(lead.get("/scope/decision/"))
    assert "no criterion “X1”" in words(
        lead.post("/scope/decision/not-applicable/", {"criteria": "X1", "reason": "x"})
    )
    lead.post("/scope/decision/not-applicable/CC6.4/applies/")
    assert "No premises." not in words(lead.get("/scope/decision/not-applicable/"))


def test_r80_a_rule_is_shown_before_it_is_saved_and_saved_from_there(lead, system):
    note_discovered(
        HOUSE, system, source="aws", item_ids=["arn:a"], facts={"arn:a": ResourceFacts(tags=("env=dev",))}
    )
    typed = {"kind": "tag", "pattern": "env=*", "verdict": "out", "reason": "Made-up data."}
    page = words(lead.get("/scope/boundary/rules/", typed))
    assert "This rule would decide 1 resource" in page
    assert "arn:a" in page
    assert not BoundaryRule.objects.exists()
    assert "is saved" in words(lead.post("/scope/boundary/rules/", typed, follow=True))
    assert system.resources.get().verdict == "out"
    rule = BoundaryRule.objects.get()
    lead.post(f"/scope/boundary/rules/{rule.pk}/move/", {"to": "later"})
    lead.post(f"/scope/boundary/rules/{rule.pk}/remove/")
    assert system.resources.get().verdict == "undecided"
    assert lead.post("/scope/boundary/rules/", {**typed, "pattern": "env"}).status_code == 422


def test_r79_an_environment_goes_out_on_its_page_only_where_it_reaches_nothing(lead):
    lead.post("/scope/boundary/environments/", {"name": "Development", "reaches": "yes", "route": "A copy"})
    here = f"/scope/boundary/environments/{Environment.objects.get().pk}/"
    bo = make_user("Bo", Role.EXECUTIVE)
    out = {"verdict": "out", "reason": "Made-up data.", "approved_by": bo.email}
    assert "can reach production data, so it belongs" in words(lead.post(here, out))
    lead.post(here, {"form": "reach", "reaches": "no"})
    assert "approved by Bo" in words(lead.post(here, out, follow=True))
    page = words(lead.post(here, {"form": "reach", "reaches": "yes", "route": "A new copy"}, follow=True))
    assert "It was decided out, and it can reach production data." in page


def test_two_people_who_edit_one_organization_lose_nothing(lead, system):
    lead.post("/scope/subservice/", ORGANIZATION)
    one = SubserviceOrganization.objects.get()
    here = f"/scope/subservice/{one.pk}/"
    page = words(lead.get(here))
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    edit_subservice_organization(
        HOUSE, one, service="Hosting and backup", method=Method.CARVE_OUT, why_needed="Halls."
    )
    answer = lead.post(here, {**ORGANIZATION, "service": "What I typed", "seen": seen})
    assert answer.status_code == 422
    for kept in ("What I typed", "Hosting and backup", "Somebody else changed"):
        assert kept in words(answer)
    one.refresh_from_db()
    assert one.service == "Hosting and backup"


def test_a_carved_out_organization_without_expected_controls_is_a_finding(lead):
    page = words(lead.post("/scope/subservice/", ORGANIZATION, follow=True))
    assert "no control is expected of it" in page
    here = f"/scope/subservice/{SubserviceOrganization.objects.get().pk}/"
    assert "no criterion “CC99” in scope" in words(
        lead.post(here, {"form": "expected", "text": "Guards", "criteria": "CC99"})
    )
    page = words(lead.post(here, {"form": "expected", "text": "Guards", "criteria": "CC6.4"}, follow=True))
    assert "Guards" in page
    assert "no control is expected of it" not in page


def test_a_complementary_control_is_told_apart_from_a_responsibility(lead):
    here = "/scope/subservice/user-entities/"
    asked = {"kind": "complementary", "text": "Removes leavers from the portal within a day."}
    assert "names the criterion that is not met without it" in words(lead.post(here, asked))
    asked |= {"criteria": "CC6.2"}
    assert "says what goes wrong without it" in words(lead.post(here, asked))
    page = words(lead.post(here, {**asked, "without_it": "They keep access."}, follow=True))
    assert "UEC-1" in page
    mere = {"kind": "responsibility", "text": "Keeps a browser current."}
    assert "A responsibility rests on no criterion" in words(lead.post(here, {**mere, "criteria": "CC6.2"}))
    assert "UER-1" in words(lead.post(here, mere, follow=True))


def test_r60_a_disposal_without_a_certificate_is_a_finding_until_one_is_named(lead, system):
    form = {
        "name": "Laptop 3",
        "kind": "device",
        "method": "destroyed",
        "disposed_on": "2026-01-02",
        "performed_by": "Shredders",
    }
    page = words(lead.post("/scope/data-stores/disposals/", form, follow=True))
    assert "No certificate or other proof" in page
    lead.post(
        f"/scope/data-stores/disposals/{system.disposals.get().pk}/certificate/", {"certificate": "C-1"}
    )
    assert "No certificate or other proof" not in words(lead.get("/scope/data-stores/disposals/"))
    assert lead.post("/scope/data-stores/disposals/", {**form, "disposed_on": "never"}).status_code == 422
    assert "C-1" in b"".join(lead.get("/scope/data-stores/disposals/?format=csv").streaming_content).decode()


def test_r59_grants_and_log_are_handed_in_as_files_and_read_on_the_page(lead, system):
    store = add_data_store(HOUSE, system, name="Wages")
    here = f"/scope/data-stores/{store.pk}/readers/"

    def hand_in(what, data):
        at = f"/scope/data-stores/{store.pk}/{what}/import/"
        return at, lead.post(at, {"file": SimpleUploadedFile("list.csv", data)})

    def take_in(what, data):
        at, shown = hand_in(what, data)
        assert shown.status_code == 200
        return words(lead.post(at, looked_at(shown), follow=True))

    ada = b"person,granted_on\nada@example.com,2026-01-01\n"
    _, shown = hand_in("grants", ada)
    assert "Would be added" in words(shown)
    assert not store.grants.exists(), "nothing is written before it is looked at"
    assert "ada@example.com" in take_in("grants", ada)
    assert "Log of Wages: 1 added" in take_in("log", b"person,read_at\nada@example.com,2026-01-02T08:00Z\n")
    at, wrong = hand_in("grants", b"person,granted_on\nbo,soon\n,2026-01-01\n")
    assert wrong.status_code == 422
    for told in ("line 2: granted_on: “soon” is no day", "line 3: person: it is empty"):
        assert told in words(wrong), "every wrong line is named"
    assert "ada@example.com" in words(lead.get(here)), "the list before stays"
    assert "ada@example.com" in b"".join(lead.get(f"{here}?format=csv").streaming_content).decode()
    _, shown = hand_in("grants", b"person,granted_on\nbo,2026-01-01\n")
    assert "ada@example.com" in words(shown), "whom the list leaves out is shown"
    store.grants.all().delete()
    assert lead.post(at, looked_at(shown)).status_code == 409
    assert not store.grants.exists()


@pytest.mark.parametrize(
    "path, form",
    [
        ("/scope/wizard/", {"promises_uptime": "on"}),
        ("/scope/drivers/", {"category": "security", "kind": "board", "words": "x"}),
        ("/scope/tracks/hipaa/start/", {}),
        ("/scope/decision/", {"digest": "x", "title": "x"}),
        ("/scope/decision/not-applicable/", {"criteria": "CC6.4", "reason": "x"}),
        ("/scope/boundary/rules/", {"kind": "account", "pattern": "x", "verdict": "in", "reason": "x"}),
        ("/scope/boundary/environments/", {"name": "x", "reaches": "no"}),
        ("/scope/subservice/", ORGANIZATION),
        ("/scope/subservice/user-entities/", {"kind": "responsibility", "text": "x"}),
        (
            "/scope/data-stores/disposals/",
            {
                "name": "x",
                "kind": "device",
                "method": "purged",
                "disposed_on": "2026-01-02",
                "performed_by": "x",
            },
        ),
    ],
)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OWNER, Role.EMPLOYEE])
def test_who_may_not_is_refused(client, system, path, form, role):
    client.force_login(make_user("Eve", role))
    assert client.post(path, form).status_code == 403


def test_an_executive_signs_and_draws_nothing(client, system):
    driven(system)
    client.force_login(make_user("Cleo", Role.EXECUTIVE))
    form = {"digest": signing_page(system).digest, "title": "Chief executive"}
    assert client.post("/scope/decision/", form).status_code == 302
    assert client.post("/scope/boundary/environments/", {"name": "x", "reaches": "no"}).status_code == 403
    assert not DataStore.objects.exists()
