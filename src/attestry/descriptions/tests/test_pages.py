"""Both sides read the description; management writes, an officer signs, the firm comments."""

from __future__ import annotations

from django.test import Client

from attestry.accounts.rules import Role
from attestry.accounts.tests.people import somebody
from attestry.controls.models import Control
from attestry.descriptions.models import Assertion, Passage
from attestry.descriptions.tests.texts import PADDING, write_all
from attestry.scope.actions.drawing import add_component, decide_component
from attestry.scope.rules.system import ComponentKind, Verdict


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def at(scene, rest=""):
    return f"/engagements/{scene.engagement.pk}/{rest}"


def test_a_description_is_written_made_final_signed_and_commented_on(described):
    Control.objects.filter(key="CHG-02").update(state="live", owner=described.lead)
    lead, officer, firm = map(browser_of, (described.lead, described.executive, described.auditor))
    assert b"Nothing is written yet" in lead.get(at(described, "description/")).content
    assert b"Payslips" in lead.get(at(described, "management/description/1/")).content
    lead.post(
        at(described, "management/description/1/"), {"text": "Payslips. Best-in-class.", "seen_version": 0}
    )
    page = lead.get(at(described, "description/")).content.decode()
    assert "1 place is unclear" in page
    firm.post(at(described, "firm/description/1/"), {"text": "Which browsers?"})
    assert b"Which browsers?" in lead.get(at(described, "description/")).content
    write_all(described)
    lead.post(at(described, "management/description/final/"))
    signing = officer.get(at(described, "management/assertion/"))
    digest = signing.context["digest"] if signing.context else _digest(signing.content.decode())
    officer.post(at(described, "management/assertion/"), {"title": "Chief executive", "seen_digest": digest})
    assert Assertion.objects.get().signer_title == "Chief executive"
    assert b"Final and signed" in firm.get(at(described, "description/")).content


def test_r78_what_the_five_kinds_hold_stands_in_dc_3_and_what_is_out_does_not(described):
    lead, system = browser_of(described.lead), described.engagement.system
    names = {kind: f"A {kind.value} of ours" for kind in ComponentKind}
    for kind, name in names.items():
        add_component(described.lead.actor(), system, kind=kind, name=name)
    gone = add_component(described.lead.actor(), system, kind=ComponentKind.SOFTWARE, name="The old wiki")
    decide_component(described.lead.actor(), gone, verdict=Verdict.OUT, reason="Nobody uses it.")
    page = lead.get(at(described, "management/description/3/")).content.decode()
    for kind, name in names.items():
        assert f"{kind.value.capitalize()}." in page
        assert name in page
    assert "The old wiki" not in page
    write_all(described)
    lacking = lead.get(at(described, "description/")).content.decode()
    assert all(name in lacking.partition("does not mention")[2] for name in names.values())
    write_all(described, dc_3=f"It consists of the Ledger, and of {', '.join(names.values())}. {PADDING}")
    assert "does not mention" not in lead.get(at(described, "description/")).content.decode()


def _digest(page):
    return page.split('name="seen_digest" value="')[1][:64]


def test_whoever_wrote_second_sees_both_and_loses_nothing(described):
    lead = browser_of(described.lead)
    lead.post(at(described, "management/description/1/"), {"text": "Theirs.", "seen_version": 0})
    answer = lead.post(at(described, "management/description/1/"), {"text": "Mine.", "seen_version": 0})
    assert answer.status_code == 422
    assert b"Theirs." in answer.content
    assert b"Mine." in answer.content


def test_each_side_is_kept_to_its_own(described):
    firm, lead = browser_of(described.auditor), browser_of(described.lead)
    assert firm.get(at(described, "management/description/1/")).status_code == 403
    assert firm.post(at(described, "management/description/final/")).status_code == 403
    assert lead.post(at(described, "firm/description/1/"), {"text": "x"}).status_code == 403
    stranger = browser_of(somebody("Zoe", Role.AUDITOR))
    assert stranger.get(at(described, "description/")).status_code == 404
    assert not Passage.objects.exists()


def test_markup_stays_words(described):
    bad = "<script>alert(1)</script>"
    lead = browser_of(described.lead)
    lead.post(at(described, "management/description/1/"), {"text": bad, "seen_version": 0})
    for rest in ("description/", "management/description/1/"):
        assert bad not in lead.get(at(described, rest)).content.decode()


def test_a_longer_history_costs_no_further_query(described, django_assert_max_num_queries):
    lead = browser_of(described.lead)
    write_all(described)
    with django_assert_max_num_queries(90) as few:
        lead.get(at(described, "description/"))
    allowed = len(few.captured_queries)
    write_all(described)
    with django_assert_max_num_queries(allowed):
        lead.get(at(described, "description/"))
