import hashlib
from datetime import timedelta

import pytest

from attestry.accounts.rules import Role
from attestry.controls.actions.adopting import adopt_control
from attestry.controls.models import Control
from attestry.controls.tests.samples import SYSTEM
from attestry.kit import clock
from attestry.notices.models import Notice
from attestry.policies.actions.adopting import write_policy
from attestry.policies.actions.writing import edit_policy, settle_policy
from attestry.policies.models import Policy, PolicyTemplate
from attestry.policies.queries.policies import latest_version, published_version
from attestry.policies.tests.conftest import NOW
from attestry.policies.tests.world import LONG, a_person, a_user, adopted, published, put_in_force

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def words(answer):
    return answer.content.decode()


def as_user(client, name, role=Role.LEAD):
    client.force_login(a_user(name, role))
    return client


def test_an_empty_register_teaches_and_offers_the_templates(lead):
    page = words(lead.get("/policies/"))
    assert "No policy is written yet" in page
    assert "Choose templates" in page


def test_templates_become_drafts_from_the_page_and_the_list_shows_what_is_still_missing(lead):
    page = words(lead.get("/policies/templates/"))
    assert page.count("checked") == 24
    form = {"templates": ["POL-01", "POL-06"], "contact": "security@example.org"}
    page = words(lead.post("/policies/templates/", form, follow=True))
    assert "2 drafted." in page
    assert "Code of conduct and ethics, Governance and oversight policy" in page
    answer = lead.post("/policies/templates/", {"templates": [], "contact": "security@example.org"})
    assert answer.status_code == 422
    assert "Choose at least one template." in words(answer)


def test_several_templates_become_one_policy_from_the_page(lead):
    form = {
        "templates": ["POL-06", "POL-07"],
        "contact": "security@example.org",
        "is_merged": "on",
        "title": "Access",
    }
    lead.post("/policies/templates/", form)
    assert Policy.objects.get().title == "Access"


def test_a_policy_is_written_approved_published_and_acknowledged_through_the_pages(lead, client):
    a_person("Max")
    lead.post("/policies/new/", {"kind": "policy", "title": "Clean desk", "is_for_everyone": "on"})
    policy = Policy.objects.get()
    page = words(lead.get("/policies/clean-desk/edit/"))
    assert "You write in version 1, a draft." in page
    form = {"text": f"# Clean desk\n\n## Rule\n\n{LONG}", "based_on": latest_version(policy).digest}
    page = words(lead.post("/policies/clean-desk/edit/", {**form, "act": "preview"}))
    assert "<h3>Rule</h3>" in page
    assert "Rule" not in latest_version(policy).text
    page = words(lead.post("/policies/clean-desk/edit/", {**form, "act": "keep"}, follow=True))
    assert "Submit for approval" in page
    digest = {"digest": latest_version(policy).digest}
    a_user("Eve", Role.EXECUTIVE)
    page = words(lead.post("/policies/clean-desk/submit/", digest, follow=True))
    assert "You wrote in it, so somebody else decides." in page
    page = words(lead.post("/policies/clean-desk/approve/", digest, follow=True))
    assert "You wrote in this version, so somebody else approves it." in page
    eve = as_user(client, "Eve", Role.EXECUTIVE)
    assert "Approve this text" in words(eve.get("/policies/clean-desk/"))
    eve.post("/policies/clean-desk/approve/", digest)
    ada = as_user(client, "Ada")
    page = words(
        ada.post("/policies/clean-desk/publish/", {**digest, "effective_on": "2026-03-10"}, follow=True)
    )
    assert "1 person still have to acknowledge it" in page
    max_ = as_user(client, "Max", Role.EMPLOYEE)
    page = words(max_.get("/policies/clean-desk/read/"))
    assert "You are asked to acknowledge this policy by 24 Mar 2026" in page
    page = words(max_.post("/policies/clean-desk/acknowledge/", digest, follow=True))
    assert "You acknowledged this version on 10 Mar 2026" in page
    assert "1 of 1" in words(as_user(client, "Ada").get("/policies/"))


def test_who_keeps_second_sees_both_texts_and_loses_nothing(lead, system):
    policy = adopted(system)
    digest = latest_version(policy).digest
    edit_policy(a_user("Ben").actor(), policy, text="# Ben's sentence", based_on=digest)
    form = {"text": "# Ada's sentence", "based_on": digest, "act": "keep"}
    answer = lead.post(f"/policies/{policy.key}/edit/", form)
    page = words(answer)
    assert answer.status_code == 409
    assert "Ben changed the text while you were writing." in page
    assert "# Ben&#39;s sentence" in page
    assert "# Ada&#39;s sentence" in page
    assert f'name="based_on" value="{latest_version(policy).digest}"' in page


