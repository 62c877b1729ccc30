"""The story ends in public: the report is shown, readers are let in, one signed, a customer asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.utils.text import slugify

from attestry.accounts.models import User
from attestry.engagements.models import Engagement
from attestry.engagements.rules.state import State
from attestry.evidence.models import Entry
from attestry.journal.queries import broken_at
from attestry.kit import clock
from attestry.nondisclosure.models import Signing
from attestry.opinions.models import IssuedReport
from attestry.questionnaires.models import Answer, Questionnaire
from attestry.readers.models import AccessRequest, AccessRule, Grant, Offer, Reader
from attestry.sample_company.actions.days import Days
from attestry.sample_company.actions.founding import found
from attestry.sample_company.company import Company, company
from attestry.sample_company.tests.conftest import CALENDAR
from attestry.trust_center.models import Publication, SubprocessorChange, TrustPage
from attestry.trust_center.tests.scene import a_test

TITLE = company().examinations.examinations[-1].title
ISSUED = company().examinations.examinations[-1].days.issued
KINDS = ("report", "system", "framework", "control", "policy", "subprocessor")
END = CALENDAR.at(company().story.last_day, 19)


HEARD_DAYS = (*range(11), 79, 86, 212)
REGISTERS = ("vendors.import_vendors", "vendors.add_vendor", "customers.")


def heard() -> Company:
    """As much of the company as its last days rest on: people, three policies, vendors and customers."""
    whole, nothing = company(), ()
    shown = next(one.told["keys"] for one in whole.deeds if one.told.get("kind") == "policy")
    habits = whole.habits.model_copy(
        update={
            "policies": tuple(one for one in whole.habits.policies if slugify(one.title) in shown),
            "courses": nothing,
            "phishing": nothing,
            "assessments": nothing,
            "signings": nothing,
            "designs": nothing,
            "steps": nothing,
        }
    )
    deeds = tuple(one for one in whole.deeds if one.wants_report or one.do.startswith(REGISTERS))
    return replace(whole, habits=habits, deeds=deeds)


@contextmanager
def told(root) -> Iterator[None]:
    """A home of the last days; its report is there by a short cut, and nothing was read."""
    smaller = heard()
    home = type(settings.HOME)(root)
    home.prepare()
    with override_settings(HOME=home), transaction.atomic():
        found(smaller, CALENDAR)
        days = Days(smaller, CALENDAR)
        for day in HEARD_DAYS:
            days.tell_before(day)
        with clock.simulated(CALENDAR.at(ISSUED, 15)):
            reported()
        for day in range(ISSUED + 1, smaller.story.last_day + 1):
            days.tell_before(day)
        yield
        transaction.set_rollback(True)


def reported() -> IssuedReport:
    """The report with no more in it than the public page reads; how it comes about is tested elsewhere."""
    engagement = Engagement.objects.get(title=TITLE)
    Engagement.objects.filter(pk=engagement.pk).update(state=State.ISSUED)
    shown = next(one.told["keys"] for one in company().deeds if one.told.get("kind") == "control")
    tests = [a_test("Operation", "effective", "Operated effectively")]
    content = {
        "title": TITLE,
        "kind": engagement.kind,
        "kind_label": engagement.the_kind.label,
        "organization": "Wagewren",
        "system": engagement.system.name,
        "categories": engagement.categories,
        "from": CALENDAR.on(60).isoformat(),
        "until": CALENDAR.on(250).isoformat(),
        "firm": {"name": "A firm"},
        "opinions": [{"subject": "operation", "label": "Qualified", "criteria": ["CC6.2"]}],
        "controls": [{"key": key, "title": key, "criteria": ["CC6.1"], "tests": tests} for key in shown],
    }
    return IssuedReport.objects.create(
        engagement=engagement, version=1, content=content, content_digest="c" * 64, digest="d" * 64, size=1,
        entry_seq=Entry.objects.latest("seq").seq, companion={}, report_on=CALENDAR.on(ISSUED),
        by=User.objects.first(), by_name="A partner", at=clock.now(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def _ended(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), told(tmp_path_factory.mktemp("outsiders")):
        yield


@pytest.fixture(autouse=True)
def _told(_ended, db):
    """Every test looks at the same home."""


def test_the_world_sees_the_report_and_what_was_chosen():
    assert TrustPage.objects.get().is_open
    shown = {kind: Publication.objects.filter(kind=kind, withheld_at=None).count() for kind in KINDS}
    assert shown == {"report": 1, "system": 1, "framework": 1, "control": 12, "policy": 3, "subprocessor": 4}
    assert SubprocessorChange.objects.get().vendor.name == "Deskwise"
    with clock.simulated(END):
        page = Client().get("/trust/").content.decode()
    assert "Qualified" in page
    assert "Information security policy" in page


def test_the_report_is_on_offer_and_two_rules_stand():
    assert Offer.objects.get().engagement.title == TITLE
    assert sorted(AccessRule.objects.filter(ended_at=None).values_list("kind", flat=True)) == [
        "contract",
        "domain",
    ]


def test_readers_of_three_companies_were_let_in_one_of_them_a_user_auditor_one_by_a_rule():
    grants = Grant.objects.filter(revoked_at=None, expires_at__gt=END + timedelta(days=30))
    assert {one.reader.user_entity.name for one in grants} == {
        "Hartwell Retail Group",
        "Northlea Hospitals",
        "Quillfeather Staffing",
    }
    assert Reader.objects.get(kind="user_auditor").user_entity.customer.name == "Northlea Hospitals"
    assert [(one.reader.name, one.rule.kind) for one in grants.exclude(rule=None)] == [
        ("Yusuf Demir", "contract")
    ]


def test_one_request_waits_for_a_person():
    waiting = AccessRequest.objects.get(state="waiting")
    assert (waiting.company, waiting.wanted.get().title) == ("Vantage Municipal", TITLE)


def test_one_reader_signed_the_agreement_and_it_is_sealed():
    signed = Signing.objects.get()
    assert (signed.name, signed.company) == ("Dana Whitlock", "Hartwell Retail Group")
    assert Entry.objects.filter(seq=signed.entry_seq).exists()


def test_a_customer_s_questionnaire_is_answered_in_part_from_evidence():
    asked = Questionnaire.objects.get()
    assert asked.customer.name == "Kestrel Aviation"
    states = list(asked.questions.order_by("ordinal").values_list("state", flat=True))
    assert states == ["open", "open", "reviewed", "answered", "open", "answered"]
    assert all(one.evidence for one in asked.questions.exclude(state="open"))
    assert asked.questions.get(ordinal=1).suggestions.filter(kind="answer").exists()
    assert Answer.objects.count() == 2


def test_the_journal_holds_together():
    assert broken_at() is None


def test_who_has_no_report_tells_nobody_of_one():
    titles = {one.told.get("title") for one in company().deeds if one.wants_report}
    assert "Agreement on confidential reports" in titles
    outside = ("trust_center.", "readers.", "nondisclosure.", "questionnaires.")
    assert all(one.wants_report for one in company().deeds if one.do.startswith(outside))