def test_what_differs_between_versions_is_shown_word_by_word(lead, system):
    policy = published(system)
    first = published_version(policy)
    text = first.text.replace("within one business day", "within two business days")
    edit_policy(a_user("Ada").actor(), policy, text=text, based_on=first.digest, change_note="More time.")
    page = words(lead.get(f"/policies/{policy.key}/versions/2/?against=1"))
    assert "<del>one</del>" in page
    assert "<ins>two</ins>" in page
    assert "the same" in page


def test_the_exported_text_has_the_digest_that_was_approved(lead, system):
    policy = published(system)
    answer = lead.get(f"/policies/{policy.key}/versions/1/text/")
    assert hashlib.sha256(answer.content).hexdigest() == published_version(policy).digest


def test_html_in_every_field_is_shown_as_text(lead, system):
    form = {"kind": "policy", "title": f"Desk {SCRIPT}", "is_for_everyone": "on"}
    lead.post("/policies/new/", form)
    policy = Policy.objects.get()
    path = f"/policies/{policy.key}/"
    text = (
        f"# T\n\n## {SCRIPT} {{#X.1}}\n\n{SCRIPT} ![x](https://example.org/x.png) [y](javascript:alert(1))\n"
    )
    form = {"text": text, "based_on": latest_version(policy).digest, "change_note": SCRIPT}
    preview = words(lead.post(f"{path}edit/", {**form, "act": "preview"}))
    lead.post(f"{path}edit/", {**form, "act": "keep"})
    put_in_force(policy)
    edit_policy(a_user("Ada").actor(), policy, text=text + SCRIPT, based_on=latest_version(policy).digest)
    pages = ["", "edit/", "settings/", "versions/1/", "versions/2/?against=1", "read/", "acknowledgements/"]
    shown = [words(lead.get(path + page)) for page in pages]
    for page in [
        preview,
        *shown,
        words(lead.get("/policies/")),
        words(lead.get("/policies/acknowledgements/")),
    ]:
        assert SCRIPT not in page
        assert 'href="javascript:' not in page
        assert "<img" not in page


def test_an_employee_reads_what_is_for_them_and_nothing_else(client, system):
    everyone, engineers = published(system, "POL-01"), published(system, "POL-09")
    a_person("Max")
    max_ = as_user(client, "Max", Role.EMPLOYEE)
    assert max_.get(f"/policies/{everyone.key}/read/").status_code == 200
    assert max_.get(f"/policies/{engineers.key}/read/").status_code == 403
    for page in ("/policies/", "/policies/acknowledgements/", f"/policies/{everyone.key}/"):
        assert max_.get(page).status_code == 403


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.OWNER, Role.AUDITOR, Role.EXECUTIVE])
def test_who_may_not_write_is_refused_at_every_address(client, system, role):
    policy = adopted(system)
    form = {"digest": latest_version(policy).digest, "reason": "x", "finding": "x"}
    other = as_user(client, "Zoe", role)
    for page in ("edit/", "settings/", "submit/", "publish/", "review/", "retire/"):
        answer = other.post(f"/policies/{policy.key}/{page}", form)
        assert answer.status_code == 403, page
    assert other.post("/policies/remind/").status_code == 403
    for act in ("", "submit"):
        chosen = {"chosen": [policy.pk], "act": act, "bulk-owner": str(a_person(f"Owner {act}").pk)}
        assert other.post("/policies/together/", chosen).status_code == 403
    assert other.post("/policies/new/", {"kind": "policy", "title": "Mine"}).status_code == 403
    adopt = {"templates": ["POL-01"], "contact": "a@example.org"}
    assert other.post("/policies/templates/", adopt).status_code == 403
    assert latest_version(policy).state == "draft"


def test_settings_are_refused_at_their_field_and_nothing_is_lost(lead, system):
    policy = adopted(system)
    form = {
        "title": policy.title,
        "acknowledge_within_days": "14",
        "acknowledge_again_months": "12",
        "review_months": "12",
        "controls": "GOV-99",
    }
    answer = lead.post(f"/policies/{policy.key}/settings/", form)
    assert answer.status_code == 422
    assert "There is no control GOV-99." in words(answer)
    assert "GOV-99" in words(answer)
    answer = lead.post(f"/policies/{policy.key}/settings/", {**form, "review_months": "99"})
    assert "less than or equal to 24" in words(answer)


def test_who_settles_second_is_told_what_the_first_settled_and_keeps_what_was_typed(lead, system):
    policy = adopted(system)
    stale = policy.settings_digest()
    settle_policy(a_user("Ben").actor(), policy, title="Access rules", owner=None, is_for_everyone=True)
    form = {
        "title": "Rules of access",
        "acknowledge_within_days": "20",
        "acknowledge_again_months": "12",
        "review_months": "12",
        "based_on": stale,
    }
    page = words(lead.post(f"/policies/{policy.key}/settings/", form))
    assert "Somebody else settled it meanwhile. It now says: title: Access rules" in page
    assert 'value="Rules of access"' in page
    policy.refresh_from_db()
    assert policy.title == "Access rules"
    lead.post(f"/policies/{policy.key}/settings/", {**form, "based_on": policy.settings_digest()})
    policy.refresh_from_db()
    assert (policy.title, policy.acknowledge_within_days) == ("Rules of access", 20)


def test_r87_a_control_that_people_carry_out_wants_a_procedure_and_leaves_the_list_when_it_has_one(
    lead, system
):
    control = Control.objects.filter(execution="manual").first()
    adopt_control(SYSTEM, control)
    page = words(lead.get("/policies/procedures/?procedure=missing"))
    assert control.title in page
    form = {"kind": "procedure", "title": "How we do it", "controls": control.key}
    lead.post("/policies/new/", form)
    assert control.title in words(lead.get("/policies/procedures/?procedure=missing"))
    put_in_force(Policy.objects.get(title="How we do it"))
    assert control.title not in words(lead.get("/policies/procedures/?procedure=missing"))
    assert control.title in words(lead.get("/policies/procedures/?procedure=in-force"))


def test_policies_that_are_chosen_get_one_owner_and_are_submitted_together_all_or_none(lead, system):
    first, second = adopted(system, "POL-06"), adopted(system, "POL-07", contact="")
    eve = a_person("Eve")
    at, chosen = "/policies/together/", {"chosen": [first.pk, second.pk]}
    assert "Nothing was said to change." in words(lead.post(at, {**chosen, "bulk-owner": ""}, follow=True))
    page = words(lead.post(at, {**chosen, "bulk-owner": str(eve.pk)}, follow=True))
    assert "2 policies: owner Eve." in page
    assert {one.owner for one in Policy.objects.all()} == {eve}
    page = words(lead.post(at, {**chosen, "act": "submit"}, follow=True))
    assert "{{ contact }}" in page
    assert {latest_version(one).state for one in (first, second)} == {"draft"}
    lead.post(at, {"chosen": [first.pk], "act": "submit"})
    assert latest_version(first).state == "in_review"
    assert "No policy was chosen." in words(lead.post(at, {"act": "submit"}, follow=True))
    assert "is not there" in words(lead.post(at, {"chosen": ["99999"], "act": "submit"}, follow=True))


def test_the_list_of_whom_to_remind_names_who_is_overdue_and_exports(lead, system):
    published(system)
    a_person("Max")
    a_person("=Lea", started_on=NOW.date())
    with clock.simulated(NOW + timedelta(days=15)):
        page = words(lead.get("/policies/acknowledgements/?state=overdue"))
        assert "max@example.org" in page
        exported = b"".join(lead.get("/policies/acknowledgements/?format=csv").streaming_content).decode()
    assert "Max,max@example.org,,2026-03-10,2026-03-24,,overdue" in exported
    assert "'=Lea" in exported


def test_everybody_who_is_overdue_is_reminded_once_a_week(lead, system):
    published(system)
    published(system, "POL-07")
    a_person("Max")
    with clock.simulated(NOW + timedelta(days=14)):
        assert "Remind everybody overdue" not in words(lead.get("/policies/acknowledgements/"))
        assert "Everybody was told this week already." in words(lead.post("/policies/remind/", follow=True))
    with clock.simulated(NOW + timedelta(days=15)):
        assert "1 reminded" in words(lead.post("/policies/remind/", follow=True))
        assert "Everybody was told this week already." in words(lead.post("/policies/remind/", follow=True))
        told = Notice.objects.get()
        assert (told.recipient, told.subject) == ("max@example.org", "2 acknowledgements are overdue")
        assert "- Access control policy" in told.text
    with clock.simulated(NOW + timedelta(days=22)):
        assert "1 reminded" in words(lead.post("/policies/remind/", follow=True))


def test_a_retired_policy_says_so_and_offers_no_act(lead, system):
    policy = published(system)
    page = words(lead.post(f"/policies/{policy.key}/retire/", {"reason": "Merged."}, follow=True))
    assert "Retired on 10 Mar 2026" in page
    assert "Merged." in page
    assert ">Edit<" not in page


def test_an_unknown_policy_or_version_is_not_found(lead, system):
    policy = adopted(system)
    assert lead.get("/policies/nothing/").status_code == 404
    assert lead.get(f"/policies/{policy.key}/versions/9/").status_code == 404


PAGES = ["/policies/", "/policies/templates/", "/policies/acknowledgements/", "/policies/procedures/"]


@pytest.mark.parametrize("path", [*PAGES, "/policies/access-control-policy/"])
def test_a_page_costs_the_same_however_much_there_is(lead, system, path, django_assert_max_num_queries):
    published(system)
    a_person("Max")
    with django_assert_max_num_queries(25) as first:
        assert lead.get(path).status_code == 200
    cost = len(first)
    for template in PolicyTemplate.objects.exclude(key="POL-06")[:9]:
        published(system, template.key)
    for number in range(8):
        a_person(f"Person{number}")
    write_policy(a_user("Ada").actor(), title="Steps", kind="procedure", controls="GOV-01")
    with django_assert_max_num_queries(cost):
        assert lead.get(path).status_code == 200
